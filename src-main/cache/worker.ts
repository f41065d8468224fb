/** The database worker's entry: the one thread that opens SQLite. Started by `openLocalDatabase`. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { toWireError } from '../../src-contract/errors.ts';
import { backUpToday } from './backup.ts';
import { migrations } from './migrations/all.ts';
import { backupDirectory, openLocalStore, type OpenedStore } from './open-local-store.ts';
import type { WorkerMessage, WorkerRequest, WorkerStart } from './protocol.ts';
import { runQuery } from './queries/all.ts';
import { toStorageError } from './storage-error.ts';

if (parentPort !== null) serve(parentPort, workerData as WorkerStart); // only `openLocalDatabase` starts this file

function serve(port: MessagePort, start: WorkerStart): void {
  const now = (): Date => new Date();
  const store = openLocalStore({ directory: start.directory, migrations, now });
  const post = (message: WorkerMessage): void => {
    port.postMessage(message);
  };
  const backUp = backUpWhenChanged(store, start.directory, now);
  let turn = Promise.resolve();
  port.on('message', (request: WorkerRequest) => {
    turn = turn.then(async () => {
      post(await answer(store, request, backUp));
      if (request.kind === 'close') port.close();
    });
  });
  post({ kind: 'opened', report: store.report });
}

async function answer(store: OpenedStore, request: WorkerRequest, backUp: () => Promise<void>): Promise<WorkerMessage> {
  const startedMs = performance.now();
  try {
    const value = await perform(store, request, backUp);
    return { kind: 'done', sequence: request.sequence, value, durationMs: performance.now() - startedMs };
  } catch (failure) {
    return { kind: 'failed', sequence: request.sequence, error: toWireError(toStorageError(failure)), cause: describe(failure) };
  }
}

async function perform(store: OpenedStore, request: WorkerRequest, backUp: () => Promise<void>): Promise<unknown> {
  switch (request.kind) {
    case 'query':
      return runQuery(store.db, request.name, request.args);
    case 'back-up':
      await backUp();
      return undefined;
    case 'close':
      try {
        await backUp();
      } finally {
        store.db.connection.close();
      }
      return undefined;
  }
}

function backUpWhenChanged(store: OpenedStore, directory: string, now: () => Date): () => Promise<void> {
  const changes = store.db.connection.prepare('SELECT total_changes()').pluck();
  let backedUp: unknown = null;
  return async () => {
    const current = changes.get();
    if (store.report.mode !== 'file' || current === backedUp) return;
    await backUpToday(store.db, backupDirectory(directory), migrations, now());
    backedUp = current;
  };
}

function describe(failure: unknown): string {
  if (!(failure instanceof Error)) return typeof failure;
  const code = 'code' in failure ? ` ${String(failure.code)}` : '';
  return `${failure.name}${code}`;
}
