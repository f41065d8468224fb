import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { silentLog } from '../../../src-main/base/log.ts';
import { openLedgerDatabase } from '../../../src-main/cache/ledger/ledger-database.ts';
import { draftOf } from '../../fakes/ledger-book.ts';
import { ledgerDevice, ledgerStart, ledgerWorkers } from '../../fakes/ledger-start.ts';

const tools = resolve(import.meta.dirname, '../../../tools/verify');
const reportSchema = z.object({ entries: z.int(), findings: z.array(z.record(z.string(), z.unknown())) });
let root = '';
let cases = 0;

/** 40 entries, heads at 10, 20, 30, 40. */
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'vms kiểm chứng '));
  const directory = join(root, 'sound');
  const ledger = await openLedgerDatabase({ ...ledgerWorkers, start: ledgerStart(directory), log: silentLog });
  for (let index = 0; index < 40; index += 1) {
    await ledger.ask('append', { drafts: [draftOf('live.start', { index })] });
    if (index % 10 === 9) await ledger.ask('checkpoint', {});
  }
  await ledger.close();
  writeFileSync(join(directory, 'ledger.pub'), ledgerDevice.publicKey.export({ format: 'pem', type: 'spki' }));
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

function damaged(statement: string): string {
  const directory = join(root, `case-${(cases += 1)}`);
  cpSync(join(root, 'sound'), directory, { recursive: true });
  const tool = new DatabaseSync(join(directory, 'ledger.db'));
  tool.exec(statement);
  tool.close();
  return directory;
}

const verify = (...arguments_: readonly string[]) =>
  spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', join(tools, 'main.ts'), ...arguments_], { encoding: 'utf8' });
const verifyAgain = (directory: string) => spawnSync('python3', [join(tools, 'audit_check.py'), directory], { encoding: 'utf8' });
const reportOf = ({ stdout }: { readonly stdout: string }) => reportSchema.parse(JSON.parse(stdout));
const sorted = (findings: readonly object[]) => findings.map((finding) => JSON.stringify(finding, Object.keys(finding).sort())).sort();
const editedAt = (seq: number) => `UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), 'Hoa', 'Lan') AS BLOB) WHERE seq = ${seq}`;
const swap = (one: number, other: number) =>
  `UPDATE entry SET seq = -1 WHERE seq = ${one}; UPDATE entry SET seq = ${one} WHERE seq = ${other}; UPDATE entry SET seq = ${other} WHERE seq = -1`;

describe('two verifiers, one verdict', () => {
  it.each([
    ['a sound ledger', 'SELECT 1', []],
    ['an edited entry', editedAt(7), [{ kind: 'changed', epoch: 1, seq: 7 }]],
    ['deleted in the middle', 'DELETE FROM entry WHERE seq IN (17, 18)', [{ kind: 'missing', epoch: 1, from: 17, to: 18 }]],
    ['a deleted tail', 'DELETE FROM entry WHERE seq > 37', [{ kind: 'tail-missing', epoch: 1, from: 38, to: 40 }]],
    [
      'two swapped',
      swap(12, 13),
      [
        { kind: 'out-of-order', epoch: 1, seq: 13, standsAt: 12 },
        { kind: 'out-of-order', epoch: 1, seq: 12, standsAt: 13 },
        { kind: 'rewritten', epoch: 1, from: 11, to: 20 },
      ],
    ],
    [
      'one entry twice',
      'CREATE TEMP TABLE twice AS SELECT * FROM entry WHERE seq = 5; UPDATE twice SET seq = 41; INSERT INTO entry SELECT * FROM twice',
      [{ kind: 'duplicate', epoch: 1, seq: 5, standsAt: 41 }],
    ],
    [
      'a head nobody signed',
      "UPDATE checkpoint SET note = replace(note, char(10) || '20' || char(10), char(10) || '19' || char(10)) WHERE size = 20",
      [{ kind: 'wrong-key', epoch: 1, size: 19 }],
    ],
  ])('%s', (_, statement, expected) => {
    const directory = damaged(statement);
    const ours = verify('audit', directory, '--json');
    const theirs = verifyAgain(directory);
    expect(theirs.stderr).toBe('');
    expect(sorted(reportOf(ours).findings)).toEqual(sorted(expected));
    expect(sorted(reportOf(theirs).findings)).toEqual(sorted(expected));
    expect([ours.status, theirs.status]).toEqual(expected.length === 0 ? [0, 0] : [1, 1]);
  });
});

describe('the command', () => {
  it('says in Vietnamese and English what it found, and whose key it took', () => {
    const directory = damaged(editedAt(7));
    expect(verify('audit', directory).stdout).toContain('Kỳ 1, bản ghi 7: nội dung đã bị sửa sau khi ghi');
    expect(verify('audit', directory, '--language', 'en').stdout).toContain('The public key was taken from beside the ledger');
    const key = join(directory, 'ledger.pub');
    expect(verify('audit', directory, '--key', key, '--language', 'en').stdout).not.toContain('beside the ledger');
  });

  it('takes heads kept elsewhere, which show a rollback', () => {
    const whole = new DatabaseSync(join(root, 'sound', 'ledger.db'), { readOnly: true });
    const { note } = z.object({ note: z.string() }).parse(whole.prepare('SELECT note FROM checkpoint WHERE size = 40').get());
    whole.close();
    const directory = damaged('DELETE FROM entry WHERE seq > 25; DELETE FROM checkpoint WHERE size > 20');
    writeFileSync(join(directory, 'kept.txt'), note);
    expect(reportOf(verify('audit', directory, '--json', '--checkpoint', join(directory, 'kept.txt'))).findings).toEqual([
      { kind: 'rolled-back', epoch: 1, from: 26, to: 40 },
    ]);
  });

  it('refuses heads of another key', () => {
    const directory = damaged('SELECT 1');
    writeFileSync(join(directory, 'other.pub'), generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' }));
    const kinds = reportOf(verify('audit', directory, '--json', '--key', join(directory, 'other.pub'))).findings.map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['wrong-key']));
  });

  it('says what it cannot read, and how it is used', () => {
    expect(verify('audit', join(root, 'nowhere'))).toMatchObject({ status: 2 });
    const unusable = damaged('SELECT 1');
    writeFileSync(join(unusable, 'ledger.db'), 'no database');
    expect(verify('audit', unusable).stderr).toContain('ledger.db');
    expect(verify('package', 'x').stderr).toContain('npm run verify');
    expect(verify('audit', 'x', '--unknown').status).toBe(2);
  });
});

describe('lines, as exported', () => {
  const linesOf = (directory: string): string[] => {
    const database = new DatabaseSync(join(directory, 'ledger.db'), { readOnly: true });
    const texts = database.prepare('SELECT CAST(bytes AS TEXT) AS text FROM entry ORDER BY epoch, seq').all();
    database.close();
    return texts.map((row) => z.object({ text: z.string() }).parse(row).text);
  };
  const verifyLines = (lines: readonly string[], end: string) => {
    const directory = damaged('SELECT 1');
    const file = join(directory, 'log.jsonl');
    writeFileSync(file, lines.join('\n') + end);
    return reportOf(verify('audit', file, '--json'));
  };

  it('are sound with an end of the last line and without', () => {
    const lines = linesOf(join(root, 'sound'));
    for (const end of ['', '\n', '\n\n']) expect(verifyLines(lines, end)).toEqual({ entries: 40, findings: [] });
  });

  it('are named where one was edited, left out or is no entry', () => {
    const lines = linesOf(join(root, 'sound'));
    expect(verifyLines(lines.with(6, lines[6]?.replace('Hoa', 'Lan') ?? ''), '\n').findings).toEqual([
      { kind: 'link-broken', epoch: 1, seq: 8 },
    ]);
    expect(verifyLines(lines.toSpliced(16, 2), '\n').findings).toEqual([{ kind: 'missing', epoch: 1, from: 17, to: 18 }]);
    expect(verifyLines(lines.with(0, 'nonsense'), '').findings).toEqual([{ kind: 'unreadable', epoch: 1, seq: 1 }]);
  });
});

it('takes no table for a ledger that only looks like one', () => {
  const directory = damaged(
    'CREATE TABLE loose AS SELECT * FROM entry; DROP TABLE entry; ALTER TABLE loose RENAME TO entry; UPDATE entry SET leaf = 7 WHERE seq = 20',
  );
  const { status, stderr } = verify('audit', directory, '--json');
  expect([status, stderr]).toEqual([2, expect.stringContaining('not a row of a ledger')]);
});

it('says what it did not check: the witness, without its key', () => {
  const { stdout } = verify('audit', join(root, 'sound'), '--language', 'en');
  expect(stdout).toContain("The province's witness was not checked");
  expect(stdout).not.toContain('witnessed by');
});
