import { z } from 'zod';
import { wallSchema, type Wall } from '../../../src-contract/model/wall.ts';
import { all, get, run, type ReadableDb, type WritableDb } from '../database.ts';
import { parseJson } from '../json.ts';
import { sql } from '../sql.ts';

const wallRowSchema = z.object({ grid: z.unknown(), enlarged: z.unknown(), cells: z.string() });

/** The stored wall, `null` when there is none or it no longer fits the model. */
export function readWall(db: ReadableDb): Wall | null {
  const row = wallRowSchema.safeParse(get(db, sql`SELECT grid, enlarged, cells FROM wall WHERE id = 1`));
  if (!row.success) return null;
  const wall = wallSchema.safeParse({ ...row.data, cells: parseJson(row.data.cells) });
  return wall.success ? wall.data : null;
}

export function storeWall(db: WritableDb, wall: Wall): void {
  run(
    db,
    sql`INSERT INTO wall (id, grid, enlarged, cells) VALUES (1, ${wall.grid}, ${wall.enlarged}, ${JSON.stringify(wall.cells)})
        ON CONFLICT (id) DO UPDATE SET grid = excluded.grid, enlarged = excluded.enlarged, cells = excluded.cells`,
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
