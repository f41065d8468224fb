/** Main's side of the two ledger workers: one that writes, and one that reads once it is asked something. */
import { Worker } from 'node:worker_threads';
import type { Log } from '../../base/log.ts';
import { WORKER_LIMITS, WorkerClient } from '../worker-client.ts';
import type { LedgerCall, LedgerCalls, LedgerOpened, LedgerStart } from './protocol.ts';
import type { ReaderCall, ReaderCalls, ReaderStart } from './reader-protocol.ts';

export interface LedgerDatabase {
  readonly opened: LedgerOpened;
  /** Resolves when what it asked for is on disk. Rejects `storage-full`, `storage-corrupt` or `unavailable`; nothing was taken then. */
  ask<C extends LedgerCall>(call: C, args: LedgerCalls[C]['args']): Promise<LedgerCalls[C]['result']>;
  /** Sees every entry whose `append` has resolved; however long it takes, no entry waits for it. */
  read<C extends Exclude<ReaderCall, 'close'>>(call: C, args: ReaderCalls[C]['args']): Promise<ReaderCalls[C]['result']>;
  /** Signs the last head and closes; later calls reject `unavailable`. */
  close(): Promise<void>;
}

export interface LedgerDatabaseOptions {
  /** `out/main/ledger-worker.js`, or `ledger/worker.ts` when run from source. */
  readonly workerUrl: URL;
  /** `out/main/ledger-reader.js`, or `ledger/reader.ts`. */
  readonly readerUrl: URL;
  readonly start: LedgerStart;
  readonly log: Log;
}

/** Rejects with a `VmsError` when the ledger can be neither opened nor replaced. */
export async function openLedgerDatabase({ workerUrl, readerUrl, start, log }: LedgerDatabaseOptions): Promise<LedgerDatabase> {
  const worker = new Worker(workerUrl, { workerData: start, name: 'ledger', resourceLimits: WORKER_LIMITS });
  const client = new WorkerClient<LedgerOpened>(worker, log);
  const opened = await client.opened;
  log.info('ledger open', { events: opened.events });
  const reader = new LazyReader(readerUrl, { directory: start.directory, keys: start.keys }, log);
  const ask = async <C extends LedgerCall>(call: C, args: LedgerCalls[C]['args']): Promise<LedgerCalls[C]['result']> =>
    (await client.ask(call, (sequence) => ({ sequence, call, args }))) as LedgerCalls[C]['result']; // the worker answers the call of that name
  return {
    opened,
    ask,
    read: (call, args) => reader.ask(call, args),
    close: async () => {
      // Last out is the writer: it puts the log file together.
      await reader.close();
      await ask('close', {});
      await client.ended;
    },
  };
}

/** Most starts of the program never look into the log. */
class LazyReader {
  readonly #url: URL;
  readonly #start: ReaderStart;
  readonly #log: Log;
  #client: WorkerClient<null> | null = null;

  constructor(url: URL, start: ReaderStart, log: Log) {
    this.#url = url;
    this.#start = start;
    this.#log = log;
  }

  async ask<C extends ReaderCall>(call: C, args: ReaderCalls[C]['args']): Promise<ReaderCalls[C]['result']> {
    const client = (this.#client ??= new WorkerClient<null>(
      new Worker(this.#url, { workerData: this.#start, name: 'ledger-reader', resourceLimits: WORKER_LIMITS }),
      this.#log,
    ));
    await client.opened;
    return (await client.ask(call, (sequence) => ({ sequence, call, args }))) as ReaderCalls[C]['result']; // as above
  }

  async close(): Promise<void> {
    const client = this.#client;
    if (client === null) return;
    await this.ask('close', {}).catch(() => undefined); // a reader that is gone already is as good as closed
    await client.ended;
  }
}
