/** The configuration in use, read whole: believed only as far as the province's own signature reaches. */
import { z } from 'zod';
import {
  documentSchemas,
  feedCheckpointPayloadSchema,
  type SignedStatement,
  type TrustKey,
} from '../../../src-contract/province/schemas.ts';
import { isKnownType, type KnownType } from '../../base/sync/judge-item.ts';
import { isRevisionOf, revisionFits, rootHashOf, type Document } from '../../base/sync/revision.ts';
import { openStatement } from '../../base/signed-statement.ts';
import { all, inTransaction, run, type ReadableDb, type WritableDb } from '../database.ts';
import { parseJson } from '../json.ts';
import { sql } from '../sql.ts';
import { readPosition, readStatement, writePosition, writeStatement } from './position.ts';

/** An item in use, its document parsed by the schema of its type. */
export interface HeldItem {
  readonly type: KnownType;
  readonly id: string;
  readonly rev: string;
  readonly document: Document;
}

export type Contents =
  | { readonly kind: 'held'; readonly checkpointId: number; readonly items: readonly HeldItem[]; readonly refused: number }
  /** Nothing has been applied yet. */
  | { readonly kind: 'nothing' }
  /** Somebody else has been at the file: all of it is gone now, and the snapshot is taken. */
  | { readonly kind: 'disbelieved'; readonly reason: Disbelief };

export type Disbelief = 'no-statement' | 'bad-statement' | 'other-checkpoint' | 'root-differs' | 'revision-differs' | 'unknown-shape';

const row = z.object({ type: z.string(), id: z.string(), rev: z.string(), document: z.string().nullable() });
type Row = z.infer<typeof row>;

/** Everything in use as it lies there, checked as far as that needs no key. */
export interface ReadItems {
  readonly rootHash: string;
  readonly refused: number;
  readonly items: readonly HeldItem[] | (Contents & { readonly kind: 'disbelieved' });
}

/** The longest part of a start with thousands of cameras; nothing may be written between this and `believeContents`. */
export function readItems(db: ReadableDb): ReadItems {
  const rows = all(db, sql`SELECT type, id, rev, document FROM item ORDER BY type, id`).map((found) => row.parse(found));
  const items: HeldItem[] = [];
  for (const found of rows) {
    if (found.document === null) continue;
    const read = readItem(found, found.document);
    if (read.kind === 'disbelieved') return { rootHash: rootHashOf(rows), refused: 0, items: read };
    items.push(read.item);
  }
  return { rootHash: rootHashOf(rows), refused: rows.length - items.length, items };
}

/** What does not add up to the statement of a key in `keys` is thrown away. */
export function believeContents(db: WritableDb, keys: readonly TrustKey[], read: ReadItems): Contents {
  return inTransaction(db, () => {
    const { applied } = readPosition(db);
    if (applied === null) return { kind: 'nothing' };
    const held = believed(readStatement(db), keys, applied.checkpointId, read);
    if (held.kind === 'disbelieved') forgetAll(db);
    return held;
  });
}

/** Everything goes, the place in the feed with it. */
export function forgetAll(db: WritableDb): void {
  for (const query of [sql`DELETE FROM item`, sql`DELETE FROM staged`, sql`DELETE FROM credential`]) run(db, query);
  writePosition(db, { applied: null, next: { kind: 'snapshot', page: null }, runRoot: null });
  writeStatement(db, null);
}

function believed(statement: SignedStatement | null, keys: readonly TrustKey[], checkpointId: number, read: ReadItems): Contents {
  if (statement === null) return disbelieved('no-statement');
  const opened = openAtItsTime(statement, keys);
  if (opened.kind === 'refused') return disbelieved('bad-statement');
  if (opened.payload.id !== checkpointId) return disbelieved('other-checkpoint');
  const { rootHash, refused, items } = read;
  if (rootHash !== opened.payload.rootHash) return disbelieved('root-differs');
  return 'kind' in items ? items : { kind: 'held', checkpointId, items, refused };
}

const disbelieved = (reason: Disbelief): Contents & { readonly kind: 'disbelieved' } => ({ kind: 'disbelieved', reason });

type ReadItem = { readonly kind: 'read'; readonly item: HeldItem } | (Contents & { readonly kind: 'disbelieved' });

function readItem({ type, id, rev }: Row, text: string): ReadItem {
  const raw = z.record(z.string(), z.unknown()).safeParse(parseJson(text));
  if (!raw.success || !isKnownType(type)) return disbelieved('unknown-shape');
  // Documents are stored in canonical form; programs before this one stored them in any.
  if (!isRevisionOf(text, rev) && !revisionFits({ op: 'upsert', type, id, rev, document: raw.data }))
    return disbelieved('revision-differs');
  const parsed = documentSchemas[type].safeParse(raw.data);
  return parsed.success ? { kind: 'read', item: { type, id, rev, document: { ...parsed.data } } } : disbelieved('unknown-shape');
}

const issuedSchema = z.object({ issuedAt: z.string() });

/** A checkpoint stays good after its key has gone out of use; that the key was in its time when it signed is in what it signed. */
function openAtItsTime(statement: SignedStatement, keys: readonly TrustKey[]) {
  const issued = issuedSchema.safeParse(parseJson(Buffer.from(statement.payload, 'base64').toString('utf8')));
  const atMs = issued.success ? Date.parse(issued.data.issuedAt) : 0;
  return openStatement(statement, { name: 'feed-checkpoint', use: 'feed', keys, atMs, schema: feedCheckpointPayloadSchema });
}
