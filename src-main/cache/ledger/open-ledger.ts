/**
 * Opens `ledger.db` whatever state it is in. Unlike other data it is never taken back from a backup, which would be
 * a rollback: a broken file is set aside, what still verifies is carried over, and a new epoch says so.
 */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { startOfEpoch, type Moment } from '../../base/ledger/chain.ts';
import type { SealingKey } from '../../base/ledger/sealing-key.ts';
import { fileTime } from '../backup.ts';
import { applyPragmas, openConnection, type WritableDb } from '../database.ts';
import { assertPagesSound } from '../health.ts';
import { assertOurs, migrate } from '../migrate.ts';
import { CorruptDatabaseError, toStorageError } from '../storage-error.ts';
import { checkTail } from './check-tail.ts';
import { ledgerFile } from './ledger-file.ts';
import { epochDraft } from './new-epoch.ts';
import { continuationDraft, putPreviousAside } from './previous-log.ts';
import { salvage } from './salvage.ts';
import { ledgerMigrations } from './schema.ts';
import { markClean, readState, writeState, type LedgerState } from './state.ts';
import { LedgerWriter, type LedgerKeys } from './writer.ts';

export type LedgerEvent =
  | { readonly kind: 'created' }
  /** The program that had it open was killed, or the machine lost power. */
  | { readonly kind: 'not-closed' }
  | { readonly kind: 'quarantined'; readonly file: string; readonly finding: string; readonly kept: number }
  /** Entry `seq` is not what was written, or is gone; found at start. */
  | { readonly kind: 'tampered'; readonly epoch: number; readonly seq: number };

export interface OpenedLedger {
  readonly db: WritableDb;
  readonly writer: LedgerWriter;
  readonly events: readonly LedgerEvent[];
}

export interface LedgerPlace {
  readonly directory: string;
  readonly keys: LedgerKeys;
  /** Of the log this one takes over from, as long as the program knows it. */
  readonly previous: LedgerKeys | null;
  /** Seals the first checkpoint of a new log. */
  readonly firstKey: SealingKey;
  readonly moment: () => Moment;
  readonly now: () => Date;
}

/** Throws `VmsError` when the file can be neither opened nor replaced: then nothing may be done that needs an entry. */
export function openLedger(place: LedgerPlace): OpenedLedger {
  try {
    mkdirSync(place.directory, { recursive: true });
    if (place.previous === null) return openOrReplace(place);
    putPreviousAside(place.directory, place.previous, place.moment);
    const opened = openOrReplace(place);
    const isNew = opened.writer.state.chain.epoch === 1 && opened.writer.state.chain.frontier.size === 0;
    const first = isNew ? continuationDraft(place.directory, place.previous.logId) : null;
    if (first !== null) opened.writer.append([first]);
    return opened;
  } catch (failure) {
    throw toStorageError(failure);
  }
}

function openOrReplace(place: LedgerPlace): OpenedLedger {
  const file = ledgerFile(place.directory);
  try {
    return openSound(place, file);
  } catch (failure) {
    const known = toStorageError(failure);
    if (!(known instanceof CorruptDatabaseError)) throw known;
    return replace(place, file, String(known.details['finding']));
  }
}

function openSound(place: LedgerPlace, file: string): OpenedLedger {
  const existed = existsSync(file);
  const db = openConnection(file, { readonly: false });
  try {
    assertOurs(db, ledgerMigrations);
    applyPragmas(db);
    migrate(db, ledgerMigrations);
    const stored = readState(db, place.keys.stateKey);
    if (stored === null) return begin(place, db, freshState(place, 1), existed ? [] : [{ kind: 'created' }]);
    if (stored.state.chain.logId !== place.keys.logId) throw new CorruptDatabaseError('another log');
    // A check of all pages takes seconds on a big log; a file that was closed properly is trusted to its hashes.
    if (!stored.clean) assertPagesSound(db);
    const broken = checkTail(db, stored.state);
    const events: LedgerEvent[] = stored.clean ? [] : [{ kind: 'not-closed' }];
    return begin(place, db, stored.state, broken === null ? events : [...events, { kind: 'tampered', ...broken }]);
  } catch (failure) {
    db.connection.close();
    throw failure;
  }
}

const freshState = (place: LedgerPlace, epoch: number): LedgerState => ({
  chain: startOfEpoch(place.keys.logId, epoch),
  checkpointSize: 0,
  key: place.firstKey,
  acked: { epoch: 0, seq: 0 },
});

function begin(place: LedgerPlace, db: WritableDb, state: LedgerState, events: readonly LedgerEvent[]): OpenedLedger {
  if (state.chain.frontier.size === 0) writeState(db, state, place.keys.stateKey);
  markClean(db, false);
  return { db, writer: new LedgerWriter(db, place.keys, state, place.moment), events };
}

/** A new file with what the broken one still proves, and an epoch that begins by telling so. */
function replace(place: LedgerPlace, file: string, finding: string): OpenedLedger {
  const aside = `${file}.corrupt-${fileTime(place.now())}`;
  for (const part of ['', '-wal', '-shm']) if (existsSync(file + part)) renameSync(file + part, aside + part);
  const db = openConnection(file, { readonly: false });
  try {
    applyPragmas(db);
    migrate(db, ledgerMigrations);
    const saved = salvage(aside, db, place.keys);
    const fresh = freshState(place, saved.lastEpoch + 1);
    // The province takes no seal of an earlier step again: the key goes on where it was, if it can be read.
    const state: LedgerState = { ...fresh, acked: saved.acked, key: saved.key ?? fresh.key };
    const opened = begin(place, db, state, [{ kind: 'quarantined', file: aside, finding, kept: saved.kept }]);
    const bound = { previousEpoch: saved.lastEpoch, boundSeq: saved.lastSeq, boundHash: saved.lastHash };
    opened.writer.append([epochDraft('ledger-corrupt', { ...bound, reason: 'ledger-corrupt', finding, kept: saved.kept })]);
    return opened;
  } catch (failure) {
    db.connection.close();
    throw failure;
  }
}
