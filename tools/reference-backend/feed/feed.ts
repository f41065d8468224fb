/** The configuration feed: revisions in commit order, snapshots of any point, signed checkpoints. */
import type {
  ChangesPage,
  FeedCheckpointPayload,
  FeedItem,
  FeedUpsert,
  Problem,
  SignedStatement,
  SnapshotPage,
} from '../../../src-contract/province/schemas.ts';
import { signStatement } from '../keys/dsse.ts';
import type { StatementKey } from '../keys/dsse.ts';
import { refuse } from '../http/refusal.ts';
import { numberOf, one, textOf, textOrNull } from '../storage/database.ts';
import type { Row, Transaction } from '../storage/database.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { revisionOf, rootHashOf } from './revision.ts';

/** A configuration document: JSON, its shape known by the item's type. */
export type Document = Readonly<Record<string, unknown>>;

export interface Stored {
  readonly rev: string;
  readonly generation: number;
  /** Null: deleted. */
  readonly document: Document | null;
}

const documentOf = (row: Row): Document | null => {
  const text = textOrNull(row, 'document');
  return text === null ? null : (JSON.parse(text) as Document); // written by `commit` from a Document
};

const storedOf = (row: Row): Stored => ({ rev: textOf(row, 'rev'), generation: numberOf(row, 'generation'), document: documentOf(row) });

export const newest = async (transaction: Transaction, type: string, id: string): Promise<Stored | null> => {
  const row = await one(transaction.all('SELECT * FROM revision WHERE type = ? AND id = ? ORDER BY generation DESC LIMIT 1', type, id));
  return row === null ? null : storedOf(row);
};

/** What stands, as a refusal shows it; null: nothing ever did. */
export const serverValue = (stored: Stored | null): NonNullable<Problem['server']> =>
  stored?.document == null ? { rev: null, document: null } : { rev: stored.rev, document: stored.document };

/** The document of a revision that was, for a three-way merge. */
export const atRevision = async (transaction: Transaction, type: string, id: string, rev: string): Promise<Stored | null> => {
  const row = await one(transaction.all('SELECT * FROM revision WHERE type = ? AND id = ? AND rev = ?', type, id, rev));
  return row === null ? null : storedOf(row);
};

/** Every living document of a type. */
export const livingOf = async (transaction: Transaction, type: string): Promise<readonly Document[]> => {
  const rows = await transaction.all(
    `SELECT document FROM revision AS r WHERE type = ? AND document IS NOT NULL
       AND generation = (SELECT MAX(generation) FROM revision WHERE type = r.type AND id = r.id) ORDER BY id`,
    type,
  );
  return rows.map(documentOf).filter((document) => document !== null);
};

const lastPosition = async (transaction: Transaction): Promise<number> =>
  numberOf((await one(transaction.all('SELECT COALESCE(MAX(position), 0) AS last FROM revision'))) ?? {}, 'last');

export interface Change {
  readonly type: string;
  readonly id: string;
  readonly document: Document | null;
}

/** Commits changes under one lock, so that positions are the order in which readers can see them. */
export const commit = async (transaction: Transaction, nowMs: number, changes: readonly Change[]): Promise<readonly string[]> => {
  await transaction.lock('feed');
  let position = await lastPosition(transaction);
  const rows: (readonly [number, string, string, number, string, string | null, number])[] = [];
  for (const { type, id, document } of changes) {
    const generation = ((await newest(transaction, type, id))?.generation ?? 0) + 1;
    const text = document === null ? null : JSON.stringify(document);
    rows.push([(position += 1), type, id, generation, revisionOf(generation, document), text, nowMs]);
  }
  await transaction.insertAll('INSERT INTO revision (position, type, id, generation, rev, document, committed_at)', rows);
  return rows.map(([, , , , rev]) => rev);
};

const LIVING_AT = `FROM revision AS r WHERE position <= ? AND document IS NOT NULL
  AND position = (SELECT MAX(position) FROM revision WHERE type = r.type AND id = r.id AND position <= ?)`;

export interface FeedOptions {
  readonly key: StatementKey;
  readonly secret: Uint8Array;
  readonly now: () => number;
}

export class Feed {
  readonly #options: FeedOptions;
  #known: { readonly position: number; readonly rootHash: string; readonly items: number } | null = null;

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  newestCheckpointId(transaction: Transaction): Promise<number> {
    return lastPosition(transaction);
  }

  async #checkpoint(transaction: Transaction, position: number): Promise<SignedStatement> {
    if (this.#known?.position !== position) {
      const rows = await transaction.all(`SELECT type, id, rev ${LIVING_AT}`, position, position);
      const items = rows.map((row) => ({ type: textOf(row, 'type'), id: textOf(row, 'id'), rev: textOf(row, 'rev') }));
      this.#known = { position, rootHash: rootHashOf(items), items: items.length };
    }
    const { rootHash, items } = this.#known;
    const issuedAt = new Date(this.#options.now()).toISOString();
    const payload: FeedCheckpointPayload = { id: position, scope: 'province', rootHash, items, issuedAt };
    return signStatement(this.#options.key, 'feed-checkpoint', payload);
  }

  /** Before this position nobody can start any more; from it on every snapshot and every change is whole. */
  async #forgotten(transaction: Transaction): Promise<number> {
    const row = await one(transaction.all(`SELECT value FROM fact WHERE name = 'forgotten-through'`));
    return row === null ? -1 : Number(textOf(row, 'value'));
  }

  /** Drops revisions nobody may start from any more: of those older than `beforeMs` the replaced ones and the tombstones. */
  async compact(transaction: Transaction, beforeMs: number): Promise<void> {
    await transaction.lock('feed');
    const row = await one(transaction.all('SELECT COALESCE(MAX(position), -1) AS last FROM revision WHERE committed_at < ?', beforeMs));
    const through = row === null ? -1 : numberOf(row, 'last');
    // The last row stays whatever it is: from it the next position is counted.
    await transaction.run(
      `DELETE FROM revision WHERE position <= ? AND position < ? AND (document IS NULL OR position <> (
         SELECT MAX(position) FROM revision AS later WHERE later.type = revision.type AND later.id = revision.id AND later.position <= ?))`,
      through,
      await lastPosition(transaction),
      through,
    );
    await transaction.run(`DELETE FROM fact WHERE name = 'forgotten-through'`);
    await transaction.run(`INSERT INTO fact (name, value) VALUES ('forgotten-through', ?)`, String(through));
  }

  async snapshot(transaction: Transaction, page: string | undefined, limit: number): Promise<SnapshotPage> {
    const { secret } = this.#options;
    const given = page === undefined ? null : decodeCursor(secret, page, 'page');
    if (page !== undefined && given === null) throw refuse('malformed-cursor');
    const { position: skipped, target } = given ?? { position: 0, target: await lastPosition(transaction) };
    if (given !== null && target < (await this.#forgotten(transaction))) throw refuse('cursor-expired');
    const rows = await transaction.all(
      `SELECT type, id, rev, document ${LIVING_AT} ORDER BY position LIMIT ? OFFSET ?`,
      target,
      target,
      limit + 1,
      skipped,
    );
    const items = rows.slice(0, limit).map(upsertOf);
    const more = rows.length > limit;
    return {
      items,
      nextPage: more ? encodeCursor(secret, { kind: 'page', position: skipped + limit, target }) : null,
      cursor: more ? null : encodeCursor(secret, { kind: 'changes', position: target, target }),
      checkpoint: await this.#checkpoint(transaction, target),
    };
  }

  async changes(transaction: Transaction, since: string, limit: number): Promise<ChangesPage> {
    const { secret } = this.#options;
    const given = decodeCursor(secret, since, 'changes');
    if (given === null) throw refuse('malformed-cursor');
    const last = await lastPosition(transaction);
    // A cursor from a database that was later restored to an older state knows more than the server.
    if (given.position < (await this.#forgotten(transaction)) || given.position > last) throw refuse('cursor-expired');
    const target = given.target > given.position ? given.target : last;
    const rows = await transaction.all(
      'SELECT * FROM revision WHERE position > ? AND position <= ? ORDER BY position LIMIT ?',
      given.position,
      target,
      limit + 1,
    );
    const shown = rows.slice(0, limit);
    const more = rows.length > limit;
    const lastShown = shown.at(-1);
    const position = more && lastShown !== undefined ? numberOf(lastShown, 'position') : target;
    return {
      items: shown.map(itemOf),
      more,
      cursor: encodeCursor(secret, { kind: 'changes', position, target }),
      checkpoint: more ? null : await this.#checkpoint(transaction, target),
    };
  }
}

const upsertOf = (row: Row): FeedUpsert => ({
  op: 'upsert',
  type: textOf(row, 'type'),
  id: textOf(row, 'id'),
  rev: textOf(row, 'rev'),
  document: documentOf(row) ?? {},
});

const itemOf = (row: Row): FeedItem =>
  documentOf(row) === null ? { op: 'delete', type: textOf(row, 'type'), id: textOf(row, 'id'), rev: textOf(row, 'rev') } : upsertOf(row);
