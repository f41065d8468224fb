import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { wholeLog } from '../../../src-contract/model/audit-log.ts';
import { silentLog } from '../../../src-main/base/log.ts';
import { parseNote } from '../../../src-main/base/ledger/signed-note.ts';
import { leafHash } from '../../../src-main/base/ledger/merkle.ts';
import { hexOf } from '../../../src-main/base/ledger/hash.ts';
import { openLedgerDatabase, type LedgerDatabase } from '../../../src-main/cache/ledger/ledger-database.ts';
import { Audit } from '../../../src-main/services/audit/audit.ts';
import { AuditReading } from '../../../src-main/services/audit/audit-reading.ts';
import { draftOf } from '../../fakes/ledger-book.ts';
import { ledgerStart, ledgerWorkers } from '../../fakes/ledger-start.ts';

let directory = '';
let ledger: LedgerDatabase;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'vms đọc nhật ký '));
  ledger = await openLedgerDatabase({ ...ledgerWorkers, start: ledgerStart(directory), log: silentLog });
});
afterEach(async () => {
  await ledger.close();
  rmSync(directory, { recursive: true, force: true });
});

const person = draftOf('live.start').actor;
const reader = (writable = true): AuditReading =>
  new AuditReading({
    ledger,
    audit: new Audit({ ledger: writable ? ledger : null, actor: () => person, purpose: () => null, areaOf: () => null, log: silentLog }),
    bootId: 'boot-1',
    folder: join(directory, 'của người dùng'),
    words: () => ({ column: { seq: 'Số' }, action: { 'live-start': 'Bắt đầu xem' } }),
    upload: () => ({ kind: 'off' }),
    now: () => new Date(Date.UTC(2026, 10, 21)),
  });

it('writes down every question before it is answered, and answers none that cannot be written down', async () => {
  await ledger.ask('append', { drafts: [draftOf('live.start')] });
  const found = await reader().find({ ...wholeLog, action: 'live.', text: 'hoa' });
  expect(found.total).toBe(1);
  await reader().whatWasSeen({ userId: 'u-7', fromMs: 0, toMs: Date.now() });
  const { readingId } = await ledger.read('find', { ...wholeLog, action: 'log.read' });
  expect(await ledger.read('page', { readingId, from: 0, count: 9 })).toMatchObject([
    { phase: 'result', outcome: 'done', actor: person },
    { phase: 'intent', params: { question: 'seen', userId: 'u-7', from: '1970-01-01T00:00:00.000Z' } },
    { phase: 'result' },
    { phase: 'intent', params: { action: 'live.', text: 'hoa' } },
  ]);
  await expect(reader(false).find(wholeLog)).rejects.toMatchObject({ key: 'ledger-unwritable' });
  await expect(reader(false).export(wholeLog, 'csv')).rejects.toMatchObject({ key: 'ledger-unwritable' });
});

it('exports rows a spreadsheet takes for text, with the signed head beside them', async () => {
  const hostile = {
    ...draftOf('live.start'),
    object: { kind: 'camera', id: 'c-1', label: '=HYPERLINK("http://x","y")' },
    purpose: '@SUM(1)',
  };
  await ledger.ask('append', { drafts: [hostile, draftOf('camera.change', { note: 'dòng 1\ndòng 2' })] });
  const { file, entries, sha256 } = await reader().export({ ...wholeLog, objectId: 'c-1' }, 'csv');
  const text = readFileSync(file);
  expect([entries, createHash('sha256').update(text).digest('hex')]).toEqual([1, sha256]);
  const [headings, row] = parse(text, { bom: true });
  const cell = (heading: string): string | undefined => row?.[headings?.indexOf(heading) ?? -1];
  expect([cell('Số'), cell('action'), cell('words')]).toEqual(['1', 'live.start', 'Bắt đầu xem']);
  expect([cell('objectLabel'), cell('purpose')]).toEqual([`'=HYPERLINK("http://x","y")`, `'@SUM(1)`]);
  expect(cell('mac')).toBe('02:00:00:00:00:01');
  // Entry 3 is the one of the export itself.
  expect(parseNote(readFileSync(`${file}.checkpoint.txt`, 'utf8'))?.text).toContain('\n3\n');
});

it('exports the exact bytes', async () => {
  await ledger.ask('append', { drafts: [draftOf('live.start'), draftOf('camera.change', { note: 'dòng 1\ndòng 2' })] });
  const { file, entries } = await reader().export({ ...wholeLog, action: 'camera.' }, 'ndjson');
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect([entries, lines.length]).toEqual([1, 1]);
  const { readingId } = await ledger.read('find', { ...wholeLog, action: 'camera.change' });
  const detail = await ledger.read('entry', { readingId, at: 0 });
  expect([detail.text, detail.hash]).toEqual([lines[0], hexOf(leafHash(Buffer.from(lines[0] ?? '')))]);
});

it('tells what was seen, what is known of the log, and that it is whole', async () => {
  const named = (name: string) => ({ ...draftOf('app.stop'), actor: { ...person, name } });
  await ledger.ask('append', { drafts: [draftOf('app.start'), draftOf('live.start'), draftOf('live.stop'), named('Ma Thị Hoa (mới)')] });
  await ledger.ask('append', { drafts: [draftOf('live.start')] });
  const { sightings } = await reader().whatWasSeen({ userId: null, fromMs: 0, toMs: Date.now() + 1_000 });
  expect(sightings.map(({ cameraId, kind, ended }) => [cameraId, kind, ended])).toEqual([
    ['c-12', 'live', 'stopped'],
    ['c-12', 'live', 'goes-on'],
  ]);
  const { state, people, objects, actions } = await reader().about();
  expect(people).toEqual([{ id: 'u-7', label: 'Ma Thị Hoa' }]);
  expect(objects).toEqual([{ id: 'c-12', label: 'Nút giao Định Hoá' }]);
  expect(actions).toEqual(['app.start', 'app.stop', 'live.start', 'live.stop', 'log.read']);
  expect(state).toMatchObject({
    epoch: 1,
    seq: 7,
    entries: 7,
    head: null,
    witnessed: null,
    unwitnessed: { count: 7 },
    unsent: 7,
    pruned: 0,
  });
  expect(await reader().verify()).toMatchObject({ entries: 7, wrong: 0, findings: [] });
});
