import { z } from 'zod';
import { all, run, type ReadableDb, type WritableDb } from '../database.ts';
import { parseJson } from '../json.ts';
import { sql } from '../sql.ts';

const rowSchema = z.object({ name: z.string(), value: z.string() });

/** Everything remembered, by name; `undefined` for a value that is no JSON any more. */
export function listRemembered(db: ReadableDb): Readonly<Record<string, unknown>> {
  const rows = z.array(rowSchema).parse(all(db, sql`SELECT name, value FROM remembered`));
  return Object.fromEntries(rows.map((row) => [row.name, parseJson(row.value)]));
}

export function storeRemembered(db: WritableDb, args: { readonly name: string; readonly value: unknown }): void {
  run(
    db,
    sql`INSERT INTO remembered (name, value) VALUES (${args.name}, ${JSON.stringify(args.value)})
        ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  );
}
