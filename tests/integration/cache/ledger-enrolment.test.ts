import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { wholeLog } from '../../../src-contract/model/audit-log.ts';
import { silentLog } from '../../../src-main/base/log.ts';
import { hexOf } from '../../../src-main/base/ledger/hash.ts';
import { verifyLedger } from '../../../src-main/base/ledger/verify.ts';
import { openLedgerDatabase, type LedgerDatabase } from '../../../src-main/cache/ledger/ledger-database.ts';
import { previousFile } from '../../../src-main/cache/ledger/previous-log.ts';
import type { LedgerStart } from '../../../src-main/cache/ledger/protocol.ts';
import { readEvidence } from '../../../tools/verify/read-ledger.ts';
import { draftOf, LOG_ID, OTHER_LOG_ID } from '../../fakes/ledger-book.ts';
import { ledgerStart, ledgerWorkers } from '../../fakes/ledger-start.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vms nối nhật ký '));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const own = ledgerStart('').keys;
const signingKey = new Uint8Array(generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }));
const province = { logId: OTHER_LOG_ID, signingKey, stateKey: new Uint8Array(32).fill(4) };
const open = (change: Partial<LedgerStart> = {}): Promise<LedgerDatabase> =>
  openLedgerDatabase({ ...ledgerWorkers, start: ledgerStart(directory, change), log: silentLog });
const enrolled = () => open({ keys: province, previous: own });
const newest = async (ledger: LedgerDatabase) => {
  const { readingId } = await ledger.read('find', wholeLog);
  return ledger.read('page', { readingId, from: 0, count: 5 });
};

it('the log of a machine by itself is closed, kept and named by the first entry of the province’s', async () => {
  const alone = await open();
  await alone.ask('append', { drafts: [1, 2, 3, 4, 5].map((index) => draftOf('live.start', { index })) });
  await alone.close();
  const joined = await enrolled();
  const publicKey = createPublicKey(createPrivateKey({ key: Buffer.from(own.signingKey), format: 'der', type: 'pkcs8' }));
  const path = previousFile(directory, LOG_ID);
  writeFileSync(path.replace('.db', '.pub'), publicKey.export({ format: 'pem', type: 'spki' }));
  const { ledger: old, keyFromBeside } = readEvidence({ path, keyFile: null, checkpointFiles: [], sealingKeyFile: null, witness: null });
  const rows = [...old.rows];
  const last = hexOf(rows.at(-1)?.leaf ?? new Uint8Array());
  const first = { epoch: 1, seq: 1, action: 'log.epoch', params: { previousLog: LOG_ID, boundEpoch: 1, boundSeq: 5, boundHash: last } };
  expect(await newest(joined)).toMatchObject([first]);
  expect(joined.opened.logId).toBe(OTHER_LOG_ID);
  await joined.ask('append', { drafts: [draftOf('live.stop')] });
  await joined.close();
  // The old log's last head covers all of it, under its own key.
  const { findings, epochs } = verifyLedger({ ...old, firstSealingKey: new Uint8Array(32).fill(9) });
  expect(keyFromBeside).toBe(true);
  expect([findings, epochs]).toMatchObject([[], [{ entries: 5, signedThrough: 5 }]]);
  const again = await enrolled();
  expect(await newest(again)).toMatchObject([{ seq: 2, action: 'live.stop' }, first]);
  await again.close();
});

it('a power cut between the two logs leaves nothing half done', async () => {
  const alone = await open();
  await alone.ask('append', { drafts: [draftOf('live.start')] });
  await alone.close();
  await (await enrolled()).close();
  for (const part of ['', '-wal', '-shm']) rmSync(join(directory, `ledger.db${part}`), { force: true });
  expect(existsSync(previousFile(directory, LOG_ID))).toBe(true);
  const joined = await enrolled();
  expect(await newest(joined)).toMatchObject([{ seq: 1, params: { previousLog: LOG_ID, boundSeq: 1 } }]);
  await joined.close();
});

it('a machine that never had a log begins with nothing to name', async () => {
  const joined = await enrolled();
  expect(await newest(joined)).toEqual([]);
  await joined.close();
});
