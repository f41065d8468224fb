/** The configuration worker's entry: the one thread that opens `config.db`, so that a whole snapshot being applied stops nothing else. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { toWireError } from '../../../src-contract/errors.ts';
import { isKnownType } from '../../base/sync/judge-item.ts';
import { inTransaction, type ReadableDb } from '../database.ts';
import { CorruptDatabaseError, toStorageError } from '../storage-error.ts';
import type { OpenMessage, ReplyMessage } from '../worker-client.ts';
import { believeContents, forgetAll, readItems, type ReadItems } from './contents.ts';
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
  /** What is in use, read before anybody asks; `null`: asked for already, or changed since. */
  ahead: ReadItems | null;
}

/** What changes the items in use. */
const CHANGING: ReadonlySet<ConfigCall> = new Set<ConfigCall>(['receive', 'startAgain', 'forget']);

function serve(port: MessagePort, { directory }: ConfigStart): void {
  const post = (message: OpenMessage<ConfigOpened> | ReplyMessage): void => {
    port.postMessage(message);
  };
  let place: Place;
  try {
    place = { directory, opened: openConfig(directory), ahead: null };
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
  place.ahead = readAhead(place);
}

/** While main opens its other files. What cannot be read is told to whoever asks. */
function readAhead({ opened: { db, state } }: Place): ReadItems | null {
  if (state !== 'kept') return null;
  try {
    return readItems(db);
  } catch {
    return null;
  }
}

function answer(place: Place, { sequence, call, args }: ConfigRequest): ReplyMessage {
  const startedMs = performance.now();
  if (CHANGING.has(call)) place.ahead = null;
  try {
    const value: unknown = calls[call](place, args as never); // the typed client made the arguments fit the call
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
    place.ahead = null;
  } catch {
    // The next call says that the file cannot be used.
  }
}

const calls: { readonly [C in ConfigCall]: (place: Place, args: ConfigCalls[C]['args']) => ConfigCalls[C]['result'] } = {
  contents: (place, { keys }) => {
    const { db } = place.opened;
    const read = place.ahead ?? readItems(db);
    place.ahead = null;
    return believeContents(db, keys, read);
  },
  nextStep: ({ opened: { db } }) => readPosition(db).next,
  receive: ({ opened: { db } }, { page, belief }) => {
    const received = receivePage(db, page, belief);
    const items = received.kind === 'applied' && page.kind === 'changes' ? changedItems(db, received.changes) : null;
    return { received, items } satisfies Taken;
  },
  startAgain: ({ opened: { db } }) => {
    startAgain(db);
    return undefined;
  },
  forget: ({ opened: { db } }) => {
    inTransaction(db, () => {
      forgetAll(db);
    });
    return undefined;
  },
  refused: ({ opened: { db } }) => refusedItems(db),
  countRefused: ({ opened: { db } }) => countRefused(db),
  endConsents: (place, { atMs }) => {
    const { db } = place.opened;
    const ended = inTransaction(db, () => dropEndedConsents(db, atMs));
    if (ended.length > 0) place.ahead = null;
    return ended;
  },
  credentials: ({ opened: { db } }) => listCredentials(db),
  storeCredentials: ({ opened: { db } }, change) => {
    inTransaction(db, () => {
      storeCredentials(db, change);
    });
    return undefined;
  },
  close: ({ opened: { db } }) => {
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
