/** What the province does not have, and what it says it has. The outbox is the log itself: everything after the last acknowledged entry. */
import { z } from 'zod';
import type { EntryHead } from '../../../src-contract/province/schemas.ts';
import { hexOf } from '../../base/ledger/hash.ts';
import { all, get, type ReadableDb } from '../database.ts';
import { sql } from '../sql.ts';
import type { Acknowledged, LedgerState } from './state.ts';

export interface UnsentEntry {
  readonly epoch: number;
  readonly seq: number;
  readonly bytes: Uint8Array;
}

const rowSchema = z.object({ epoch: z.int(), seq: z.int(), bytes: z.instanceof(Uint8Array).nullable() });

/** The oldest entries the province does not have, of one epoch, in order; as many as fit the bounds, but at least one. */
export function unsentEntries(db: ReadableDb, { epoch, seq }: Acknowledged, most: number, mostBytes: number): UnsentEntry[] {
  const rows = z
    .array(rowSchema)
    .parse(all(db, sql`SELECT epoch, seq, bytes FROM entry WHERE (epoch, seq) > (${epoch}, ${seq}) ORDER BY epoch, seq LIMIT ${most}`));
  const batch: UnsentEntry[] = [];
  let size = 0;
  for (const row of rows) {
    if (row.bytes === null) break;
    size += row.bytes.byteLength + 1;
    if (row.epoch !== (batch[0]?.epoch ?? row.epoch) || (batch.length > 0 && size > mostBytes)) break;
    batch.push({ epoch: row.epoch, seq: row.seq, bytes: row.bytes });
  }
  return batch;
}

const countSchema = z.object({ count: z.int() });

export function countUnsent(db: ReadableDb, { epoch, seq }: Acknowledged): number {
  return countSchema.parse(get(db, sql`SELECT count(*) AS count FROM entry WHERE (epoch, seq) > (${epoch}, ${seq})`)).count;
}

/** How the province's head lies to this log. */
export type HeadPlace =
  /** It is one of ours: everything up to it has arrived. */
  | { readonly kind: 'ours' }
  /** It has nothing, or what it has was acknowledged long ago: it lost some. */
  | { readonly kind: 'behind' }
  /** It is further than this log ever was: an older state of this machine was put back, or its end was lost. */
  | { readonly kind: 'ahead' }
  /** At its place stands another entry: two machines, or a rewritten past. */
  | { readonly kind: 'other' };

const leafSchema = z.object({ leaf: z.instanceof(Uint8Array) });

export function placeOfHead(db: ReadableDb, { chain, acked }: LedgerState, head: EntryHead | null): HeadPlace {
  if (head === null || head.seq === 0) return { kind: acked.seq === 0 ? 'ours' : 'behind' };
  const found = get(db, sql`SELECT leaf FROM entry WHERE epoch = ${head.epoch} AND seq = ${head.seq}`);
  if (found === undefined) return { kind: head.epoch >= chain.epoch ? 'ahead' : 'other' };
  if (hexOf(leafSchema.parse(found).leaf) !== head.hash) return { kind: 'other' };
  const isBehind = head.epoch < acked.epoch || (head.epoch === acked.epoch && head.seq < acked.seq);
  return { kind: isBehind ? 'behind' : 'ours' };
}

export interface OwnHead {
  readonly epoch: number;
  readonly size: number;
  readonly note: string;
}

const headSchema = z.object({ epoch: z.int(), size: z.int(), note: z.string(), witnessed_ms: z.int().nullable() });

/** The newest head of the epoch in force that the province can check and has not witnessed; `null` when there is none. */
export const headToWitness = (db: ReadableDb, { chain, acked }: LedgerState): OwnHead | null =>
  unwitnessedHead(db, { epoch: chain.epoch, seq: acked.epoch === chain.epoch ? acked.seq : 0 });

/** The newest head of an epoch over no entry after `through`; `null` when there is none, or it is witnessed. */
export function unwitnessedHead(db: ReadableDb, { epoch, seq }: Acknowledged): OwnHead | null {
  const found = get(
    db,
    sql`SELECT epoch, size, note, witnessed_ms FROM checkpoint WHERE epoch = ${epoch} AND size <= ${seq} ORDER BY size DESC LIMIT 1`,
  );
  if (found === undefined) return null;
  const { witnessed_ms: witnessedMs, ...head } = headSchema.parse(found);
  return witnessedMs === null ? head : null;
}
