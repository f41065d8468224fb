import { z } from 'zod';
import { readStoredWall, type Wall } from '../../../src-contract/model/wall.ts';
import { all, get, run, type ReadableDb, type WritableDb } from '../database.ts';
import { parseJson } from '../json.ts';
import { sql } from '../sql.ts';

const wallRowSchema = z.object({ content: z.string() });
/** The one screen there is a wall of. */
const SCREEN = 1;

/** The stored wall, `null` when there is none or it no longer fits the model. */
export function readWall(db: ReadableDb): Wall | null {
  const row = wallRowSchema.safeParse(get(db, sql`SELECT content FROM walls WHERE screen = ${SCREEN}`));
  return row.success ? readStoredWall(parseJson(row.data.content)) : null;
}

export function storeWall(db: WritableDb, wall: Wall): void {
  run(
    db,
    sql`INSERT INTO walls (screen, content) VALUES (${SCREEN}, ${JSON.stringify(wall)})
        ON CONFLICT (screen) DO UPDATE SET content = excluded.content`,
  );
}

const settingRowSchema = z.object({ name: z.string(), value: z.string() });

/** Stored settings by field; the settings service judges each value by itself. */
export function readSettings(db: ReadableDb): Readonly<Record<string, unknown>> {
  const rows = z.array(settingRowSchema).parse(all(db, sql`SELECT name, value FROM settings`));
  return Object.fromEntries(rows.map((row) => [row.name, parseJson(row.value)]));
}

export function storeSettings(db: WritableDb, values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) {
    const json = JSON.stringify(value);
    run(db, sql`INSERT INTO settings (name, value) VALUES (${name}, ${json}) ON CONFLICT (name) DO UPDATE SET value = excluded.value`);
  }
}
