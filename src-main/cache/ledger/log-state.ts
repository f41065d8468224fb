/** How the log stands, and whom and what its entries name. */
import { z } from 'zod';
import type { AuditLogState } from '../../../src-contract/model/audit-log.ts';
import { parseEntry } from '../../base/ledger/entry-line.ts';
import { all, get, type ReadableDb } from '../database.ts';
import { sql, type Sql } from '../sql.ts';

export interface Named {
  readonly id: string;
  readonly label: string;
}

export interface LogAbout {
  readonly state: AuditLogState;
  readonly people: readonly Named[];
  readonly objects: readonly Named[];
  readonly actions: readonly string[];
}

export const aboutLog = (db: ReadableDb): LogAbout => ({
  state: stateOf(db),
  people: distinct(db, 'user_id').map((id) => ({ id, label: labelOf(db, sql`user_id = ${id}`)?.actor.name ?? '' })),
  objects: distinct(db, 'object_id').map((id) => ({ id, label: labelOf(db, sql`object_id = ${id}`)?.object?.label ?? '' })),
  actions: distinct(db, 'action'),
});

/** More than a province has cameras; a hostile log must not fill a window's memory. */
const MOST_NAMES = 10_000;

/** Jumps from value to value along the index instead of reading every entry. */
function distinct(db: ReadableDb, column: 'user_id' | 'object_id' | 'action'): string[] {
  const values = db.connection
    .prepare(
      `WITH RECURSIVE known(value) AS (
         SELECT min(${column}) FROM entry WHERE ${column} > ''
         UNION ALL SELECT (SELECT min(${column}) FROM entry WHERE ${column} > known.value) FROM known WHERE known.value IS NOT NULL
       ) SELECT value FROM known WHERE value IS NOT NULL LIMIT ${MOST_NAMES}`,
    )
    .pluck()
    .all();
  return z.array(z.string()).parse(values);
}

/** Names change; the newest is what people know. */
function labelOf(db: ReadableDb, where: Sql) {
  const query = db.connection.prepare(`SELECT bytes FROM entry WHERE ${where.text} ORDER BY at_ms DESC LIMIT 1`).pluck();
  const bytes = z
    .instanceof(Uint8Array)
    .nullish()
    .parse(query.get(...where.values));
  return bytes == null ? null : parseEntry(bytes);
}

const rowSchema = z.object({ log_id: z.string(), epoch: z.int(), size: z.int(), acked_epoch: z.int(), acked_seq: z.int() });
const headSchema = z.object({ epoch: z.int(), size: z.int(), at_ms: z.int(), witnessed_ms: z.int().nullable() });
const countSchema = z.object({ count: z.int(), since: z.int().nullish() });

function stateOf(db: ReadableDb): AuditLogState {
  const row = rowSchema.parse(get(db, sql`SELECT log_id, epoch, size, acked_epoch, acked_seq FROM log_state`));
  const [head] = heads(db, sql`SELECT * FROM checkpoint WHERE epoch = ${row.epoch} ORDER BY size DESC LIMIT 1`);
  const [witnessed] = heads(db, sql`SELECT * FROM checkpoint WHERE witnessed_ms IS NOT NULL ORDER BY epoch DESC, size DESC LIMIT 1`);
  const { epoch, size } = witnessed ?? { epoch: 0, size: 0 };
  const unwitnessed = countOf(
    db,
    sql`SELECT count(*) AS count, min(at_ms) AS since FROM entry WHERE (epoch, seq) > (${epoch}, ${size}) AND at_ms > 0`,
  );
  return {
    logId: row.log_id,
    epoch: row.epoch,
    seq: row.size,
    entries: countOf(db, sql`SELECT count(*) AS count FROM entry`).count,
    head: head === undefined ? null : { size: head.size, atMs: head.at_ms === 0 ? null : head.at_ms },
    witnessed: witnessed?.witnessed_ms == null ? null : { epoch, size, atMs: witnessed.witnessed_ms },
    unwitnessed: { count: unwitnessed.count, sinceMs: unwitnessed.since ?? null },
    unsent: countOf(db, sql`SELECT count(*) AS count FROM entry WHERE (epoch, seq) > (${row.acked_epoch}, ${row.acked_seq})`).count,
    pruned: countOf(db, sql`SELECT count(*) AS count FROM entry WHERE at_ms = 0`).count,
  };
}

const heads = (db: ReadableDb, query: Sql) => z.array(headSchema).parse(all(db, query));
const countOf = (db: ReadableDb, query: Sql) => countSchema.parse(get(db, query));
