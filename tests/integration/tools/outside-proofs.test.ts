/** The log by tools that know nothing of us (trust notes, 2.3): openssl, sqlite3 on a copy, jq, and the Python verifier on a pruned one. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { wholeLog } from '../../../src-contract/model/audit-log.ts';
import { silentLog } from '../../../src-main/base/log.ts';
import { openLedgerDatabase } from '../../../src-main/cache/ledger/ledger-database.ts';
import { draftOf } from '../../fakes/ledger-book.ts';
import { ledgerDevice, ledgerStart, ledgerWorkers } from '../../fakes/ledger-start.ts';

const PRUNED = 25;
const ENTRIES = 40;

let directory = '';
let exported = '';
const has = (tool: string): boolean => spawnSync(tool, ['--version']).error === undefined;
const run = (tool: string, arguments_: readonly string[], input = '') => spawnSync(tool, arguments_, { encoding: 'utf8', input });

/** Forty entries with heads at 10, 20, 30 and 40; the bodies of the first twenty-five are pruned after all were exported. */
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'vms bằng chứng '));
  const ledger = await openLedgerDatabase({ ...ledgerWorkers, start: ledgerStart(directory), log: silentLog });
  for (let index = 0; index < ENTRIES; index += 1) {
    await ledger.ask('append', { drafts: [draftOf('live.start', { index })] });
    if (index % 10 === 9) await ledger.ask('checkpoint', {});
  }
  exported = join(directory, 'nhật ký.ndjson');
  await ledger.read('export', { filter: wholeLog, form: 'ndjson', file: exported, headings: [], actionWords: {} });
  await ledger.ask('acknowledge', { epoch: 1, seq: PRUNED });
  expect(await ledger.ask('prune', { beforeMs: Date.now() + 60_000 })).toBe(PRUNED);
  await ledger.close();
  writeFileSync(join(directory, 'ledger.pub'), ledgerDevice.publicKey.export({ format: 'pem', type: 'spki' }));
});
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

const noteRow = z.object({ note: z.string() });

/** Text and signature of every head, as openssl wants them: files. */
function heads(): readonly { readonly text: string; readonly signature: string }[] {
  const database = new DatabaseSync(join(directory, 'ledger.db'), { readOnly: true });
  const notes = z.array(noteRow).parse(database.prepare('SELECT note FROM checkpoint ORDER BY size').all());
  database.close();
  return notes.map(({ note }, at) => {
    const [text = '', signatures = ''] = note.split('\n\n');
    const [, , signed = ''] = (signatures.split('\n')[0] ?? '').split(' ');
    const files = { text: join(directory, `head-${at}.txt`), signature: join(directory, `head-${at}.sig`) };
    writeFileSync(files.text, `${text}\n`);
    writeFileSync(files.signature, Buffer.from(signed, 'base64').subarray(4));
    return files;
  });
}

it.skipIf(!has('openssl'))('openssl verifies every checkpoint with the device’s public key, and none with a letter changed', () => {
  const verify = ({ text, signature }: { readonly text: string; readonly signature: string }) => {
    const key = join(directory, 'ledger.pub');
    return run('openssl', ['pkeyutl', '-verify', '-rawin', '-pubin', '-inkey', key, '-in', text, '-sigfile', signature]);
  };
  const all = heads();
  expect(all.map((head) => verify(head).stdout.trim())).toEqual(Array.from({ length: 4 }, () => 'Signature Verified Successfully'));
  for (const { text } of all) writeFileSync(text, readFileSync(text, 'utf8').replace('key ', 'kez '));
  expect(all.map((head) => verify(head).status)).toEqual([1, 1, 1, 1]);
});

it.skipIf(!has('sqlite3'))('sqlite3 finds on a copy no number left out, a sound file and the version it is of', () => {
  const copy = join(directory, 'copy.db');
  expect(run('sqlite3', [join(directory, 'ledger.db'), `.backup '${copy}'`]).status).toBe(0);
  const ask = (sql: string): string => run('sqlite3', [copy, sql]).stdout.trim();
  expect(ask('SELECT count(*)-(max(seq)-min(seq)+1) FROM entry WHERE epoch=1')).toBe('0');
  expect(ask('PRAGMA integrity_check')).toBe('ok');
  expect(Number(ask('PRAGMA user_version'))).toBeGreaterThan(0);
  expect(run('sqlite3', [copy, 'DELETE FROM entry WHERE seq=30']).status).toBe(0);
  expect(ask('SELECT count(*)-(max(seq)-min(seq)+1) FROM entry WHERE epoch=1')).toBe('-1');
});

it.skipIf(!has('jq'))('jq reads every exported line, and finds a gap only where a line was taken out', () => {
  const gaps = (file: string): string => {
    const numbers = run('jq', ['-r', '.seq', file]).stdout;
    return run('awk', ['NR>1&&$1!=p+1{print "gap at",$1}{p=$1}'], numbers).stdout.trim();
  };
  expect(run('jq', ['-r', '.seq', exported]).stdout.trim().split('\n')).toHaveLength(ENTRIES);
  expect(gaps(exported)).toBe('');
  const lines = readFileSync(exported, 'utf8').split('\n');
  const torn = join(directory, 'torn.ndjson');
  writeFileSync(torn, [...lines.slice(0, 16), ...lines.slice(17)].join('\n'));
  expect(gaps(torn)).toBe('gap at 18');
});

it.skipIf(!has('python3'))('the Python verifier finds a pruned log whole, and names what was changed in what is left of it', () => {
  const script = resolve(import.meta.dirname, '../../../tools/verify/audit_check.py');
  const check = (): unknown => JSON.parse(run('python3', [script, directory]).stdout) as unknown;
  expect(check()).toEqual({ entries: ENTRIES, findings: [] });
  const damage = (sql: string): void => {
    const database = new DatabaseSync(join(directory, 'ledger.db'));
    database.exec(sql);
    database.close();
  };
  damage("UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), 'Hoa', 'Lan') AS BLOB) WHERE seq = 33");
  expect(check()).toEqual({ entries: ENTRIES, findings: [{ kind: 'changed', epoch: 1, seq: 33 }] });
  // A pruned entry's hash is bound by every head after it and by the entry after it.
  damage('UPDATE entry SET leaf = zeroblob(32) WHERE seq = 25');
  expect(check()).toMatchObject({
    findings: [
      { kind: 'link-broken', epoch: 1, seq: 26 },
      { kind: 'changed', epoch: 1, seq: 33 },
      { kind: 'rewritten', epoch: 1, from: 21, to: 30 },
    ],
  });
});
