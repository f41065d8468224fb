/** The one row that says how the log goes on; written in the transaction of every entry. */
import { z } from 'zod';
import { asSha256, SHA256_BYTES } from '../../base/ledger/hash.ts';
import type { Chain } from '../../base/ledger/chain.ts';
import { peakCount } from '../../base/ledger/merkle.ts';
import type { SealingKey } from '../../base/ledger/sealing-key.ts';
import { get, run, type ReadableDb, type WritableDb } from '../database.ts';
import { sql } from '../sql.ts';
import { CorruptDatabaseError } from '../storage-error.ts';
import { protectKey, unprotectKey } from './sealed-key.ts';

/** How far the province has the log. */
export interface Acknowledged {
  readonly epoch: number;
  readonly seq: number;
}

export interface LedgerState {
  readonly chain: Chain;
  /** Entries of this epoch that a checkpoint covers. */
  readonly checkpointSize: number;
  readonly key: SealingKey;
  readonly acked: Acknowledged;
}

const bytes = z.instanceof(Uint8Array);
const rowSchema = z.object({
  log_id: z.string(),
  epoch: z.int(),
  size: z.int(),
  peaks: bytes,
  last: bytes.nullable(),
  checkpoint_size: z.int(),
  key_step: z.int(),
  sealed_key: bytes,
  acked_epoch: z.int(),
  acked_seq: z.int(),
  clean: z.int(),
});

export interface StoredState {
  readonly state: LedgerState;
  /** Whether the program that had the file closed it. */
  readonly clean: boolean;
}

/** `null` for a new file. Throws `CorruptDatabaseError` for a row that cannot be, or a key that is not ours. */
export function readState(db: ReadableDb, stateKey: Uint8Array): StoredState | null {
  const raw = get(db, sql`SELECT * FROM log_state WHERE one = 1`);
  if (raw === undefined) return null;
  const row = rowSchema.parse(raw);
  const key = unprotectKey(row.sealed_key, row.key_step, stateKey);
  if (key === null) throw new CorruptDatabaseError('the sealing key does not open');
  const peaks = splitPeaks(row.peaks);
  const last = row.last === null ? null : asSha256(row.last);
  if (peaks?.length !== peakCount(row.size) || (last === null) !== (row.size === 0))
    throw new CorruptDatabaseError('the state of the log does not fit');
  return {
    clean: row.clean === 1,
    state: {
      chain: { logId: row.log_id, epoch: row.epoch, frontier: { size: row.size, peaks }, last },
      checkpointSize: row.checkpoint_size,
      key,
      acked: { epoch: row.acked_epoch, seq: row.acked_seq },
    },
  };
}

function splitPeaks(joined: Uint8Array) {
  const peaks = Array.from({ length: Math.ceil(joined.byteLength / SHA256_BYTES) }, (_, index) =>
    asSha256(joined.slice(index * SHA256_BYTES, (index + 1) * SHA256_BYTES)),
  );
  const whole = peaks.filter((peak) => peak !== null);
  return whole.length === peaks.length ? whole : null;
}

export function writeState(db: WritableDb, { chain, checkpointSize, key, acked }: LedgerState, stateKey: Uint8Array): void {
  const { frontier, last } = chain;
  run(
    db,
    sql`INSERT OR REPLACE INTO log_state
        (one, log_id, epoch, size, peaks, last, checkpoint_size, key_step, sealed_key, acked_epoch, acked_seq, clean)
        VALUES (1, ${chain.logId}, ${chain.epoch}, ${frontier.size}, ${Buffer.concat(frontier.peaks)}, ${last}, ${checkpointSize},
                ${key.step}, ${protectKey(key, stateKey)}, ${acked.epoch}, ${acked.seq}, 0)`,
  );
}

export function markClean(db: WritableDb, clean: boolean): void {
  run(db, sql`UPDATE log_state SET clean = ${clean ? 1 : 0} WHERE one = 1`);
}
