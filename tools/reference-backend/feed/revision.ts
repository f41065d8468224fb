/** Revisions and the root hash over them, as the contract's "Configuration feed" defines them. */
import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

const TOMBSTONE = '0'.repeat(32);

/** @param document null for a tombstone */
export const revisionOf = (generation: number, document: unknown): string =>
  `${String(generation)}-${document === null ? TOMBSTONE : hash('sha256', canonicalJson(document)).slice(0, 32)}`;

export interface LivingItem {
  readonly type: string;
  readonly id: string;
  readonly rev: string;
}

export const rootHashOf = (items: readonly LivingItem[]): string => {
  const lines = items.map(({ type, id, rev }) => Buffer.from(`${type}\t${id}\t${rev}\n`));
  return hash('sha256', Buffer.concat(lines.sort((one, other) => Buffer.compare(one, other))));
};
