import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AuditCell, type AuditFilter, wholeLog } from '../../../src-contract/model/audit-log.ts';
import type { AuditDraft } from '../../../src-contract/model/audit-draft.ts';
import { silentLog } from '../../../src-main/base/log.ts';
import { openLedgerDatabase, type LedgerDatabase } from '../../../src-main/cache/ledger/ledger-database.ts';
import { draftOf } from '../../fakes/ledger-book.ts';
import { ledgerStart, ledgerWorkers } from '../../fakes/ledger-start.ts';

let directory = '';
const file = (): string => join(directory, 'ledger.db');
const open = (change: Parameters<typeof ledgerStart>[1] = {}): Promise<LedgerDatabase> =>
  openLedgerDatabase({ ...ledgerWorkers, start: ledgerStart(directory, change), log: silentLog });
const drafts = (count: number): AuditDraft[] => Array.from({ length: count }, (_, index) => draftOf('live.start', { index }));
const newest = async (ledger: LedgerDatabase, count: number, filter: Partial<AuditFilter> = {}): Promise<readonly AuditCell[]> => {
  const { readingId } = await ledger.read('find', { ...wholeLog, ...filter });
  return ledger.read('page', { readingId, from: 0, count });
};
/** As somebody with a database tool would. */
const withTool = (statement: string): void => {
  const tool = new DatabaseSync(file());
  tool.exec(statement);
  tool.close();
};

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vms nhật ký '));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

describe('ledger on disk', () => {
  it('takes entries, goes on after a restart, and verifies as a whole', async () => {
    const first = await open();
    expect(first.opened.events).toEqual([{ kind: 'created' }]);
    expect(await first.ask('append', { drafts: drafts(3) })).toEqual([1, 2, 3].map((seq) => ({ epoch: 1, seq })));
    await first.close();
    const second = await open({ bootId: 'boot-2' });
    expect(second.opened.events).toEqual([]);
    expect(await second.ask('append', { drafts: drafts(1) })).toEqual([{ epoch: 1, seq: 4 }]);
    const report = await second.read('verify', { elsewhere: [] });
    expect(report).toMatchObject({ findings: [], entries: 4, epochs: [{ epoch: 1, entries: 4, signedThrough: 3 }] });
    await second.close();
    const reading = new DatabaseSync(file(), { readOnly: true });
    expect(reading.prepare('SELECT count(*) - (max(seq) - min(seq) + 1) AS gaps FROM entry WHERE epoch = 1').get()).toEqual({ gaps: 0 });
    reading.close();
  });

  it('signs a head after 256 entries by itself, once', async () => {
    const ledger = await open();
    await ledger.ask('append', { drafts: drafts(255) });
    expect(await ledger.read('verify', { elsewhere: [] })).toMatchObject({ epochs: [{ signedThrough: 0 }] });
    await ledger.ask('append', { drafts: drafts(1) });
    expect(await ledger.read('verify', { elsewhere: [] })).toMatchObject({ findings: [], epochs: [{ signedThrough: 256 }] });
    expect(await ledger.ask('checkpoint', {})).toBe(false);
    await ledger.close();
  });

  it('takes all entries of a call or none', async () => {
    const ledger = await open();
    const tooBig = draftOf('live.start', Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`p${index}`, 'x'.repeat(1_900)])));
    await expect(ledger.ask('append', { drafts: [draftOf('live.start'), tooBig] })).rejects.toMatchObject({ kind: 'internal' });
    expect(await ledger.ask('append', { drafts: drafts(1) })).toEqual([{ epoch: 1, seq: 1 }]);
    await ledger.close();
  });

  it('finds entries by time, act, person and object, newest first, page by page', async () => {
    const ledger = await open();
    await ledger.ask('append', {
      drafts: [draftOf('live.start'), draftOf('camera.change'), draftOf('live.stop'), { ...draftOf('ptz.start'), object: null }],
    });
    const seqs = async (filter: Partial<AuditFilter>): Promise<number[]> => (await newest(ledger, 10, filter)).map(({ seq }) => seq);
    expect(await seqs({})).toEqual([4, 3, 2, 1]);
    expect(await seqs({ action: 'live.' })).toEqual([3, 1]);
    expect(await seqs({ action: 'camera.change' })).toEqual([2]);
    expect(await seqs({ action: 'live' })).toEqual([]);
    expect(await seqs({ objectId: 'c-12' })).toEqual([3, 2, 1]);
    expect(await seqs({ userId: 'nobody' })).toEqual([]);
    expect(await seqs({ outcome: 'refused' })).toEqual([]);
    expect(await seqs({ text: 'nut giao  DINH hoa' })).toEqual([3, 2, 1]);
    expect(await seqs({ text: 'actor' })).toEqual([]);
    expect(await seqs({ toMs: Date.now() - 60_000 })).toEqual([]);
    expect(await seqs({ fromMs: Date.now() - 60_000 })).toEqual([4, 3, 2, 1]);
    const { readingId, total } = await ledger.read('find', wholeLog);
    await ledger.ask('append', { drafts: drafts(1) });
    expect([total, await ledger.read('page', { readingId, from: 3, count: 3 })]).toMatchObject([4, [{ seq: 1 }]]);
    expect(await ledger.read('entry', { readingId, at: 0 })).toMatchObject({ seq: 4, whole: true, signedBy: null, witnessedMs: null });
    await expect(ledger.read('page', { readingId: 'r99', from: 0, count: 1 })).rejects.toMatchObject({ kind: 'not-found' });
    await ledger.close();
  });

  it('finds what was done offline by what the entries themselves say, and how much of it each person did', async () => {
    const ledger = await open();
    const by = (userId: string, mode: 'online' | 'offline', params: AuditDraft['params'] = {}): AuditDraft => {
      const draft = draftOf('live.start', params);
      return { ...draft, actor: { ...draft.actor, userId, mode } };
    };
    await ledger.ask('append', {
      drafts: [by('user-1', 'offline'), by('user-1', 'online', { mode: 'offline' }), by('user-2', 'offline'), by('user-2', 'offline')],
    });
    expect((await newest(ledger, 10, { mode: 'offline' })).map(({ seq }) => seq)).toEqual([4, 3, 1]);
    // Each pair of filters has its own way to the entries.
    expect((await newest(ledger, 10, { mode: 'offline', userId: 'user-2' })).map(({ seq }) => seq)).toEqual([4, 3]);
    expect((await newest(ledger, 10, { mode: 'online', outcome: 'done' })).map(({ seq }) => seq)).toEqual([2]);
    expect((await newest(ledger, 10, { mode: 'offline', outcome: 'done' })).map(({ seq }) => seq)).toEqual([4, 3, 1]);
    expect((await newest(ledger, 10, { outcome: 'done', userId: 'user-1' })).map(({ seq }) => seq)).toEqual([2, 1]);
    expect((await newest(ledger, 10, { outcome: 'refused' })).map(({ seq }) => seq)).toEqual([]);
    expect((await newest(ledger, 10, { mode: 'online' })).map(({ seq }) => seq)).toEqual([2]);
    expect((await ledger.read('find', { ...wholeLog, mode: 'offline' })).shares).toEqual([
      { userId: 'user-2', entries: 2 },
      { userId: 'user-1', entries: 1 },
    ]);
    expect((await ledger.read('find', wholeLog)).shares).toEqual([]);
    await ledger.close();
  });

  it('is its own outbox: what is not acknowledged is sent again, in order and in bounds', async () => {
    const ledger = await open();
    await ledger.ask('append', { drafts: drafts(10) });
    const seqs = async (most: number, mostBytes: number): Promise<number[]> =>
      (await ledger.ask('unsent', { most, mostBytes })).map(({ seq }) => seq);
    expect(await seqs(4, 1e6)).toEqual([1, 2, 3, 4]);
    expect(await seqs(4, 10)).toEqual([1]);
    await ledger.ask('acknowledge', { epoch: 1, seq: 7 });
    expect(await seqs(500, 1e6)).toEqual([8, 9, 10]);
    expect(await ledger.ask('countUnsent', {})).toBe(3);
    await ledger.close();
    const again = await open();
    expect(await again.ask('countUnsent', {})).toBe(3);
    await again.close();
  });
});

describe('a ledger somebody touched', () => {
  const written = async (): Promise<void> => {
    const ledger = await open();
    await ledger.ask('append', { drafts: drafts(20) });
    await ledger.close();
  };

  it.each([
    ['an edited entry', "UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), 'Hoa', 'Lan') AS BLOB) WHERE seq = 7", 7],
    ['a deleted entry', 'DELETE FROM entry WHERE seq = 7', 7],
    ['a deleted end', 'DELETE FROM entry WHERE seq > 17', 18],
  ])('names %s at the next start, and goes on', async (_, statement, seq) => {
    await written();
    withTool(statement);
    const ledger = await open();
    expect(ledger.opened.events).toEqual([{ kind: 'tampered', epoch: 1, seq }]);
    expect(await ledger.ask('append', { drafts: drafts(1) })).toEqual([{ epoch: 1, seq: 21 }]);
    expect((await ledger.read('verify', { elsewhere: [] })).findings.length).toBeGreaterThan(0);
    await ledger.close();
  });

  it('with broken pages is set aside; what verifies is carried over, and a new epoch says so', async () => {
    const before = await open();
    await before.ask('append', { drafts: drafts(2_000) });
    await before.close();
    // As a program leaves it that was killed: only then are all pages looked at.
    withTool('UPDATE log_state SET clean = 0; PRAGMA wal_checkpoint(TRUNCATE)');
    const handle = openSync(file(), 'r+');
    writeSync(handle, Buffer.alloc(4096 * 4, 0xa5), 0, 4096 * 4, 4096 * 60);
    closeSync(handle);
    const ledger = await open();
    const [event] = ledger.opened.events;
    expect(event).toMatchObject({ kind: 'quarantined' });
    const { entries, findings } = await ledger.read('verify', { elsewhere: [] });
    expect(entries).toBeGreaterThan(1);
    // What was lost is named; what was kept is whole.
    expect(new Set(findings.map(({ kind }) => kind))).toEqual(new Set(['tail-missing']));
    await ledger.close();
  });

  it('that is no database is set aside and begins epoch 1 with the reason', async () => {
    mkdirSync(directory, { recursive: true });
    const handle = openSync(file(), 'w');
    writeSync(handle, Buffer.from('this is no database'.repeat(100)));
    closeSync(handle);
    const ledger = await open();
    expect(ledger.opened.events).toMatchObject([{ kind: 'quarantined', kept: 0 }]);
    expect(readdirSync(directory).some((name) => name.includes('.corrupt-'))).toBe(true);
    expect(await newest(ledger, 5)).toMatchObject([{ action: 'log.epoch', epoch: 1, seq: 1, reason: 'ledger-corrupt' }]);
    await ledger.close();
  });

  it('whose sealing key was changed keeps its entries and opens the next epoch', async () => {
    await written();
    withTool("UPDATE log_state SET sealed_key = x'00'");
    const ledger = await open();
    expect(ledger.opened.events).toMatchObject([{ kind: 'quarantined', kept: 20 }]);
    expect(await newest(ledger, 2)).toMatchObject([
      { action: 'log.epoch', epoch: 2, seq: 1, params: { previousEpoch: 1, boundSeq: 20 } },
      { epoch: 1, seq: 20 },
    ]);
    expect(await ledger.read('verify', { elsewhere: [] })).toMatchObject({ findings: [], entries: 21 });
    await ledger.close();
  });

  it('that cannot be opened at all is an error with a kind, not an empty ledger', async () => {
    mkdirSync(file());
    await expect(open()).rejects.toMatchObject({ kind: 'unavailable' });
    expect(existsSync(file())).toBe(true);
  });
});

describe('kill at any moment', () => {
  const CYCLES = 5;

  async function appendUntilKilled(enough: number): Promise<number> {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'ledger-child.ts'), directory], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    await new Promise<void>((resolve) => {
      child.once('exit', () => {
        resolve();
      });
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
        if (printed.split('\n').length > enough) child.kill('SIGKILL');
      });
    });
    return Number(printed.slice(0, printed.lastIndexOf('\n')).split('\n').at(-1));
  }

  it(`loses no acknowledged entry and breaks no chain in ${CYCLES} kills`, { timeout: 180_000 }, async () => {
    let acknowledged = 0;
    for (let cycle = 0; cycle < CYCLES; cycle += 1) {
      acknowledged = await appendUntilKilled(2 + Math.floor(Math.random() * 40));
      const ledger = await open();
      const report = await ledger.read('verify', { elsewhere: [] });
      expect(report.findings).toEqual([]);
      expect(report.entries).toBeGreaterThanOrEqual(acknowledged);
      await ledger.close();
    }
    expect(acknowledged).toBeGreaterThan(CYCLES);
    const reading = new DatabaseSync(file(), { readOnly: true });
    expect(reading.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    reading.close();
  });
});
