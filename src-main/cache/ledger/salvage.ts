/** Carries entries whose hashes verify from a broken ledger into a new one, as far as the broken file can be read. */
import { z } from 'zod';
import { NO_ENTRY } from '../../base/ledger/chain.ts';
import { parseEntry } from '../../base/ledger/entry-line.ts';
import { hexOf, sameBytes } from '../../base/ledger/hash.ts';
import { leafHash } from '../../base/ledger/merkle.ts';
import { inTransaction, openConnection, run, type WritableDb } from '../database.ts';
import { sql } from '../sql.ts';
import type { SealingKey } from '../../base/ledger/sealing-key.ts';
import { unprotectKey } from './sealed-key.ts';
import type { Acknowledged } from './state.ts';
import type { LedgerKeys } from './writer.ts';

export interface Salvaged {
  readonly kept: number;
  /** The newest epoch there was, 0 when nothing could be read. */
  readonly lastEpoch: number;
  readonly lastSeq: number;
  readonly lastHash: string;
  readonly acked: Acknowledged;
  readonly key: SealingKey | null;
}

const rowSchema = z.object({
  epoch: z.int().min(1),
  seq: z.int().min(1),
  bytes: z.instanceof(Uint8Array).nullable(),
  leaf: z.instanceof(Uint8Array),
  at_ms: z.int(),
  action: z.string(),
  user_id: z.string(),
  object_id: z.string().nullable(),
  outcome: z.string().default(''), // a file of the first version has none
});
const noteSchema = z.object({
  epoch: z.int(),
  size: z.int(),
  note: z.string(),
  at_ms: z.int().default(0),
  witnessed_ms: z.int().nullable().default(null),
});
const stateSchema = z.object({ acked_epoch: z.int(), acked_seq: z.int(), key_step: z.int(), sealed_key: z.instanceof(Uint8Array) });

export function salvage(file: string, into: WritableDb, { logId, stateKey }: LedgerKeys): Salvaged {
  const nothing: Salvaged = { kept: 0, lastEpoch: 0, lastSeq: 0, lastHash: NO_ENTRY, acked: { epoch: 0, seq: 0 }, key: null };
  const saved = { ...nothing };
  reading(file, (from) => {
    inTransaction(into, () => {
      untilBroken(from.connection.prepare('SELECT * FROM entry ORDER BY epoch, seq').iterate(), (raw) => {
        const row = rowSchema.safeParse(raw);
        if (!row.success || !isWhole(row.data, logId)) return;
        const { epoch, seq, leaf } = row.data;
        run(
          into,
          sql`INSERT INTO entry (epoch, seq, bytes, leaf, at_ms, action, user_id, object_id, outcome)
              VALUES (${epoch}, ${seq}, ${row.data.bytes}, ${leaf}, ${row.data.at_ms}, ${row.data.action}, ${row.data.user_id}, ${row.data.object_id}, ${row.data.outcome})`,
        );
        Object.assign(saved, { kept: saved.kept + 1, lastEpoch: epoch, lastSeq: seq, lastHash: hexOf(leaf) });
      });
    });
  });
  reading(file, (from) => {
    untilBroken(from.connection.prepare('SELECT * FROM checkpoint ORDER BY epoch, size').iterate(), (raw) => {
      const note = noteSchema.safeParse(raw);
      if (note.success)
        run(
          into,
          sql`INSERT OR IGNORE INTO checkpoint (epoch, size, note, at_ms, witnessed_ms)
              VALUES (${note.data.epoch}, ${note.data.size}, ${note.data.note}, ${note.data.at_ms}, ${note.data.witnessed_ms})`,
        );
    });
    const state = stateSchema.safeParse(from.connection.prepare('SELECT * FROM log_state').get()).data;
    if (state === undefined) return;
    saved.acked = { epoch: state.acked_epoch, seq: state.acked_seq };
    saved.key = unprotectKey(state.sealed_key, state.key_step, stateKey);
  });
  return saved;
}

function isWhole(row: z.infer<typeof rowSchema>, logId: string): boolean {
  if (row.bytes === null) return true;
  const entry = parseEntry(row.bytes);
  return entry?.logId === logId && entry.epoch === row.epoch && entry.seq === row.seq && sameBytes(leafHash(row.bytes), row.leaf);
}

/** What cannot be read is lost already; it must not stop the rest. */
function reading(file: string, read: (from: ReturnType<typeof openConnection>) => void): void {
  try {
    const from = openConnection(file, { readonly: true });
    try {
      read(from);
    } finally {
      from.connection.close();
    }
  } catch {
    return;
  }
}

function untilBroken(rows: IterableIterator<unknown>, take: (row: unknown) => void): void {
  try {
    for (const row of rows) take(row);
  } catch {
    return; // a broken page: what was read before it is kept
  }
}
