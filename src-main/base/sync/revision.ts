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
  const stated = item.rev.slice(item.rev.indexOf('-') + 1);
  if (item.op === 'delete') return stated === TOMBSTONE;
  try {
    return stated === hash('sha256', canonicalJson(item.document)).slice(0, 32);
  } catch {
    return false; // a document without canonical form has no revision
  }
}

/** SHA-256 in hex over `type TAB id TAB rev LF` of every item, sorted by bytes: `LC_ALL=C sort | sha256sum`. */
export function rootHashOf(items: Iterable<LivingItem>): string {
  const lines = Array.from(items, ({ type, id, rev }) => `${type}\t${id}\t${rev}\n`);
  // The contract's types, ids and revisions are ASCII, so code units sort as bytes do.
  return hash('sha256', lines.sort().join(''));
}

/** One text for what an item is, for maps. Neither part can hold a tab. */
export const itemKey = ({ type, id }: { readonly type: string; readonly id: string }): string => `${type}\t${id}`;
