/** Figures of the audit log: `npm run bench:ledger -- [--entries N] [--appends N]`; prints one line of JSON. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { wholeLog, type AuditFilter } from '../../src-contract/model/audit-log.ts';
import { aboutLog } from '../../src-main/cache/ledger/log-state.ts';
import { openLedger, type OpenedLedger } from '../../src-main/cache/ledger/open-ledger.ts';
import { Readings } from '../../src-main/cache/ledger/readings.ts';
import { markClean } from '../../src-main/cache/ledger/state.ts';
import { verifyAll } from '../../src-main/cache/ledger/verify-all.ts';
import { crashPlace } from '../crash/place.ts';
import { draftOf } from '../fakes/ledger-book.ts';
import { ledgerDevice } from '../fakes/ledger-start.ts';
import { fillLedger } from './varied-ledger.ts';

const { values } = parseArgs({
  options: { entries: { type: 'string', default: '1000000' }, appends: { type: 'string', default: '2000' } },
});
const entries = Number(values.entries);

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
/** The command as a person starts it, by the clock: its own start counts. */
function verifyCommand(): number {
  const tool = join(import.meta.dirname, '../../tools/verify/main.ts');
  const fromMs = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', tool, 'audit', directory], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`verify ended with ${status}: ${stderr}`);
  return Math.round(performance.now() - fromMs);
}
const quantile = (sorted: readonly number[], share: number): number =>
  Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 100) / 100;

const endMs = Date.now();
const day = 86_400_000;
/** What the audit screen can ask: each filter by itself, and what people ask together. */
const questions: Readonly<Record<string, Partial<AuditFilter>>> = {
  day: { fromMs: endMs - 2 * day, toMs: endMs - day },
  person: { userId: 'u-7' },
  act: { action: 'snapshot.take' },
  group: { action: 'live.' },
  thing: { objectId: 'c-31' },
  refused: { outcome: 'refused' },
  done: { outcome: 'done' },
  offline: { mode: 'offline' },
  online: { mode: 'online' },
  offlineDay: { mode: 'offline', fromMs: endMs - 2 * day, toMs: endMs - day },
  offlinePerson: { mode: 'offline', userId: 'u-7' },
  refusedPerson: { outcome: 'refused', userId: 'u-7' },
  words: { text: 'dinh hoa 31' },
  wordsDay: { text: 'dinh hoa 31', fromMs: endMs - 2 * day, toMs: endMs - day },
};

const directory = mkdtempSync(join(tmpdir(), 'vms số đo nhật ký '));
try {
  const place = crashPlace(directory);
  writeFileSync(join(directory, 'ledger.pub'), ledgerDevice.publicKey.export({ format: 'pem', type: 'spki' }));
  const first = fillLedger(place, entries);
  const appends = Array.from(
    { length: Number(values.appends) },
    (_, index) => timed(() => first.writer.append([draftOf('live.stop', { index })])).ms,
  ).sort((one, other) => one - other);
  close(first, true);
  const cold = timed(() => openLedger(place));
  const readings = new Readings(cold.value.db);
  const find = timed(() => readings.find(wholeLog));
  const page = timed(() => readings.page(find.value.readingId, Math.floor(entries / 2), 100));
  const filters = Object.fromEntries(
    Object.entries(questions).map(([name, filter]) => {
      const { value, figure } = timed(() => readings.find({ ...wholeLog, ...filter }));
      return [name, { ...figure, found: value.total }];
    }),
  );
  const about = timed(() => aboutLog(cold.value.db));
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
    filters,
    about: about.figure,
    page: page.figure,
    verify: verify.figure,
    verifyCommandMs: verifyCommand(),
    cpuSeconds: Math.round(process.cpuUsage().user / 1e5) / 10,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
}
