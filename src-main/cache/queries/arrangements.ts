/** Layouts, scenarios and tours people keep on this workstation. */
import { z } from 'zod';
import { layoutDraftSchema, scenarioDraftSchema, tourDraftSchema } from '../../../src-contract/model/arrangement.ts';
import { all, run, type WritableDb } from '../database.ts';
import { parseJson } from '../json.ts';
import { sql } from '../sql.ts';

/** Of the content this program writes and reads. */
const VERSION = 1;

const contentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('layout'), layout: layoutDraftSchema }).readonly(),
  z.object({ kind: z.literal('scenario'), scenario: scenarioDraftSchema }).readonly(),
  z.object({ kind: z.literal('tour'), tour: tourDraftSchema }).readonly(),
]);
export type KeptContent = z.infer<typeof contentSchema>;

export interface KeptArrangement {
  readonly id: string;
  /** Of the person; `''` on a workstation without a province. */
  readonly owner: string;
  readonly content: KeptContent;
}

export interface TakenArrangements {
  readonly kept: readonly KeptArrangement[];
  /** How many no longer fit their schema and were set aside by this very reading. */
  readonly setAside: number;
  /** How many a newer version of the program wrote; they stay where they are. */
  readonly newer: number;
}

const rowSchema = z.object({ id: z.string(), owner: z.string(), version: z.number(), content: z.string() });

/** Everything that can be used. What cannot is moved out of the way, so that it stops nothing and is not lost. */
export function takeArrangements(db: WritableDb): TakenArrangements {
  const rows = z.array(rowSchema).parse(all(db, sql`SELECT id, owner, version, content FROM arrangement ORDER BY id`));
  const own = rows.filter(({ version }) => version <= VERSION);
  const judged = own.map(({ id, owner, content }) => ({ id, owner, content: contentSchema.safeParse(parseJson(content)) }));
  const damaged = judged.filter(({ content }) => !content.success);
  for (const { id } of damaged) {
    run(db, sql`INSERT OR REPLACE INTO arrangement_set_aside SELECT * FROM arrangement WHERE id = ${id}`);
    run(db, sql`DELETE FROM arrangement WHERE id = ${id}`);
  }
  const kept = judged.flatMap(({ id, owner, content }) => (content.success ? [{ id, owner, content: content.data }] : []));
  return { kept, setAside: damaged.length, newer: rows.length - own.length };
}

export function storeArrangement(db: WritableDb, { id, owner, content, nowMs }: KeptArrangement & { readonly nowMs: number }): void {
  run(
    db,
    sql`INSERT INTO arrangement (id, owner, kind, version, content, changed_ms)
        VALUES (${id}, ${owner}, ${content.kind}, ${VERSION}, ${JSON.stringify(content)}, ${nowMs})
        ON CONFLICT (id) DO UPDATE SET content = excluded.content, version = excluded.version, changed_ms = excluded.changed_ms`,
  );
}

export function removeArrangement(db: WritableDb, id: string): void {
  run(db, sql`DELETE FROM arrangement WHERE id = ${id}`);
}
