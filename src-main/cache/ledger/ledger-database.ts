/** Main's side of the ledger worker. */
import { Worker } from 'node:worker_threads';
import type { Log } from '../../base/log.ts';
import { WorkerClient } from '../worker-client.ts';
import type { LedgerCall, LedgerCalls, LedgerOpened, LedgerStart } from './protocol.ts';

export interface LedgerDatabase {
  readonly opened: LedgerOpened;
  /** Resolves when what it asked for is on disk. Rejects `storage-full`, `storage-corrupt` or `unavailable`; nothing was taken then. */
  ask<C extends LedgerCall>(call: C, args: LedgerCalls[C]['args']): Promise<LedgerCalls[C]['result']>;
  /** Signs the last head and closes; later calls reject `unavailable`. */
  close(): Promise<void>;
}

export interface LedgerDatabaseOptions {
  /** `out/main/ledger-worker.js`, or `ledger/worker.ts` when run from source. */
  readonly workerUrl: URL;
  readonly start: LedgerStart;
  readonly log: Log;
}

/** Rejects with a `VmsError` when the ledger can be neither opened nor replaced. */
export async function openLedgerDatabase({ workerUrl, start, log }: LedgerDatabaseOptions): Promise<LedgerDatabase> {
  const worker = new Worker(workerUrl, { workerData: start, name: 'ledger' });
  const client = new WorkerClient<LedgerOpened>(worker, log);
  const opened = await client.opened;
  log.info('ledger open', { events: opened.events });
  const ask = async <C extends LedgerCall>(call: C, args: LedgerCalls[C]['args']): Promise<LedgerCalls[C]['result']> =>
    (await client.ask(call, (sequence) => ({ sequence, call, args }))) as LedgerCalls[C]['result']; // the worker answers the call of that name
  return {
    opened,
    ask,
    close: async () => {
      await ask('close', {});
      await client.ended;
    },
  };
}
