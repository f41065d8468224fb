/** Many workstations push their backlog over HTTPS at a given pace, some of it twice as after lost answers; then the books are compared. */
import { setTimeout as wait } from 'node:timers/promises';
import { auditAcknowledgementSchema } from '../../../src-contract/province/schemas.ts';
import { numberOf, one, textOf } from '../storage/database.ts';
import type { ReferenceBackend } from '../reference-backend.ts';
import { DeviceClient } from './device-client.ts';
import { LogWriter } from './log-writer.ts';

export interface LoadOptions {
  readonly workstations: number;
  readonly entriesAMinute: number;
  readonly minutes: number;
  readonly batch: number;
  /** Every so many batches the answer counts as lost and the batch is sent again. */
  readonly repeatEvery: number;
  readonly onProgress: (line: string) => void;
}

export interface LoadResult {
  readonly written: number;
  readonly stored: number;
  readonly lost: number;
  /** Rows the database holds beyond those written. */
  readonly doubled: number;
  readonly repeatedBatches: number;
  readonly refused: number;
  readonly seconds: number;
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number; readonly max: number };
}

interface Workstation {
  readonly client: DeviceClient;
  readonly log: LogWriter;
  token: string;
  tokenAtMs: number;
}

const TOKEN_MS = 300_000;

const enrolAll = async (backend: ReferenceBackend, count: number): Promise<readonly Workstation[]> => {
  const codes = await backend.issueEnrolmentCodes(count, 'unit-ioc');
  const workstations: Workstation[] = [];
  for (const code of codes) {
    const client = new DeviceClient(backend.url, backend.keys.authority.rootPem);
    const reply = await client.enrol(code);
    if (reply.status !== 201) throw new Error(reply.text);
    workstations.push({ client, log: new LogWriter(client.device.logId), token: '', tokenAtMs: 0 });
  }
  return workstations;
};

class Push {
  readonly latencies: number[] = [];
  repeatedBatches = 0;
  refused = 0;
  #batches = 0;
  readonly #options: LoadOptions;

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  async once(workstation: Workstation): Promise<void> {
    const { client, log } = workstation;
    if (Date.now() - workstation.tokenAtMs > TOKEN_MS) {
      workstation.token = (await client.signIn({ kind: 'device' })).accessToken;
      workstation.tokenAtMs = Date.now();
    }
    const { body, key, last } = log.batch(this.#options.batch, Date.now());
    const send = async (): Promise<void> => {
      const started = performance.now();
      const wish = { token: workstation.token, path: { deviceId: client.device.deviceId }, body, headers: { 'Idempotency-Key': key } };
      const reply = await client.call('pushAudit', wish);
      this.latencies.push(performance.now() - started);
      const acknowledged = auditAcknowledgementSchema.safeParse(reply.status === 200 ? JSON.parse(reply.text) : null);
      if (acknowledged.data?.ackedThrough.seq !== last) this.refused += 1;
    };
    await send();
    this.#batches += 1;
    if (this.#batches % this.#options.repeatEvery !== 0) return;
    this.repeatedBatches += 1;
    await send();
  }
}

/** What the database holds of the workstations' logs: rows, and rows without gap from 1 on. */
const count = (backend: ReferenceBackend, workstations: readonly Workstation[]): Promise<{ rows: number; gapless: number }> =>
  backend.database.transaction(async (transaction) => {
    const rows = await transaction.all(
      'SELECT log_id, COUNT(*) AS rows, COUNT(DISTINCT seq) AS different, MAX(seq) AS last FROM entry GROUP BY log_id',
    );
    const known = new Map(rows.map((row) => [textOf(row, 'log_id'), row]));
    let gapless = 0;
    let all = 0;
    for (const { client } of workstations) {
      const row = known.get(client.device.logId);
      if (row === undefined) continue;
      all += numberOf(row, 'rows');
      if (numberOf(row, 'last') === numberOf(row, 'different')) gapless += numberOf(row, 'different');
    }
    const forks = await one(transaction.all('SELECT COUNT(*) AS forks FROM fork_entry'));
    return { rows: all + (forks === null ? 0 : numberOf(forks, 'forks')), gapless };
  });

const percentiles = (values: readonly number[]): LoadResult['latencyMs'] => {
  const sorted = values.toSorted((one_, other) => one_ - other);
  const at = (share: number): number => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
};

export const runLoad = async (backend: ReferenceBackend, options: LoadOptions): Promise<LoadResult> => {
  options.onProgress(`enrolling ${String(options.workstations)} workstations`);
  const workstations = await enrolAll(backend, options.workstations);
  const push = new Push(options);
  const batches = Math.ceil((options.entriesAMinute * options.minutes) / options.batch);
  const everyMs = 60_000 / (options.entriesAMinute / options.batch);
  const started = performance.now();
  const running: Promise<void>[] = [];
  const busy = new Map<Workstation, Promise<void>>();
  for (let at = 0; at < batches; at += 1) {
    const lateMs = started + at * everyMs - performance.now();
    if (lateMs > 0) await wait(lateMs);
    const workstation = workstations[at % workstations.length];
    if (workstation === undefined) break;
    // A log is ordered: a workstation's next batch waits for its last, while the others go on.
    const turn = (busy.get(workstation) ?? Promise.resolve()).then(() => push.once(workstation));
    busy.set(workstation, turn);
    running.push(turn);
    if ((at + 1) % Math.ceil(batches / 10) === 0) options.onProgress(`${String((at + 1) * options.batch)} entries sent`);
  }
  await Promise.all(running);
  const seconds = (performance.now() - started) / 1000;
  const written = workstations.reduce((sum, { log }) => sum + log.written, 0);
  const { rows, gapless } = await count(backend, workstations);
  for (const { client } of workstations) client.dispose();
  return {
    written,
    stored: gapless,
    lost: written - gapless,
    doubled: Math.max(0, rows - written),
    repeatedBatches: push.repeatedBatches,
    refused: push.refused,
    seconds: Math.round(seconds * 10) / 10,
    latencyMs: percentiles(push.latencies),
  };
};
