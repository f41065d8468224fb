import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { licencesDocument, type Lock, type Manifest } from '../../../build/licences.ts';

const root = resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(resolve(root, file), 'utf8');

describe('the list of third-party licences', () => {
  it('is current', () => {
    const document = licencesDocument(JSON.parse(read('package-lock.json')) as Lock, JSON.parse(read('package.json')) as Manifest);
    expect(read('docs/third-party-licences.md')).toBe(document);
  });

  it('names the licence of every package it lists', () => {
    expect(read('docs/third-party-licences.md').match(/^.*\| unknown \|$/gm)).toBeNull();
  });

  it('keeps apart what ships and what only builds', () => {
    const packages = {
      '': {},
      'node_modules/a': { version: '1', license: 'MIT' },
      'node_modules/b': { version: '2', license: 'ISC', dev: true },
      'node_modules/b/node_modules/inner': { version: '3', license: 'ISC', dev: true },
      'node_modules/o': { version: '4', license: 'GPL-3.0', optional: true },
    };
    const document = licencesDocument(
      { packages },
      { dependencies: { a: '1' }, devDependencies: { b: '2' }, optionalDependencies: { o: '4' } },
    );
    const [, program, optional, tools] = document.split('\n## ');
    expect([program, optional, tools]).toEqual([
      expect.stringContaining('| a | 1 | MIT |'),
      expect.stringContaining('| o | 4 | GPL-3.0 |'),
      expect.stringContaining('| b | 2 | ISC |'),
    ]);
    expect(document).not.toContain('inner');
    expect(program).not.toContain('| b |');
  });
});
