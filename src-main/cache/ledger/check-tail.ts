/** The look at the end of the log that every start takes; all of it is verified on demand. */
import { z } from 'zod';
import { NO_ENTRY } from '../../base/ledger/chain.ts';
import { parseEntry } from '../../base/ledger/entry-line.ts';
import { hexOf, sameBytes } from '../../base/ledger/hash.ts';
import { leafHash } from '../../base/ledger/merkle.ts';
import { all, type ReadableDb } from '../database.ts';
import { sql } from '../sql.ts';
import type { EntryPlace } from './writer.ts';
import type { LedgerState } from './state.ts';

/** About ten milliseconds of hashing. */
const LOOKED_AT = 2_000;

const rowSchema = z.object({ seq: z.int(), bytes: z.instanceof(Uint8Array).nullable(), leaf: z.instanceof(Uint8Array) });

/** The first entry near the end that is not as it was written, or that is missing; `null` when all is well. */
export function checkTail(db: ReadableDb, { chain }: LedgerState): EntryPlace | null {
  const { epoch, frontier, last } = chain;
  const from = Math.max(1, frontier.size - LOOKED_AT + 1);
  const rows = z
    .array(rowSchema)
    .parse(all(db, sql`SELECT seq, bytes, leaf FROM entry WHERE epoch = ${epoch} AND seq >= ${from} ORDER BY seq`));
  let expected = from;
  let before: string | null = from === 1 ? NO_ENTRY : null;
  for (const { seq, bytes, leaf } of rows) {
    if (seq !== expected) return { epoch, seq: expected };
    const entry = bytes === null ? null : parseEntry(bytes);
    const whole = bytes === null || (entry?.seq === seq && sameBytes(leafHash(bytes), leaf));
    if (!whole || (entry !== null && before !== null && entry.prev !== before)) return { epoch, seq };
    before = hexOf(leaf);
    expected += 1;
  }
  if (expected !== frontier.size + 1) return { epoch, seq: expected };
  return last === null || before === hexOf(last) ? null : { epoch, seq: frontier.size };
}
