import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeFileAtomic } from '../../../../src-main/base/atomic-file.ts';
import { openLogFile } from '../../../../src-main/base/log-file.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vms nhật ký '));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

it('a log never grows past its bound and keeps the newest lines', () => {
  const log = openLogFile({ directory, name: 'main', maxBytes: 1000, files: 3 });
  for (let line = 0; line < 200; line += 1) log.write(`line ${String(line).padStart(20, '0')}`);
  log.dispose();
  expect(readdirSync(directory).sort()).toEqual(['main.1.log', 'main.2.log', 'main.log']);
  for (const name of readdirSync(directory)) expect(statSync(join(directory, name)).size).toBeLessThanOrEqual(1000);
  expect(readFileSync(join(directory, 'main.log'), 'utf8')).toMatch(/199\n$/u);
});

it('a log goes on after a restart, and is silent where it cannot be written', () => {
  for (const text of ['first', 'second']) {
    const log = openLogFile({ directory, name: 'main', maxBytes: 1000, files: 2 });
    log.write(text);
    log.dispose();
    log.write('after the end');
  }
  expect(readFileSync(join(directory, 'main.log'), 'utf8')).toBe('first\nsecond\n');
  writeFileSync(join(directory, 'occupied'), '');
  expect(() => openLogFile({ directory: join(directory, 'occupied'), name: 'x', maxBytes: 10, files: 2 }).write('lost')).not.toThrow();
});

it('an atomic write replaces the whole file or leaves it', () => {
  const file = join(directory, 'sâu', 'tệp.json');
  writeFileAtomic(file, 'old');
  writeFileAtomic(file, 'new');
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(() => {
    writeFileAtomic(join(file, 'below a file'), 'x');
  }).toThrow();
  expect([readFileSync(file, 'utf8'), readdirSync(join(directory, 'sâu'))]).toEqual(['new', ['tệp.json']]);
});
