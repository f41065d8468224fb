/** The province's side of the configuration feed in memory: commit order, pages, signed checkpoints, forgetting. */
import { createPrivateKey, createPublicKey, hash, sign } from 'node:crypto';
import type { ChangesPage, FeedItem, FeedUpsert, SignedStatement, SnapshotPage, TrustKey } from '../../src-contract/province/schemas.ts';
import { preAuthenticated } from '../../src-main/base/signed-statement.ts';
import { itemKey, rootHashOf } from '../../src-main/base/sync/revision.ts';
import { tombstoneOf, upsertOf } from './feed-items.ts';

/** The same in every process of a test. */
const privateKey = createPrivateKey({
  key: Buffer.from(`302e020100300506032b657004220420${hash('sha256', 'feed of the tests')}`, 'hex'),
  format: 'der',
  type: 'pkcs8',
});
/** Whom the client believes. */
export const feedKeys: readonly TrustKey[] = [
  {
    keyid: 'feed-1',
    publicKey: createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64'),
    uses: ['feed'],
    notBefore: '2026-01-01T00:00:00.000Z',
    notAfter: '2027-01-01T00:00:00.000Z',
  },
];
export const FEED_DAY_MS = Date.parse('2026-11-21T00:00:00.000Z');

type FeedDocument = { readonly id: string } & Readonly<Record<string, unknown>>;

/** Null from a call means 410: the cursor is older than what is kept. */
export class FeedServer {
  readonly #log: FeedItem[] = [];
  readonly #generations = new Map<string, number>();
  #forgotten = -1;
  /** What was there at a position never changes. */
  readonly #states = new Map<number, { readonly rootHash: string; readonly checkpoint: SignedStatement }>();

  get position(): number {
    return this.#log.length;
  }

  put(type: string, document: FeedDocument): FeedUpsert {
    const item = upsertOf(type, document, this.#next(type, document.id));
    this.#log.push(item);
    return item;
  }

  delete(type: string, id: string): FeedItem {
    const item = tombstoneOf(type, id, this.#next(type, id));
    this.#log.push(item);
    return item;
  }

  /** The document an item had at a revision. */
  revision(type: string, id: string, rev: string): Readonly<Record<string, unknown>> | undefined {
    const found = this.#log.find((item) => item.type === type && item.id === id && item.rev === rev);
    return found?.op === 'upsert' ? found.document : undefined;
  }

  /** Cursors of before this moment are answered with 410 from now on. */
  forget(): void {
    this.#forgotten = this.position;
  }

  living(at = this.position): readonly FeedUpsert[] {
    const newest = new Map(this.#log.slice(0, at).map((item) => [itemKey(item), item]));
    return [...newest.values()].filter((item) => item.op === 'upsert');
  }

  /** As it was at a checkpoint. */
  rootHash(at = this.position): string {
    return this.#stateAt(at).rootHash;
  }

  checkpoint(at = this.position): SignedStatement {
    return this.#stateAt(at).checkpoint;
  }

  #stateAt(at: number): { readonly rootHash: string; readonly checkpoint: SignedStatement } {
    const known = this.#states.get(at);
    if (known !== undefined) return known;
    const living = this.living(at);
    const rootHash = rootHashOf(living);
    const payload = { id: at, scope: 'province', rootHash, items: living.length, issuedAt: new Date(FEED_DAY_MS).toISOString() };
    const state = { rootHash, checkpoint: signed('feed-checkpoint', payload) };
    this.#states.set(at, state);
    return state;
  }

  snapshot(page: string | null, limit: number): SnapshotPage | null {
    const [at = this.position, skipped = 0] = page === null ? [] : page.split('.').slice(1).map(Number);
    if (at < this.#forgotten) return null;
    const items = this.living(at);
    const more = items.length > skipped + limit;
    return {
      items: items.slice(skipped, skipped + limit),
      nextPage: more ? `p.${at}.${skipped + limit}` : null,
      cursor: more ? null : `c.${at}.${at}`,
      checkpoint: this.checkpoint(at),
    };
  }

  changes(since: string, limit: number): ChangesPage | null {
    const [from = 0, upTo = 0] = since.split('.').slice(1).map(Number);
    if (from < this.#forgotten) return null;
    const target = upTo > from ? upTo : this.position;
    const more = target > from + limit;
    const end = more ? from + limit : target;
    return { items: this.#log.slice(from, end), more, cursor: `c.${end}.${target}`, checkpoint: more ? null : this.checkpoint(target) };
  }

  #next(type: string, id: string): number {
    const key = itemKey({ type, id });
    const next = (this.#generations.get(key) ?? 0) + 1;
    this.#generations.set(key, next);
    return next;
  }
}

/** A statement by the key of `feedKeys`. */
export function signed(name: string, payload: unknown): SignedStatement {
  const payloadType = `application/vnd.vms.${name}+json`;
  const bytes = Buffer.from(JSON.stringify(payload));
  const sig = sign(null, preAuthenticated(payloadType, bytes), privateKey).toString('base64');
  return { payloadType, payload: bytes.toString('base64'), signatures: [{ keyid: 'feed-1', sig }] };
}
