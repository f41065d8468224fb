/** Main's side of the database worker: typed queries by name, slow ones logged, failures as `VmsError`. */
import { Worker } from 'node:worker_threads';
import { fromWireError, VmsError } from '../../src-contract/errors.ts';
import type { Log } from '../base/log.ts';
import type { OpenReport } from './open-local-store.ts';
import type { WorkerMessage, WorkerRequest, WorkerStart } from './protocol.ts';
import type { QueryArgs, QueryName, QueryResult } from './queries/all.ts';

/** A query slower than this is logged by name. */
export const SLOW_QUERY_MS = 40;

/** What services ask of storage. Rejects `storage-full`, `storage-corrupt` or `unavailable`; nothing was changed then. */
export interface QueryRunner {
  query<N extends QueryName>(name: N, ...args: QueryArgs<N>): Promise<QueryResult<N>>;
}

export interface LocalDatabase extends QueryRunner {
  readonly report: OpenReport;
  backUp(): Promise<void>;
  /** Backs up and closes; later queries reject `unavailable`. */
  close(): Promise<void>;
}

export interface LocalDatabaseOptions {
  /** `out/main/database-worker.js`, or `worker.ts` when run from source. */
  readonly workerUrl: URL;
  readonly directory: string;
  readonly log: Log;
}

/** Resolves once the file is open, checked and migrated; see `openLocalStore` for what may have happened to it. */
export async function openLocalDatabase(options: LocalDatabaseOptions): Promise<LocalDatabase> {
  const start: WorkerStart = { directory: options.directory };
  const worker = new Worker(options.workerUrl, { workerData: start, name: 'database' });
  const client = new WorkerClient(worker, options.log);
  const report = await client.opened;
  options.log.info('local database open', { mode: report.mode, schema: report.schema, events: report.events });
  return {
    report,
    query: async <N extends QueryName>(name: N, ...args: QueryArgs<N>) =>
      (await client.ask(name, (sequence) => ({ kind: 'query', sequence, name, args }))) as QueryResult<N>, // the worker runs the query of that name
    backUp: async () => {
      await client.ask('back-up', (sequence) => ({ kind: 'back-up', sequence }));
    },
    close: async () => {
      await client.ask('close', (sequence) => ({ kind: 'close', sequence }));
      await client.ended;
    },
  };
}

interface Waiting {
  readonly name: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (failure: unknown) => void;
}

class WorkerClient {
  readonly opened: Promise<OpenReport>;
  readonly ended: Promise<void>;
  readonly #worker: Worker;
  readonly #log: Log;
  readonly #waiting = new Map<number, Waiting>();
  #sequence = 0;
  #over = false;

  constructor(worker: Worker, log: Log) {
    this.#worker = worker;
    this.#log = log;
    this.opened = new Promise((resolve, reject) => {
      worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'opened') resolve(message.report);
        else this.#settle(message);
      });
      worker.once('error', (failure) => {
        reject(stopped(failure));
        this.#abandon(failure);
      });
    });
    this.ended = new Promise((resolve) => {
      worker.once('exit', () => {
        this.#abandon(undefined);
        resolve();
      });
    });
  }

  ask(name: string, build: (sequence: number) => WorkerRequest): Promise<unknown> {
    if (this.#over) return Promise.reject(stopped(undefined));
    const sequence = ++this.#sequence;
    return new Promise((resolve, reject) => {
      this.#waiting.set(sequence, { name, resolve, reject });
      this.#worker.postMessage(build(sequence));
    });
  }

  #settle(message: Exclude<WorkerMessage, { kind: 'opened' }>): void {
    const waiting = this.#waiting.get(message.sequence);
    if (waiting === undefined) return;
    this.#waiting.delete(message.sequence);
    if (message.kind === 'failed') {
      this.#log.error('query failed', { query: waiting.name, error: message.error.key, cause: message.cause });
      waiting.reject(fromWireError(message.error));
      return;
    }
    if (message.durationMs > SLOW_QUERY_MS) this.#log.warn('slow query', { query: waiting.name, ms: Math.round(message.durationMs) });
    waiting.resolve(message.value);
  }

  #abandon(failure: unknown): void {
    if (failure !== undefined) this.#log.error('database worker stopped', { failure });
    this.#over = true;
    for (const waiting of this.#waiting.values()) waiting.reject(stopped(failure));
    this.#waiting.clear();
  }
}

const stopped = (cause: unknown): VmsError => new VmsError('unavailable', 'storage-unavailable', { code: 'stopped' }, cause);
