import { z } from 'zod';
import { outageSchema, outageTotalSchema, type Outage, type OutageEnd, type OutageTotal } from '../../../src-contract/model/outage.ts';
import { all, run, type ReadableDb, type WritableDb } from '../database.ts';
import { sql } from '../sql.ts';

export interface OutageSpan {
  readonly fromMs: number;
  readonly toMs: number;
  /** `null` = of every camera. */
  readonly cameraId: string | null;
}

export interface OutageList {
  readonly outages: readonly Outage[];
  readonly truncated: boolean;
  readonly totals: readonly OutageTotal[];
}

/** What touches the span, newest first; totals are cut to it. `nowMs` ends what still goes on. */
export function listOutages(db: ReadableDb, span: OutageSpan & { readonly nowMs: number; readonly limit: number }): OutageList {
  const { fromMs, toMs, cameraId, nowMs, limit } = span;
  const rows = all(
    db,
    sql`SELECT id, camera_id AS cameraId, camera_number AS cameraNumber, camera_name AS cameraName, screen, cell, from_ms AS fromMs,
               to_ms AS toMs, state, reason, ended
        FROM outages
        WHERE from_ms < ${toMs} AND coalesce(to_ms, ${nowMs}) >= ${fromMs} AND camera_id = coalesce(${cameraId}, camera_id)
        ORDER BY from_ms DESC, id LIMIT ${limit + 1}`,
  );
  const totals = all(
    db,
    sql`SELECT camera_id AS cameraId, max(camera_number) AS cameraNumber, max(camera_name) AS cameraName, count(*) AS count,
               sum(max(0, min(coalesce(to_ms, ${nowMs}), ${toMs}) - max(from_ms, ${fromMs}))) AS lostMs
        FROM outages
        WHERE from_ms < ${toMs} AND coalesce(to_ms, ${nowMs}) >= ${fromMs} AND camera_id = coalesce(${cameraId}, camera_id)
        GROUP BY camera_id ORDER BY lostMs DESC, cameraNumber`,
  );
  // A row that no longer fits the model was written by another program or version: it is left out, not the whole log.
  const readable = rows.flatMap((row) => {
    const parsed = outageSchema.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
  return { outages: readable.slice(0, limit), truncated: rows.length > limit, totals: z.array(outageTotalSchema).parse(totals) };
}

/** Adds an interval, or makes it what it is now. */
export function storeOutage(db: WritableDb, outage: Outage & { readonly seenMs: number }): void {
  run(
    db,
    sql`INSERT INTO outages (id, camera_id, camera_number, camera_name, screen, cell, from_ms, to_ms, seen_ms, state, reason, ended)
        VALUES (${outage.id}, ${outage.cameraId}, ${outage.cameraNumber}, ${outage.cameraName}, ${outage.screen}, ${outage.cell},
                ${outage.fromMs}, ${outage.toMs}, ${outage.seenMs}, ${outage.state}, ${outage.reason}, ${outage.ended})
        ON CONFLICT (id) DO UPDATE SET to_ms = excluded.to_ms, seen_ms = excluded.seen_ms, state = excluded.state,
          reason = excluded.reason, ended = excluded.ended`,
  );
}

/** A sign of life: everything that goes on went on at least until now. */
export function touchOutages(db: WritableDb, args: { readonly seenMs: number }): void {
  run(db, sql`UPDATE outages SET seen_ms = ${args.seenMs} WHERE to_ms IS NULL`);
}

/** Ends what an earlier run left open, at its last sign of life. */
export function closeLeftOutages(db: WritableDb): void {
  const ended: OutageEnd = 'program-ended';
  run(db, sql`UPDATE outages SET to_ms = max(from_ms, seen_ms), ended = ${ended} WHERE to_ms IS NULL`);
}

/** Forgets the oldest beyond `keep`. */
export function pruneOutages(db: WritableDb, args: { readonly keep: number }): void {
  run(db, sql`DELETE FROM outages WHERE id IN (SELECT id FROM outages ORDER BY from_ms DESC, id LIMIT -1 OFFSET ${args.keep})`);
}
