import { createPublicKey } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AuditUploadState, wholeLog } from '../../../src-contract/model/audit-log.ts';
import type { AuditEntry, AuditHead, EntryHead } from '../../../src-contract/province/schemas.ts';
import { epochMs, monotonicMs } from '../../../src-contract/time.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { silentLog } from '../../../src-main/base/log.ts';
import { parseWitnessKey } from '../../../src-main/base/ledger/verifier-key.ts';
import { cosignedAt, parseNote, type NoteVerifier } from '../../../src-main/base/ledger/signed-note.ts';
import type { Answer } from '../../../src-main/base/sync/province-answer.ts';
import { openLedgerDatabase, type LedgerDatabase } from '../../../src-main/cache/ledger/ledger-database.ts';
import { createProvinceLog, type ProvinceLog } from '../../../src-main/rest/audit-log.ts';
import { DeviceTokens } from '../../../src-main/rest/device-tokens.ts';
import type { ProvinceLine } from '../../../src-main/rest/province-line.ts';
import { LedgerInUse } from '../../../src-main/services/audit/ledger-in-use.ts';
import { ProvinceAudit } from '../../../src-main/services/audit/province-audit.ts';
import { AuditUpload } from '../../../src-main/services/audit/upload.ts';
import type { DeviceClient } from '../../../tools/reference-backend/load/device-client.ts';
import { draftOf } from '../../fakes/ledger-book.ts';
import { ledgerStart, ledgerWorkers } from '../../fakes/ledger-start.ts';
import { createSteppedClock } from '../../fakes/stepped-clock.ts';
import { lineTo, openWorkstationLedger } from '../../fakes/province/workstation-log.ts';
import { startTestProvince, type TestProvince } from '../../fakes/province/running-backend.ts';

let province: TestProvince;
let client: DeviceClient;
let line: ProvinceLine;
let directory = '';
let ledger: LedgerDatabase;
let log: ProvinceLog;

beforeAll(async () => {
  province = await startTestProvince(null);
});
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'vms gửi nhật ký '));
  client = await province.workstation();
  line = lineTo(province, client);
  const edges = line.edges(new DeviceTokens(line.edges(null)));
  log = createProvinceLog(() => edges, client.device.deviceId);
  ledger = await open();
});
afterEach(async () => {
  await ledger.close().catch(() => undefined);
  line.dispose();
  rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  expect(province.faults).toEqual([]);
  expect(province.proxy.violations).toEqual([]);
});
afterAll(async () => {
  await province.close();
});

const open = (from = directory): Promise<LedgerDatabase> => openWorkstationLedger(from, client);
const add = (count: number, to = ledger) =>
  to.ask('append', { drafts: Array.from({ length: count }, (_, index) => draftOf('live.start', { index })) });
const device = (): NoteVerifier => ({ name: client.device.logId, publicKey: createPublicKey(client.keys.signing) });
const witness = (): NoteVerifier | null => parseWitnessKey(province.backend.keys.witness.verifierKey);

/** Sends until there is nothing more to send now. */
async function upload(changes: Partial<ProvinceLog> = {}, from = ledger): Promise<{ state: AuditUploadState; lost: EntryHead[] }> {
  const lost: EntryHead[] = [];
  const sender = new AuditUpload({
    place: { province: { ...log, ...changes }, ledger: from, logId: client.device.logId, device: device(), witness },
    clock: systemClock,
    random: () => 0,
    everyMs: 3_600_000,
    onLost: (head) => lost.push(head),
    onFault: (failure) => {
      throw failure;
    },
  });
  await sender.wake();
  sender.dispose();
  return { state: sender.state, lost };
}
const head = async (): Promise<AuditHead> => {
  const answer = await log.head();
  if (answer.kind !== 'answered') throw new Error(JSON.stringify(answer));
  return answer.value;
};
const stored = (table: 'entry' | 'fork_entry'): Promise<readonly string[]> =>
  province.backend.database.transaction(async (transaction) => {
    const rows = await transaction.all(`SELECT bytes FROM ${table} WHERE log_id = ? ORDER BY epoch, seq`, client.device.logId);
    return rows.map(({ bytes }) => Buffer.from(bytes as Uint8Array).toString('utf8')); // a BLOB of both databases
  });
const own = async (): Promise<readonly string[]> =>
  (await ledger.ask('unsent', { most: 5_000, mostBytes: 1e8 })).map(({ bytes }) => Buffer.from(bytes).toString('utf8'));

describe('the audit log on its way to the province', () => {
  it('arrives byte for byte in order, in batches, and its head is witnessed', async () => {
    await add(1_203);
    await ledger.ask('checkpoint', {});
    const lines = await own();
    expect(await upload()).toEqual({ state: { kind: 'in-step', reason: null }, lost: [] });
    expect(await stored('entry')).toEqual(lines);
    expect(await ledger.ask('countUnsent', {})).toBe(0);
    const { state } = await ledger.read('about', {});
    expect(state).toMatchObject({ witnessed: { epoch: 1, size: 1_203 }, unwitnessed: { count: 0 }, unsent: 0 });
    const note = (await head()).cosignedCheckpoint ?? '';
    expect(cosignedAt(parseNote(note)!, witness()!)).toBe(Math.floor((state.witnessed?.atMs ?? 0) / 1000)); // both were just made
    expect(await ledger.read('verify', { elsewhere: [note] })).toMatchObject({ findings: [] });
  });

  it('is sent again where the reply was lost, and stands there once', async () => {
    await add(30);
    const lines = await own();
    const lossy = async (batch: Parameters<ProvinceLog['push']>[0]): Promise<Answer<never>> => {
      await log.push(batch);
      return { kind: 'network', code: 'ECONNRESET' };
    };
    expect((await upload({ push: lossy })).state).toEqual({ kind: 'waiting', reason: 'network' });
    expect(await ledger.ask('countUnsent', {})).toBe(30);
    expect((await upload()).state.kind).toBe('in-step');
    expect(await stored('entry')).toEqual(lines);
  });

  it('waits no longer for the third lost reply than for the first where the province answers in between', async () => {
    await add(1_203);
    const waits: number[] = [];
    let [nowMs, pushes] = [0, 0];
    const everySecondLost: ProvinceLog['push'] = async (batch) => {
      const answer = await log.push(batch);
      pushes += 1;
      return pushes % 2 === 1 ? { kind: 'network', code: 'ECONNRESET' } : answer;
    };
    const sender = new AuditUpload({
      place: { province: { ...log, push: everySecondLost }, ledger, logId: client.device.logId, device: device(), witness },
      clock: {
        now: () => monotonicMs(nowMs),
        after: (ms, run) => {
          waits.push(ms);
          nowMs += ms;
          return systemClock.after(0, run);
        },
      },
      random: () => 1,
      everyMs: 0,
      onLost: () => undefined,
      onFault: (failure) => {
        throw failure;
      },
    });
    void sender.wake();
    await expect.poll(() => sender.state.kind, { timeout: 20_000 }).toBe('in-step');
    sender.dispose();
    expect([pushes, waits.slice(0, 3)]).toEqual([6, [2000, 2000, 2000]]);
  });

  it('takes a portal’s page for no acknowledgement', async () => {
    await add(3);
    const portal = () => Promise.resolve({ kind: 'not-our-contract', status: 200 } as const);
    expect((await upload({ push: portal })).state).toEqual({ kind: 'waiting', reason: 'not-our-contract' });
    expect(await ledger.ask('countUnsent', {})).toBe(3);
  });

  it('acknowledges only what is its own', async () => {
    await add(3);
    const liar: ProvinceLog['push'] = async (batch) => {
      const answer = await log.push(batch);
      if (answer.kind !== 'answered') return answer;
      return { kind: 'answered', value: { ...answer.value, ackedThrough: { epoch: 1, seq: 3, hash: 'f'.repeat(64) } } };
    };
    expect((await upload({ push: liar })).state).toMatchObject({ kind: 'stopped', reason: 'fork' });
    expect(await ledger.ask('countUnsent', {})).toBe(3);
  });

  it('halves a batch that is too large, down to one entry, and stops there', async () => {
    await add(9);
    const sizes: number[] = [];
    const narrow =
      (limit: number): ProvinceLog['push'] =>
      (batch) => {
        sizes.push(batch.lines.length);
        if (batch.lines.length <= limit) return log.push(batch);
        const problem = {
          type: 'https://vms.thainguyen.gov.vn/problems/too-large',
          kind: 'too-large',
          title: '',
          status: 413,
          key: 'province-too-large',
          details: {},
        } as const;
        return Promise.resolve({ kind: 'refused', status: 413, problem });
      };
    expect((await upload({ push: narrow(3) })).state.kind).toBe('in-step');
    expect(sizes).toEqual([9, 5, 3, 3, 3]);
    await add(1);
    expect((await upload({ push: narrow(0) })).state).toMatchObject({ kind: 'stopped', reason: 'refused', problem: 'too-large' });
    expect(await ledger.ask('countUnsent', {})).toBe(1);
  });

  it('does not keep a witness’s signature that is not the province’s', async () => {
    await add(3);
    await ledger.ask('checkpoint', {});
    const unsigned: ProvinceLog['witness'] = (note) => Promise.resolve({ kind: 'answered', value: note });
    expect((await upload({ witness: unsigned })).state).toMatchObject({ kind: 'stopped', reason: 'not-witnessed' });
    expect((await ledger.read('about', {})).state.witnessed).toBeNull();
  });

  it('sends all of it anew to a province that lost some', async () => {
    await add(5);
    await upload();
    await province.backend.database.transaction(async (transaction) => {
      await transaction.run('DELETE FROM entry WHERE log_id = ? AND seq > 2', client.device.logId);
      await transaction.run(
        'UPDATE log SET seq = 2, hash = (SELECT hash FROM entry WHERE log_id = ? AND seq = 2) WHERE log_id = ?',
        client.device.logId,
        client.device.logId,
      );
    });
    expect((await upload()).state.kind).toBe('in-step');
    expect((await head()).head?.seq).toBe(5);
  });
});

describe('a machine whose past is not the province’s', () => {
  it('put back to last week opens an epoch bound to the province’s head, and tells again what it wrote since', async () => {
    await add(5);
    await upload();
    await ledger.close();
    const image = `${directory} cũ`;
    cpSync(directory, image, { recursive: true });
    ledger = await open();
    await add(20);
    await upload();
    const known = (await head()).head;
    const old = await open(image);
    try {
      await add(2, old);
      expect(await upload({}, old)).toEqual({ state: { kind: 'in-step', reason: null }, lost: [known] });
      const { readingId } = await old.read('find', wholeLog);
      const rows = await old.read('page', { readingId, from: 0, count: 3 });
      expect(rows).toMatchObject([
        { epoch: 2, seq: 3, action: 'live.start', params: { firstEpoch: 1, firstSeq: 7 } },
        { epoch: 2, seq: 2, action: 'live.start', params: { firstEpoch: 1, firstSeq: 6 } },
        { epoch: 2, seq: 1, action: 'log.epoch', params: { previousEpoch: 1, boundSeq: 25, boundHash: known?.hash, toldAgain: 2 } },
      ]);
      await old.ask('checkpoint', {});
      expect((await upload({}, old)).state.kind).toBe('in-step');
      expect((await old.read('about', {})).state.witnessed).toMatchObject({ epoch: 2, size: 3 });
      expect(await old.read('verify', { elsewhere: [] })).toMatchObject({ findings: [] });
    } finally {
      await old.close();
      rmSync(image, { recursive: true, force: true, maxRetries: 3 });
    }
    expect((await head()).head).toMatchObject({ epoch: 2, seq: 3 });
  });

  it('that is a second machine with one identity is stopped, and the province keeps both histories', async () => {
    await add(5);
    await upload();
    await ledger.close();
    const copy = `${directory} bản sao`;
    cpSync(directory, copy, { recursive: true });
    ledger = await open();
    await add(2);
    await upload();
    const twin = await open(copy);
    try {
      await add(9, twin);
      expect((await upload({}, twin)).state).toMatchObject({ kind: 'stopped', reason: 'fork', problem: 'log-fork' });
      expect((await stored('fork_entry')).length).toBe(1);
      expect(await twin.ask('countUnsent', {})).toBeGreaterThan(0);
    } finally {
      await twin.close();
      rmSync(copy, { recursive: true, force: true, maxRetries: 3 });
    }
  });
});

describe('a workstation that joins', () => {
  const member = () => {
    const edges = line.edges(new DeviceTokens(line.edges(null)));
    let sealKey: Uint8Array | null = new Uint8Array(client.keys.sealKey);
    return {
      deviceId: client.device.deviceId,
      logId: client.device.logId,
      signing: client.keys.signing,
      sealKey: () => sealKey,
      forgetSealKey: () => {
        sealKey = null;
        return Promise.resolve();
      },
      trust: () => ({ witness: province.backend.keys.witness.verifierKey }),
      edges,
      serverClock: { offset: () => ({ offsetMs: 3.4, uncertaintyMs: 12 }), lastContact: () => province.clock.nowMs },
    };
  };

  it('goes on in the province’s log, which names its own, and is witnessed and pruned there', async () => {
    await ledger.close();
    rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
    const own = ledgerStart(directory);
    const inUse = new LedgerInUse(await openLedgerDatabase({ ...ledgerWorkers, start: own, log: silentLog }));
    await inUse.ask('append', { drafts: [draftOf('live.start'), draftOf('live.stop')] });
    const clock = createSteppedClock();
    const told: string[] = [];
    const joining = new ProvinceAudit({
      ledger: inUse,
      takeOver: ({ logId, signingKey, sealKey }) =>
        inUse.replace(() =>
          openLedgerDatabase({
            ...ledgerWorkers,
            start: {
              ...own,
              keys: { logId, signingKey, stateKey: new Uint8Array(32).fill(5) },
              previous: own.keys,
              firstSealingKey: sealKey,
            },
            log: silentLog,
          }),
        ),
      notices: { post: ({ id }) => void told.push(id) },
      clock: { ...clock, wall: () => epochMs(Date.now() + 91 * 86_400_000) },
      random: () => 0,
      keptDays: () => 90,
      log: silentLog,
    });
    const joined = member();
    await joining.join(joined);
    expect([joining.state(), told, joined.sealKey()]).toEqual([{ kind: 'in-step', reason: null }, [], null]);
    const [first] = (await stored('entry')).map((text) => JSON.parse(text) as AuditEntry);
    expect(first).toMatchObject({ action: 'log.epoch', seq: 1, reason: 'enrolled', params: { previousLog: own.keys.logId, boundSeq: 2 } });
    await inUse.ask('append', { drafts: [draftOf('snapshot.take')] });
    await joining.signHead();
    expect((await inUse.read('about', {})).state).toMatchObject({ logId: client.device.logId, witnessed: { size: 2 }, unsent: 0 });
    expect((await stored('entry')).map((text) => (JSON.parse(text) as AuditEntry).clock.offsetMs)).toEqual([null, 3]);
    // What the province has not is never pruned, however old; the rest goes, its hash stays, and all of it still verifies.
    await inUse.ask('append', { drafts: [draftOf('live.start')] });
    expect(await joining.prune()).toBe(2);
    const { state } = await inUse.read('about', {});
    expect(state).toMatchObject({ entries: 3, pruned: 2, unsent: 1 });
    expect(await inUse.read('verify', { elsewhere: [(await head()).cosignedCheckpoint ?? ''] })).toMatchObject({
      findings: [],
      entries: 3,
    });
    await joining.end();
    expect((await head()).head?.seq).toBe(3);
    await inUse.close();
  });
});
