import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createProgramLog } from '../../../../src-main/base/program-log.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vms nhật ký '));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});
const written = (): string[] => readFileSync(join(directory, 'main.log'), 'utf8').trimEnd().split('\n');

it('keeps what is said before there is a file, in order, and goes on in the file', () => {
  const { log, openIn, writeLine } = createProgramLog(() => new Date(0));
  log.warn('early', { password: 'CANARY' });
  const file = openIn(directory);
  log.info('late');
  writeLine('{"message":"of another process"}');
  file.dispose();
  expect(written().map((line) => (JSON.parse(line) as { message: string }).message)).toEqual(['early', 'late', 'of another process']);
  expect(written().join('')).not.toContain('CANARY');
});

it('keeps the first lines of something that never ends', () => {
  const { log, openIn } = createProgramLog(() => new Date(0));
  for (let line = 0; line < 1000; line += 1) log.info(`line ${line}`);
  openIn(directory).dispose();
  expect(written()).toHaveLength(200);
  expect(written()[0]).toContain('"line 0"');
});
