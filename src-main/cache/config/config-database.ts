/** Main's side of the configuration worker. */
import { Worker } from 'node:worker_threads';
import type { Log } from '../../base/log.ts';
import { WORKER_LIMITS, WorkerClient } from '../worker-client.ts';
import type { ConfigCall, ConfigCalls, ConfigOpened, ConfigRequest, ConfigStart } from './protocol.ts';

export interface ConfigDatabase {
  readonly opened: ConfigOpened;
  /** Rejects `storage-full`, `storage-corrupt` or `unavailable`; nothing was taken then. After `storage-corrupt` the file begins anew. */
  ask<C extends ConfigCall>(call: C, args: ConfigCalls[C]['args']): Promise<ConfigCalls[C]['result']>;
  /** Later calls reject `unavailable`. */
  close(): Promise<void>;
}

export interface ConfigDatabaseOptions {
  /** `out/main/config-worker.js`, or `config/worker.ts` when run from source. */
  readonly workerUrl: URL;
  readonly directory: string;
  readonly log: Log;
}

/** Rejects with a `VmsError` when the file can be neither opened nor made. */
export async function openConfigDatabase({ workerUrl, directory, log }: ConfigDatabaseOptions): Promise<ConfigDatabase> {
  const start: ConfigStart = { directory };
  const worker = new Worker(workerUrl, { workerData: start, name: 'config', resourceLimits: WORKER_LIMITS });
  const client = new WorkerClient<ConfigOpened>(worker, log);
  const opened = await client.opened;
  log.info('configuration open', { state: opened.state });
  const ask = async <C extends ConfigCall>(call: C, args: ConfigCalls[C]['args']): Promise<ConfigCalls[C]['result']> =>
    (await client.ask(call, (sequence): ConfigRequest => ({ sequence, call, args }))) as ConfigCalls[C]['result']; // the worker answers the call of that name
  return {
    opened,
    ask,
    close: async () => {
      await ask('close', {});
      await client.ended;
    },
  };
}
