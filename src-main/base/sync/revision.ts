/** Revisions and the root hash over them, as the contract's "Configuration feed" defines them. */
import { hash } from 'node:crypto';
import type { FeedItem } from '../../../src-contract/province/schemas.ts';
import { canonicalJson } from './canonical-json.ts';

/** A configuration document as received: JSON, its shape known by the item's type. */
export type Document = Readonly<Record<string, unknown>>;

/** What of a living item stands in the root hash. */
export interface LivingItem {
  readonly type: string;
  readonly id: string;
  readonly rev: string;
}

const TOMBSTONE = '0'.repeat(32);

/** Whether `rev` is that of the document as received; a tombstone's hash part is zeros. */
export function revisionFits(item: FeedItem): boolean {
  if (item.op === 'delete') return statedIn(item.rev) === TOMBSTONE;
  try {
    return isRevisionOf(canonicalJson(item.document), item.rev);
  } catch {
    return false; // a document without canonical form has no revision
  }
}

/** Whether `rev` is that of the document with this canonical form. */
export const isRevisionOf = (canonical: string, rev: string): boolean => statedIn(rev) === hash('sha256', canonical).slice(0, 32);

/** A revision is a number, a hyphen and the hash part. */
const statedIn = (rev: string): string => rev.slice(rev.indexOf('-') + 1);

/** SHA-256 in hex over `type TAB id TAB rev LF` of every item, sorted by bytes: `LC_ALL=C sort | sha256sum`. */
export function rootHashOf(items: Iterable<LivingItem>): string {
  const lines = Array.from(items, ({ type, id, rev }) => `${type}\t${id}\t${rev}\n`);
  // The contract's types, ids and revisions are ASCII, so code units sort as bytes do.
  return hash('sha256', lines.sort().join(''));
}

/** One text for what an item is, for maps. Neither part can hold a tab. */
export const itemKey = ({ type, id }: { readonly type: string; readonly id: string }): string => `${type}\t${id}`;
