/** Main's side of the database worker: typed queries by name. */
import { Worker } from 'node:worker_threads';
import type { Log } from '../base/log.ts';
import type { OpenReport } from './open-local-store.ts';
import type { WorkerRequest, WorkerStart } from './protocol.ts';
import type { QueryArgs, QueryName, QueryResult } from './queries/all.ts';
import { WORKER_LIMITS, WorkerClient } from './worker-client.ts';

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
  const worker = new Worker(options.workerUrl, { workerData: start, name: 'database', resourceLimits: WORKER_LIMITS });
  const client = new WorkerClient<OpenReport>(worker, options.log);
  const report = await client.opened;
  options.log.info('local database open', { mode: report.mode, schema: report.schema, events: report.events });
  return {
    report,
    query: async <N extends QueryName>(name: N, ...args: QueryArgs<N>) =>
      (await client.ask(name, (sequence): WorkerRequest => ({ kind: 'query', sequence, name, args }))) as QueryResult<N>, // the worker runs the query of that name
    backUp: async () => {
      await client.ask('back-up', (sequence): WorkerRequest => ({ kind: 'back-up', sequence }));
    },
    close: async () => {
      await client.ask('close', (sequence): WorkerRequest => ({ kind: 'close', sequence }));
      await client.ended;
    },
  };
}
