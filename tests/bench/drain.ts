/** A workstation's audit log of many days offline on its way to the real reference backend, with replies that get lost. */
import { createPublicKey } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src-main/base/clock.ts';
import { parseWitnessKey } from '../../src-main/base/ledger/verifier-key.ts';
import { type LedgerDatabase } from '../../src-main/cache/ledger/ledger-database.ts';
import { createProvinceLog, type ProvinceLog } from '../../src-main/rest/audit-log.ts';
import { DeviceTokens } from '../../src-main/rest/device-tokens.ts';
import { AuditUpload } from '../../src-main/services/audit/upload.ts';
import type { DeviceClient } from '../../tools/reference-backend/load/device-client.ts';
import { draftOf } from '../fakes/ledger-book.ts';
import { lineTo, openWorkstationLedger } from '../fakes/province/workstation-log.ts';
import { startTestProvince, type TestProvince } from '../fakes/province/running-backend.ts';

export interface DrainResult {
  readonly entries: number;
  /** From the first push to the state "in step", the waits after lost replies included. */
  readonly seconds: number;
  readonly pushes: number;
  readonly repliesLost: number;
  /** By the province's database, after the end. */
  readonly stored: number;
  readonly lost: number;
  readonly doubled: number;
}

const APPENDED_AT_ONCE = 100;
/** Of so many pushes one is carried out whose reply never comes. */
const LOST_EVERY = 10;

export async function measureDrain(entries: number): Promise<DrainResult> {
  const directory = mkdtempSync(join(tmpdir(), 'vms-bench-'));
  const province = await startTestProvince(null);
  const client = await province.workstation();
  const line = lineTo(province, client);
  const edges = line.edges(new DeviceTokens(line.edges(null)));
  const log = createProvinceLog(() => edges, client.device.deviceId);
  const ledger = await openWorkstationLedger(directory, client);
  try {
    for (let done = 0; done < entries; done += APPENDED_AT_ONCE)
      await ledger.ask('append', { drafts: Array.from({ length: APPENDED_AT_ONCE }, (_, index) => draftOf('live.start', { index })) });
    await ledger.ask('checkpoint', {});
    const counts = { pushes: 0, repliesLost: 0 };
    const startedMs = performance.now();
    await drained(province, client, ledger, lossy(log, counts));
    const seconds = Math.round((performance.now() - startedMs) / 100) / 10;
    return { entries, seconds, ...counts, ...(await storedOf(province, client.device.logId, entries)) };
  } finally {
    await ledger.close();
    line.dispose();
    await province.close();
    rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

const lossy = (log: ProvinceLog, counts: { pushes: number; repliesLost: number }): ProvinceLog => ({
  ...log,
  push: async (batch) => {
    const answer = await log.push(batch);
    counts.pushes += 1;
    if (counts.pushes % LOST_EVERY !== 0) return answer;
    counts.repliesLost += 1;
    return { kind: 'network', code: 'ECONNRESET' };
  },
});

/** Resolves when the province has all of it; rejects where the log is stopped or the upload failed by itself. */
function drained(province: TestProvince, { device, keys }: DeviceClient, ledger: LedgerDatabase, log: ProvinceLog): Promise<void> {
  return new Promise((resolve, reject) => {
    const upload = new AuditUpload({
      place: {
        province: log,
        ledger,
        logId: device.logId,
        device: { name: device.logId, publicKey: createPublicKey(keys.signing) },
        witness: () => parseWitnessKey(province.backend.keys.witness.verifierKey),
      },
      clock: systemClock,
      random: Math.random,
      everyMs: 1000,
      onLost: () => undefined,
      onFault: (failure) => {
        upload.dispose();
        reject(failure instanceof Error ? failure : new Error(String(failure)));
      },
    });
    upload.changed.on((state) => {
      if (state.kind !== 'stopped' && state.kind !== 'in-step') return;
      upload.dispose();
      if (state.kind === 'in-step') resolve();
      else reject(new Error(`the upload stopped: ${state.reason}`));
    });
    void upload.wake();
  });
}

async function storedOf(province: TestProvince, logId: string, entries: number): Promise<Pick<DrainResult, 'stored' | 'lost' | 'doubled'>> {
  const rows = await province.backend.database.transaction((transaction) =>
    transaction.all(
      'SELECT COUNT(*) AS stored, COUNT(DISTINCT epoch * 1000000 + seq) AS distinct_entries FROM entry WHERE log_id = ?',
      logId,
    ),
  );
  const [stored, distinct] = [Number(rows[0]?.['stored']), Number(rows[0]?.['distinct_entries'])];
  return { stored, lost: entries - distinct, doubled: stored - distinct };
}
