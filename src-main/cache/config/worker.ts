/** The configuration worker's entry: the one thread that opens `config.db`, so that a whole snapshot being applied stops nothing else. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { toWireError } from '../../../src-contract/errors.ts';
import { isKnownType } from '../../base/sync/judge-item.ts';
import { inTransaction, type ReadableDb } from '../database.ts';
import { CorruptDatabaseError, toStorageError } from '../storage-error.ts';
import type { OpenMessage, ReplyMessage } from '../worker-client.ts';
import { forgetAll, readContents } from './contents.ts';
import { listCredentials, storeCredentials } from './credentials.ts';
import { openConfig, type OpenedConfig } from './open-config.ts';
import { readPosition } from './position.ts';
import type { ChangedItem, ConfigCall, ConfigCalls, ConfigOpened, ConfigRequest, ConfigStart, Taken } from './protocol.ts';
import { countRefused, documentOf, dropEndedConsents, refusedItems } from './queries.ts';
import { receivePage, startAgain, type AppliedChange } from './receive.ts';

if (parentPort !== null) serve(parentPort, workerData as ConfigStart); // only `openConfigDatabase` starts this file

/** The file in use; another one after the first turned out broken. */
interface Place {
  readonly directory: string;
  opened: OpenedConfig;
}

function serve(port: MessagePort, { directory }: ConfigStart): void {
  const post = (message: OpenMessage<ConfigOpened> | ReplyMessage): void => {
    port.postMessage(message);
  };
  let place: Place;
  try {
    place = { directory, opened: openConfig(directory) };
  } catch (failure) {
    post({ kind: 'not-opened', error: toWireError(toStorageError(failure)) });
    port.close();
    return;
  }
  port.on('message', (request: ConfigRequest) => {
    post(answer(place, request));
    if (request.call === 'close') port.close();
  });
  post({ kind: 'opened', report: { state: place.opened.state } });
}

function answer(place: Place, { sequence, call, args }: ConfigRequest): ReplyMessage {
  const startedMs = performance.now();
  try {
    const value: unknown = calls[call](place.opened, args as never); // the typed client made the arguments fit the call
    return { kind: 'done', sequence, value, durationMs: performance.now() - startedMs };
  } catch (failure) {
    const known = toStorageError(failure);
    if (known instanceof CorruptDatabaseError) rebuild(place);
    return { kind: 'failed', sequence, error: toWireError(known), cause: failure instanceof Error ? failure.name : typeof failure };
  }
}

/** Broken while in use: opened anew, which throws away what is not sound; the next question is for the snapshot. */
function rebuild(place: Place): void {
  try {
    place.opened.db.connection.close();
    place.opened = openConfig(place.directory);
  } catch {
    // The next call says that the file cannot be used.
  }
}

const calls: { readonly [C in ConfigCall]: (opened: OpenedConfig, args: ConfigCalls[C]['args']) => ConfigCalls[C]['result'] } = {
  contents: ({ db }, { keys }) => readContents(db, keys),
  nextStep: ({ db }) => readPosition(db).next,
  receive: ({ db }, { page, belief }) => {
    const received = receivePage(db, page, belief);
    const items = received.kind === 'applied' && page.kind === 'changes' ? changedItems(db, received.changes) : null;
    return { received, items } satisfies Taken;
  },
  startAgain: ({ db }) => {
    startAgain(db);
    return undefined;
  },
  forget: ({ db }) => {
    inTransaction(db, () => {
      forgetAll(db);
    });
    return undefined;
  },
  refused: ({ db }) => refusedItems(db),
  countRefused: ({ db }) => countRefused(db),
  endConsents: ({ db }, { atMs }) => inTransaction(db, () => dropEndedConsents(db, atMs)),
  credentials: ({ db }) => listCredentials(db),
  storeCredentials: ({ db }, change) => {
    inTransaction(db, () => {
      storeCredentials(db, change);
    });
    return undefined;
  },
  close: ({ db }) => {
    db.connection.close();
    return undefined;
  },
};

function changedItems(db: ReadableDb, changes: readonly AppliedChange[]): readonly ChangedItem[] {
  return changes.flatMap(({ type, id, effect }) => {
    if (!isKnownType(type)) return [];
    const held = documentOf(db, type, id);
    return [{ type, id, effect, rev: held?.rev ?? null, document: held === null ? null : { ...held.document } }];
  });
}
