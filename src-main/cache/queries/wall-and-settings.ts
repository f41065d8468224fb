import { z } from 'zod';
import { screenNumberSchema, type ScreenNumber } from '../../../src-contract/model/screen.ts';
import { readStoredWall, type Wall } from '../../../src-contract/model/wall.ts';
import { all, run, type ReadableDb, type WritableDb } from '../database.ts';
import { parseJson } from '../json.ts';
import { sql } from '../sql.ts';

/** The wall of one screen. */
export interface ScreenWall {
  readonly screen: ScreenNumber;
  readonly wall: Wall;
}

const wallRowSchema = z.object({ screen: screenNumberSchema, content: z.string() });

/** The stored walls; one that no longer fits the model is left out. */
export function readWalls(db: ReadableDb): readonly ScreenWall[] {
  return all(db, sql`SELECT screen, content FROM walls ORDER BY screen`).flatMap((stored) => {
    const row = wallRowSchema.safeParse(stored);
    if (!row.success) return [];
    const wall = readStoredWall(parseJson(row.data.content));
    return wall === null ? [] : [{ screen: row.data.screen, wall }];
  });
}

export function storeWall(db: WritableDb, { screen, wall }: ScreenWall): void {
  run(
    db,
    sql`INSERT INTO walls (screen, content) VALUES (${screen}, ${JSON.stringify(wall)})
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
