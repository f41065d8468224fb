/**
 * Answers to questions about the ledger, each held as the places of its entries: a million of them are 8 MB, a page of
 * any of them is found at once, and entries written meanwhile move nothing under a reader's eyes.
 */
import { z } from 'zod';
import { VmsError } from '../../../src-contract/errors.ts';
import type { AuditCell, AuditDetail, AuditFilter, Share } from '../../../src-contract/model/audit-log.ts';
import { READING_MOST, SHARES_MOST, shareSchema } from '../../../src-contract/model/audit-log.ts';
import { parseEntry } from '../../base/ledger/entry-line.ts';
import { hexOf, sameBytes } from '../../base/ledger/hash.ts';
import { leafHash } from '../../base/ledger/merkle.ts';
import { all, get, type ReadableDb } from '../database.ts';
import { sql, type Sql } from '../sql.ts';
import { entrySays, wordsOf } from './entry-text.ts';
import { MODE_OF_ENTRY } from './schema.ts';

/** Oldest first, as row numbers: entries are only ever added, so theirs is the order of the log. */
type Rows = Float64Array;

const HELD = 4;

export interface Found {
  readonly readingId: string;
  readonly total: number;
  readonly more: number;
  readonly shares: readonly Share[];
}

export class Readings {
  readonly #db: ReadableDb;
  readonly #held = new Map<string, Rows>();
  #last = 0;

  constructor(db: ReadableDb) {
    this.#db = db;
  }

  find(filter: AuditFilter): Found {
    const found = rowsMatching(this.#db, filter);
    const rows = found.length > READING_MOST ? found.slice(found.length - READING_MOST) : found;
    this.#last += 1;
    const readingId = `r${this.#last}`;
    this.#held.set(readingId, rows);
    for (const oldest of [...this.#held.keys()].slice(0, -HELD)) this.#held.delete(oldest);
    const shares = filter.mode === 'offline' ? sharesOf(this.#db, rows) : [];
    return { readingId, total: rows.length, more: found.length - rows.length, shares };
  }

  /** Newest first from position `from`. Throws `not-found` for a reading that is not held any more. */
  page(readingId: string, from: number, count: number): AuditCell[] {
    const rows = this.#rows(readingId);
    const end = Math.max(0, rows.length - from);
    return readRows(this.#db, rows.subarray(Math.max(0, end - count), end)).reverse();
  }

  entry(readingId: string, at: number): AuditDetail {
    const rows = this.#rows(readingId);
    const row = rows[rows.length - 1 - at];
    const found = row === undefined ? undefined : get(this.#db, sql`SELECT epoch, seq, bytes, leaf FROM entry WHERE rowid = ${row}`);
    if (found === undefined) throw new VmsError('not-found', 'audit-entry-gone');
    return detailOf(this.#db, fullRowSchema.parse(found));
  }

  #rows(readingId: string): Rows {
    const rows = this.#held.get(readingId);
    if (rows === undefined) throw new VmsError('not-found', 'audit-reading-over');
    return rows;
  }
}

/** Row numbers of what the filter lets through, oldest first. */
export function rowsMatching(db: ReadableDb, filter: AuditFilter): Rows {
  const words = wordsOf(filter.text);
  const where = conditionOf(filter);
  if (words.length === 0) {
    const query = db.connection.prepare(`SELECT rowid FROM entry WHERE ${where.text}`).pluck();
    return Float64Array.from(z.array(z.number()).parse(query.all(...where.values))).sort();
  }
  const rows: number[] = [];
  const query = db.connection.prepare(`SELECT rowid AS row, bytes FROM entry WHERE ${where.text}`);
  for (const raw of query.iterate(...where.values)) {
    const { row, bytes } = withBytes.parse(raw);
    if (bytes !== null && entrySays(bytes, words)) rows.push(row);
  }
  return Float64Array.from(rows).sort();
}

const withBytes = z.object({ row: z.number(), bytes: z.instanceof(Uint8Array).nullable() });

/**
 * Pruned entries have no time any more and match nothing. A group of actions is the range of texts that begin with its name.
 *
 * What is said with a plus may not be looked up in an index: it leaves in most of a log, and something else leaves in less.
 */
function conditionOf({ fromMs, toMs, userId, action, objectId, outcome, mode }: AuditFilter): Sql {
  const narrow = userId !== null || action !== null || objectId !== null;
  const byMode = !narrow && (mode === 'offline' || outcome === null);
  const byOutcome = !narrow && !(mode !== null && byMode);
  const parts = [
    sql`at_ms BETWEEN ${Math.max(1, Math.floor(fromMs ?? 1))} AND ${Math.ceil(toMs ?? Number.MAX_SAFE_INTEGER)}`,
    ...(userId === null ? [] : [sql`user_id = ${userId}`]),
    ...(action === null ? [] : [action.endsWith('.') ? sql`action BETWEEN ${action} AND ${`${action}~`}` : sql`action = ${action}`]),
    ...(objectId === null ? [] : [sql`object_id = ${objectId}`]),
    ...(outcome === null ? [] : [byOutcome ? sql`outcome = ${outcome}` : sql`+outcome = ${outcome}`]),
    ...(mode === null ? [] : [{ text: byMode ? `${MODE_OF_ENTRY} = ?` : `+(${MODE_OF_ENTRY}) = ?`, values: [mode] }]),
  ];
  return { text: parts.map(({ text }) => text).join(' AND '), values: parts.flatMap(({ values }) => values) };
}

function sharesOf(db: ReadableDb, rows: Rows): readonly Share[] {
  const found = all(
    db,
    sql`SELECT user_id AS userId, count(*) AS entries FROM entry WHERE rowid IN (SELECT value FROM json_each(${JSON.stringify([...rows])}))
        GROUP BY user_id ORDER BY entries DESC, user_id LIMIT ${SHARES_MOST}`,
  );
  return z.array(shareSchema).parse(found);
}

const rowSchema = z.object({ epoch: z.int(), seq: z.int(), bytes: z.instanceof(Uint8Array).nullable() });
const fullRowSchema = rowSchema.extend({ leaf: z.instanceof(Uint8Array) });

function readRows(db: ReadableDb, rows: Rows): AuditCell[] {
  const wanted = JSON.stringify([...rows]);
  const found = all(db, sql`SELECT epoch, seq, bytes FROM entry WHERE rowid IN (SELECT value FROM json_each(${wanted})) ORDER BY rowid`);
  return z.array(rowSchema).parse(found).map(cellOf);
}

function cellOf({ epoch, seq, bytes }: z.infer<typeof rowSchema>): AuditCell {
  const entry = bytes === null ? null : parseEntry(bytes);
  if (entry === null) return { epoch, seq, unreadable: true };
  const { actor, action, phase, object, area, purpose, caseNumber, outcome, reason, params } = entry;
  const said = { actor, action, phase, object, area, purpose, caseNumber, outcome, reason, params };
  return { epoch, seq, atMs: Date.parse(entry.utc), ...said };
}

const coverSchema = z.object({ size: z.int().nullable(), witnessed: z.int().nullable() });

function detailOf(db: ReadableDb, { epoch, seq, bytes, leaf }: z.infer<typeof fullRowSchema>): AuditDetail {
  const cover = coverSchema.parse(
    get(
      db,
      sql`SELECT (SELECT min(size) FROM checkpoint WHERE epoch = ${epoch} AND size >= ${seq}) AS size,
                 (SELECT min(witnessed_ms) FROM checkpoint WHERE epoch = ${epoch} AND size >= ${seq}) AS witnessed`,
    ),
  );
  return {
    epoch,
    seq,
    text: bytes === null ? '' : Buffer.from(bytes).toString('utf8'),
    hash: hexOf(leaf),
    whole: bytes === null || sameBytes(leafHash(bytes), leaf),
    signedBy: cover.size,
    witnessedMs: cover.witnessed,
  };
}
