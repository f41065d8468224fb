/** Reads what people had before them out of the ledger. */
import { z } from 'zod';
import { SIGHTINGS_SHOWN, type Sighting } from '../../../src-contract/model/audit-log.ts';
import { parseWatchEntry, Sightings, sightingsWithin, watchActions } from '../../base/ledger/sightings.ts';
import { get, type ReadableDb } from '../database.ts';
import { sql } from '../sql.ts';

export interface SeenQuestion {
  /** `null`: anybody. */
  readonly userId: string | null;
  readonly fromMs: number;
  readonly toMs: number;
  /** Of the program that asks: what it left open goes on. */
  readonly bootId: string;
}

const rowSchema = z.object({ at_ms: z.int(), action: z.string(), bytes: z.instanceof(Uint8Array).nullable() });
const startSchema = z.object({ row: z.int().nullable() });
const watched = new Set(watchActions);

/** The newest of them where there are more than a person reads. */
export function whatWasSeen(
  db: ReadableDb,
  question: SeenQuestion,
): { readonly sightings: readonly Sighting[]; readonly truncated: boolean } {
  const found = sightingsWithin(readSightings(db, question), question);
  return { sightings: found.slice(-SIGHTINGS_SHOWN), truncated: found.length > SIGHTINGS_SHOWN };
}

/** From the start of the program that ran when the span began: what was open then was opened since. */
function readSightings(db: ReadableDb, { fromMs, toMs, bootId }: SeenQuestion): Sighting[] {
  const from = Math.floor(fromMs);
  const { row } = startSchema.parse(
    get(db, sql`SELECT max(rowid) AS row FROM entry WHERE action = 'app.start' AND at_ms BETWEEN 1 AND ${from}`),
  );
  const sightings = new Sightings();
  let lastMs = from;
  let lastBoot: string | null = null;
  const rows = db.connection
    .prepare('SELECT at_ms, action, bytes FROM entry WHERE rowid >= ? AND at_ms > 0 ORDER BY rowid')
    .iterate(row ?? 0);
  for (const raw of rows) {
    const { at_ms: atMs, action, bytes } = rowSchema.parse(raw);
    const after = atMs > toMs;
    if (after && !sightings.anyOpen) break;
    const entry = bytes === null || !watched.has(action) ? null : parseWatchEntry(bytes);
    // What begins after the span is not asked for; what ends after it is.
    if (entry !== null && !(after && action.endsWith('.start') && action !== 'app.start')) sightings.take(entry, lastMs);
    lastBoot = entry?.bootId ?? lastBoot;
    lastMs = atMs;
  }
  return sightings.result(lastMs, lastBoot === bootId);
}
