/** What becomes of one item of the feed: used, or counted for the root hash and refused. */
import {
  documentSchemas,
  type Camera,
  type FeedItem,
  type FeedTombstone,
  type FeedUpsert,
} from '../../../src-contract/province/schemas.ts';
import type { Document } from './revision.ts';

/** The first three are shown to a person; the last three are what the law keeps off this machine. */
export type ItemRefusal = 'unknown-type' | 'unknown-shape' | 'other-id' | 'state-secret' | 'police-operational' | 'no-consent';

/** A refused item has no document any more: from here on nothing can write it down. */
export type ItemJudgement =
  /** `keepUntilMs`: when consent ends, in server time; null: no end. */
  | { readonly kind: 'kept'; readonly document: Document; readonly keepUntilMs: number | null }
  | { readonly kind: 'refused'; readonly reason: ItemRefusal };

/** An item as it may be kept until its checkpoint comes. */
export type StagedItem = FeedTombstone | (Omit<FeedUpsert, 'document'> & { readonly judgement: ItemJudgement });

export type KnownType = keyof typeof documentSchemas;

export const isKnownType = (type: string): type is KnownType => Object.hasOwn(documentSchemas, type);

const refused = (reason: ItemRefusal): ItemJudgement => ({ kind: 'refused', reason });

/** Done as a page arrives, before anything of it is written. */
export function stageItem(item: FeedItem, atMs: number): StagedItem {
  if (item.op === 'delete') return item;
  const { op, type, id, rev } = item;
  return { op, type, id, rev, judgement: judgeItem(item, atMs) };
}

/** `atMs` is server time; a consent that starts later is taken up when the item's revision next changes. */
export function judgeItem(item: FeedUpsert, atMs: number): ItemJudgement {
  if (!isKnownType(item.type)) return refused('unknown-type');
  // Before its shape: a secret camera with a broken document is still not shown as broken, nor kept.
  const secret = item.type === 'camera' ? exclusionOfMarks(item.document) : null;
  if (secret !== null) return refused(secret);
  const parsed = documentSchemas[item.type].safeParse(item.document);
  if (!parsed.success) return refused('unknown-shape');
  if (parsed.data.id !== item.id) return refused('other-id');
  const kept: ItemJudgement = { kind: 'kept', document: item.document, keepUntilMs: null };
  return item.type === 'camera' ? judgeConsent(parsed.data as Camera, kept, atMs) : kept; // parsed by the camera's own schema
}

function exclusionOfMarks(document: FeedUpsert['document']): ItemRefusal | null {
  const classification = document['classification'];
  if (typeof classification === 'string' && classification !== 'NONE') return 'state-secret';
  return document['ownershipClass'] === 'POLICE_OPERATIONAL' ? 'police-operational' : null;
}

function judgeConsent({ ownershipClass, consent }: Camera, kept: ItemJudgement & { readonly kind: 'kept' }, atMs: number): ItemJudgement {
  if (ownershipClass !== 'VOLUNTARY') return kept;
  if (consent === null || Date.parse(consent.validFrom) > atMs) return refused('no-consent');
  if (consent.validTo === null) return kept;
  const endsMs = Date.parse(consent.validTo);
  return endsMs <= atMs ? refused('no-consent') : { ...kept, keepUntilMs: endsMs };
}
