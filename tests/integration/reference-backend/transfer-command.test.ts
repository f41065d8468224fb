import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const backend = resolve(import.meta.dirname, '../../../tools/reference-backend/main.ts');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vms tệp chuyển '));
  writeFileSync(join(folder, 'tệp.vmsync'), 'không phải');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: unknown;
  readonly told: string;
}
const run = (data: string, ...argv: readonly string[]): Promise<Ended> =>
  new Promise((done) => {
    const env = { ...process.env, DATABASE_URL: undefined };
    execFile(process.execPath, [backend, '--data', join(folder, data), ...argv], { env }, (failure, _, told) => {
      done({ code: failure?.code ?? 0, told });
    });
  });
const take = (data: string, file: string): Promise<Ended> =>
  run(data, '--transfer', join(folder, file), '--answer', join(folder, 'trả lời.vmsync'));

it('says in a line what whoever runs it can put right', async () => {
  expect(await run('data', '--transfer', 'x.vmsync')).toEqual({ code: 1, told: '--transfer needs --answer FILE\n' });
  const unread = await take('data', 'không có.vmsync');
  expect([unread.code, unread.told]).toEqual([1, expect.stringMatching(/^The file was not taken in: it cannot be read \(ENOENT.*\)\n$/u)]);
  const nowhere = await take('data', 'tệp.vmsync');
  expect([nowhere.code, nowhere.told]).toEqual([1, `The file was not taken in: there is no province in ${join(folder, 'data')}\n`]);
  expect(existsSync(join(folder, 'data'))).toBe(false);
}, 60_000);

it('lets a fault of its own show itself with where it happened, and blames no file for it', async () => {
  mkdirSync(join(folder, 'hỏng'));
  writeFileSync(join(folder, 'hỏng/province.db'), 'this is no database at all, and long enough to be looked at as one'.repeat(20));
  const { code, told } = await take('hỏng', 'tệp.vmsync');
  expect(code).toBe(1);
  expect(told).toContain('file is not a database');
  expect(told).toMatch(/\n +at /u);
  expect(told).not.toContain('not taken in');
  expect(existsSync(join(folder, 'trả lời.vmsync'))).toBe(false);
}, 60_000);
