/** What is asked of the configuration. Documents are parsed again on the way out: the file lies on a disk others can write to. */
import { z } from 'zod';
import { documentSchemas } from '../../../src-contract/province/schemas.ts';
import type { ItemRefusal, KnownType } from '../../base/sync/judge-item.ts';
import { rootHashOf } from '../../base/sync/revision.ts';
import { all, get, run, type ReadableDb, type WritableDb } from '../database.ts';
import { sql } from '../sql.ts';

/** What a document of a type is. */
export type DocumentOf<T extends KnownType> = z.infer<(typeof documentSchemas)[T]>;

export interface HeldDocument<T extends KnownType> {
  readonly rev: string;
  readonly document: DocumentOf<T>;
}

const held = z.object({ rev: z.string(), document: z.string() });

/** Every used document of a type, by id. */
export function documentsOf<T extends KnownType>(db: ReadableDb, type: T): readonly HeldDocument<T>[] {
  return all(db, sql`SELECT rev, document FROM item WHERE type = ${type} AND document IS NOT NULL ORDER BY id`).map((row) =>
    read(type, row),
  );
}

/** Null: there is none, or it is refused. */
export function documentOf<T extends KnownType>(db: ReadableDb, type: T, id: string): HeldDocument<T> | null {
  const row = get(db, sql`SELECT rev, document FROM item WHERE type = ${type} AND id = ${id} AND document IS NOT NULL`);
  return row === undefined ? null : read(type, row);
}

function read<T extends KnownType>(type: T, row: unknown): HeldDocument<T> {
  const { rev, document } = held.parse(row);
  return { rev, document: documentSchemas[type].parse(JSON.parse(document)) as DocumentOf<T> }; // the schema of this type made it
}

export interface RefusedItem {
  readonly type: string;
  /** Null: the law keeps even its name off this screen. */
  readonly id: string | null;
  readonly rev: string;
  readonly reason: ItemRefusal;
}

const SHOWN: ReadonlySet<ItemRefusal> = new Set<ItemRefusal>(['unknown-type', 'unknown-shape', 'other-id']);
const refusedRow = z.object({
  type: z.string(),
  id: z.string(),
  rev: z.string(),
  reason: z.enum(['unknown-type', 'unknown-shape', 'other-id', 'state-secret', 'police-operational', 'no-consent']),
});

/** Items that count but are not used, for a person to see. */
export function refusedItems(db: ReadableDb): readonly RefusedItem[] {
  return all(db, sql`SELECT type, id, rev, refusal AS reason FROM item WHERE refusal IS NOT NULL ORDER BY type, id`).map((row) => {
    const found = refusedRow.parse(row);
    return SHOWN.has(found.reason) ? found : { ...found, id: null };
  });
}

export function countRefused(db: ReadableDb): number {
  return z.object({ count: z.number() }).parse(get(db, sql`SELECT count(*) AS count FROM item WHERE refusal IS NOT NULL`)).count;
}

/** Forgets the documents whose consent has ended by `atMs`, server time; returns their ids, whose tiles must close. */
export function dropEndedConsents(db: WritableDb, atMs: number): readonly string[] {
  const ended = z.array(z.object({ id: z.string() })).parse(all(db, sql`SELECT id FROM item WHERE keep_until_ms <= ${atMs} ORDER BY id`));
  if (ended.length > 0)
    run(db, sql`UPDATE item SET document = NULL, refusal = 'no-consent', keep_until_ms = NULL WHERE keep_until_ms <= ${atMs}`);
  return ended.map(({ id }) => id);
}

const lineRow = z.object({ type: z.string(), id: z.string(), rev: z.string() });

/** Over what is in the file now, to compare with the province's. */
export function rootHashNow(db: ReadableDb): string {
  return rootHashOf(all(db, sql`SELECT type, id, rev FROM item`).map((row) => lineRow.parse(row)));
}
