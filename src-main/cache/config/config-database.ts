/** Main's side of the configuration worker. */
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Log } from '../../base/log.ts';
import { WORKER_LIMITS, WorkerClient } from '../worker-client.ts';
import { configFile } from './open-config.ts';
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

/**
 * Where `config.db` is opened. A file that is there is begun with at once, beside whatever else the program opens: checking a
 * large one takes a thread of its own 0.3 s.
 */
export class ConfigFile {
  readonly #options: ConfigDatabaseOptions;
  #begun: Promise<ConfigDatabase> | null;

  constructor(options: ConfigDatabaseOptions) {
    this.#options = options;
    this.#begun = existsSync(configFile(options.directory)) ? openConfigDatabase(options) : null;
    this.#begun?.catch(() => undefined); // told to whoever opens it
  }

  /** Whoever opened it last has closed it. Rejects as `openConfigDatabase`. */
  open(): Promise<ConfigDatabase> {
    const begun = this.#begun;
    this.#begun = null;
    return begun ?? openConfigDatabase(this.#options);
  }

  /** Nobody will need what was begun: the file is of a province this workstation has left. */
  async letGo(): Promise<void> {
    const begun = this.#begun;
    this.#begun = null;
    const database = await begun?.catch(() => null);
    await database?.close();
  }
}
