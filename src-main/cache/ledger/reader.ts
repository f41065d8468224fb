/** The ledger's reading worker: a thread and a connection of its own, so that no question stands before an entry. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { toWireError, VmsError } from '../../../src-contract/errors.ts';
import { applyPragmas, openConnection, type ReadableDb } from '../database.ts';
import { toStorageError } from '../storage-error.ts';
import type { OpenMessage, ReplyMessage } from '../worker-client.ts';
import { exportLog } from './export-file.ts';
import { ledgerFile } from './ledger-file.ts';
import { aboutLog } from './log-state.ts';
import { verifyAll } from './verify-all.ts';
import type { ReaderCall, ReaderCalls, ReaderRequest, ReaderStart } from './reader-protocol.ts';
import { Readings } from './readings.ts';
import { whatWasSeen } from './seen.ts';

if (parentPort !== null) serve(parentPort, workerData as ReaderStart); // only `openLedgerDatabase` starts this file

function serve(port: MessagePort, start: ReaderStart): void {
  const post = (message: OpenMessage<null> | ReplyMessage): void => {
    port.postMessage(message);
  };
  const calls = open(start);
  if (calls === null) {
    post({ kind: 'not-opened', error: toWireError(new VmsError('unavailable', 'storage-unavailable', { code: 'ledger' })) });
    port.close();
    return;
  }
  port.on('message', ({ sequence, call, args }: ReaderRequest) => {
    const startedMs = performance.now();
    try {
      const value: unknown = calls[call](args as never); // the typed client made the arguments fit the call
      post({ kind: 'done', sequence, value, durationMs: performance.now() - startedMs });
    } catch (failure) {
      const error = toWireError(failure instanceof VmsError ? failure : toStorageError(failure));
      post({ kind: 'failed', sequence, error, cause: failure instanceof Error ? failure.name : typeof failure });
    }
    if (call === 'close') port.close();
  });
  post({ kind: 'opened', report: null });
}

function open({ directory, keys }: ReaderStart): ReturnType<typeof callsOf> | null {
  try {
    const db = openConnection(ledgerFile(directory), { readonly: true });
    applyPragmas(db);
    return callsOf(db, keys);
  } catch {
    return null; // the writer's own failure says why
  }
}

function callsOf(
  db: ReadableDb,
  keys: ReaderStart['keys'],
): { readonly [C in ReaderCall]: (args: ReaderCalls[C]['args']) => ReaderCalls[C]['result'] } {
  const readings = new Readings(db);
  return {
    about: () => aboutLog(db),
    find: (filter) => readings.find(filter),
    page: ({ readingId, from, count }) => readings.page(readingId, from, count),
    entry: ({ readingId, at }) => readings.entry(readingId, at),
    whatWasSeen: (question) => whatWasSeen(db, question),
    verify: ({ elsewhere }) => verifyAll(db, keys, elsewhere),
    export: (order) => exportLog(db, order),
    close: () => {
      db.connection.close();
      return undefined;
    },
  };
}
