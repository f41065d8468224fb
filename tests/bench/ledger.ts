/** Figures of the audit log: `npm run bench:ledger -- [--entries N] [--appends N]`; prints one line of JSON. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { wholeLog } from '../../src-contract/model/audit-log.ts';
import { openLedger, type OpenedLedger } from '../../src-main/cache/ledger/open-ledger.ts';
import { Readings } from '../../src-main/cache/ledger/readings.ts';
import { markClean } from '../../src-main/cache/ledger/state.ts';
import { verifyAll } from '../../src-main/cache/ledger/verify-all.ts';
import { crashPlace } from '../crash/place.ts';
import { draftOf } from '../fakes/ledger-book.ts';

const { values } = parseArgs({
  options: { entries: { type: 'string', default: '1000000' }, appends: { type: 'string', default: '2000' } },
});
const entries = Number(values.entries);
const BATCH = 5_000;

const tenths = (ms: number): number => Math.round(ms * 10) / 10;
/** By the wall clock, and what the processor spent on it: on a machine that is shared, only the second can be compared. */
function timed<T>(work: () => T): {
  readonly value: T;
  readonly ms: number;
  readonly figure: { readonly ms: number; readonly cpuMs: number };
} {
  const fromMs = performance.now();
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  const ms = performance.now() - fromMs;
  return { value, ms, figure: { ms: tenths(ms), cpuMs: tenths((user + system) / 1000) } };
}
const close = ({ db, writer }: OpenedLedger, clean: boolean): void => {
  writer.checkpoint();
  markClean(db, clean);
  db.connection.close();
};
const quantile = (sorted: readonly number[], share: number): number =>
  Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 100) / 100;

const directory = mkdtempSync(join(tmpdir(), 'vms số đo nhật ký '));
try {
  const place = crashPlace(directory);
  const first = openLedger(place);
  for (let written = 0; written < entries; written += BATCH)
    first.writer.append(
      Array.from({ length: Math.min(BATCH, entries - written) }, (_, index) => draftOf('live.start', { index: written + index })),
    );
  const appends = Array.from(
    { length: Number(values.appends) },
    (_, index) => timed(() => first.writer.append([draftOf('live.stop', { index })])).ms,
  ).sort((one, other) => one - other);
  close(first, true);
  const cold = timed(() => openLedger(place));
  const readings = new Readings(cold.value.db);
  const find = timed(() => readings.find(wholeLog));
  const page = timed(() => readings.page(find.value.readingId, Math.floor(entries / 2), 100));
  const one = timed(() => readings.find({ ...wholeLog, action: 'live.stop' }));
  const words = timed(() => readings.find({ ...wholeLog, text: 'dinh hoa' }));
  const verify = timed(() => verifyAll(cold.value.db, place.keys, []));
  close(cold.value, false);
  const afterCrash = timed(() => openLedger(place));
  close(afterCrash.value, true);
  const result = {
    entries: verify.value.entries,
    findings: verify.value.findings.length,
    fileMb: Math.round(statSync(join(directory, 'ledger.db')).size / 1_048_576),
    appendMs: { p50: quantile(appends, 0.5), p99: quantile(appends, 0.99), count: appends.length, synchronous: 'FULL' },
    coldStart: cold.figure,
    startAfterCrash: afterCrash.figure,
    findAll: find.figure,
    findByAction: one.figure,
    findByWords: words.figure,
    page: page.figure,
    verify: verify.figure,
    cpuSeconds: Math.round(process.cpuUsage().user / 1e5) / 10,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
}
