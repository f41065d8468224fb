/** The ledger worker's entry: the one thread that opens `ledger.db`. Its own, so that no other query stands before an entry. */
import { randomBytes } from 'node:crypto';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { toWireError } from '../../../src-contract/errors.ts';
import type { AuditEntry } from '../../../src-contract/province/schemas.ts';
import type { Moment } from '../../base/ledger/chain.ts';
import { uuidV7 } from '../../base/ledger/uuid-v7.ts';
import { toStorageError } from '../storage-error.ts';
import type { OpenMessage, ReplyMessage } from '../worker-client.ts';
import { openLedger, type OpenedLedger } from './open-ledger.ts';
import type { LedgerCall, LedgerCalls, LedgerOpened, LedgerRequest, LedgerStart } from './protocol.ts';
import { countUnsent, headToWitness, placeOfHead, unsentEntries, unwitnessedHead } from './outbox.ts';
import { markClean } from './state.ts';

if (parentPort !== null) serve(parentPort, workerData as LedgerStart); // only `openLedgerDatabase` starts this file

function serve(port: MessagePort, start: LedgerStart): void {
  const clock = { current: { state: 'unsynced', offsetMs: null, uncertaintyMs: null, lastSync: null } as AuditEntry['clock'] }; // the widest type, for later
  const post = (message: OpenMessage<LedgerOpened> | ReplyMessage): void => {
    port.postMessage(message);
  };
  const opened = open(start, clock);
  if ('failure' in opened) {
    post({ kind: 'not-opened', error: toWireError(toStorageError(opened.failure)) });
    port.close();
    return;
  }
  const calls = callsOf(opened.ledger, (next) => {
    clock.current = next;
  });
  port.on('message', ({ sequence, call, args }: LedgerRequest) => {
    const startedMs = performance.now();
    try {
      const value: unknown = calls[call](args as never); // the typed client made the arguments fit the call
      post({ kind: 'done', sequence, value, durationMs: performance.now() - startedMs });
    } catch (failure) {
      post({
        kind: 'failed',
        sequence,
        error: toWireError(toStorageError(failure)),
        cause: failure instanceof Error ? failure.name : typeof failure,
      });
    }
    if (call === 'close') port.close();
  });
  post({ kind: 'opened', report: { logId: start.keys.logId, events: opened.ledger.events } });
}

function open(
  start: LedgerStart,
  clock: { readonly current: AuditEntry['clock'] },
): { readonly ledger: OpenedLedger } | { readonly failure: unknown } {
  const moment = (): Moment => ({
    epochMs: Date.now(),
    monoMs: performance.now(),
    bootId: start.bootId,
    clock: clock.current,
    device: start.device,
    entryId: uuidV7(Date.now(), randomBytes(10)),
  });
  try {
    const firstKey = { step: 0, secret: start.firstSealingKey };
    return {
      ledger: openLedger({
        directory: start.directory,
        keys: start.keys,
        previous: start.previous,
        firstKey,
        moment,
        now: () => new Date(),
      }),
    };
  } catch (failure) {
    return { failure };
  }
}

function callsOf(
  { db, writer }: OpenedLedger,
  setClock: (clock: AuditEntry['clock']) => void,
): { readonly [C in LedgerCall]: (args: LedgerCalls[C]['args']) => LedgerCalls[C]['result'] } {
  return {
    append: ({ drafts }) => writer.append(drafts),
    checkpoint: () => writer.checkpoint(),
    unsent: ({ most, mostBytes, after }) => unsentEntries(db, after ?? writer.state.acked, most, mostBytes),
    countUnsent: () => countUnsent(db, writer.state.acked),
    placeOfHead: ({ head }) => placeOfHead(db, writer.state, head),
    openEpoch: ({ head }) => writer.openEpoch(head),
    headToWitness: ({ through }) => (through === undefined ? headToWitness(db, writer.state) : unwitnessedHead(db, through)),
    keepWitnessed: (head) => {
      writer.keepWitnessed(head);
      return undefined;
    },
    prune: ({ beforeMs }) => writer.prune(beforeMs),
    acknowledge: (acked) => {
      writer.acknowledge(acked);
      return undefined;
    },
    setClock: ({ clock }) => {
      setClock(clock);
      return undefined;
    },
    close: () => {
      try {
        writer.checkpoint();
        markClean(db, true);
      } finally {
        db.connection.close();
      }
      return undefined;
    },
  };
}
