/** What each person keeps at hand to find cameras by: favourites, tags, recent cameras, and how they look at the list. */
import { z } from 'zod';
import { all, run, type ReadableDb, type WritableDb } from '../database.ts';
import { parseJson } from '../json.ts';
import { sql } from '../sql.ts';

export interface CameraMark {
  readonly person: string;
  /** `''`: a favourite. */
  readonly tag: string;
  readonly cameraId: string;
}
export interface StoredFinding {
  /** By tag, then by when they were marked. */
  readonly marks: readonly CameraMark[];
  /** The last one first. */
  readonly recent: readonly { readonly person: string; readonly cameraId: string }[];
  /** Whoever reads it judges it; `undefined` for what is no JSON any more. */
  readonly looks: readonly { readonly person: string; readonly look: unknown }[];
}

const marks = z.array(z.object({ person: z.string(), tag: z.string(), camera_id: z.string() }));
const used = z.array(z.object({ person: z.string(), camera_id: z.string() }));
const looks = z.array(z.object({ person: z.string(), look: z.string() }));

export function listFinding(db: ReadableDb): StoredFinding {
  return {
    marks: marks
      .parse(all(db, sql`SELECT person, tag, camera_id FROM camera_mark ORDER BY person, tag, marked_ms, camera_id`))
      .map(({ person, tag, camera_id: cameraId }) => ({ person, tag, cameraId })),
    recent: used
      .parse(all(db, sql`SELECT person, camera_id FROM recent_camera ORDER BY person, place`))
      .map(({ person, camera_id: cameraId }) => ({ person, cameraId })),
    looks: looks.parse(all(db, sql`SELECT person, look FROM finding_look`)).map(({ person, look }) => ({ person, look: parseJson(look) })),
  };
}

export interface Marking {
  readonly person: string;
  readonly tag: string;
  readonly cameraIds: readonly string[];
  readonly marked: boolean;
  readonly atMs: number;
}

export function storeMarks(db: WritableDb, { person, tag, cameraIds, marked, atMs }: Marking): void {
  for (const cameraId of cameraIds) {
    if (marked)
      run(
        db,
        sql`INSERT INTO camera_mark (person, tag, camera_id, marked_ms) VALUES (${person}, ${tag}, ${cameraId}, ${atMs})
            ON CONFLICT (person, tag, camera_id) DO NOTHING`,
      );
    else run(db, sql`DELETE FROM camera_mark WHERE person = ${person} AND tag = ${tag} AND camera_id = ${cameraId}`);
  }
}

/** These are all there are of the person, the last used first. */
export function storeRecent(
  db: WritableDb,
  args: { readonly person: string; readonly cameraIds: readonly string[]; readonly atMs: number },
): void {
  run(db, sql`DELETE FROM recent_camera WHERE person = ${args.person}`);
  for (const [place, cameraId] of args.cameraIds.entries())
    run(
      db,
      sql`INSERT INTO recent_camera (person, camera_id, used_ms, place) VALUES (${args.person}, ${cameraId}, ${args.atMs}, ${place})`,
    );
}

export function storeLook(db: WritableDb, args: { readonly person: string; readonly look: unknown }): void {
  run(
    db,
    sql`INSERT INTO finding_look (person, look) VALUES (${args.person}, ${JSON.stringify(args.look)})
        ON CONFLICT (person) DO UPDATE SET look = excluded.look`,
  );
}
