/** What to do at the end of a run of pages: apply all of it, take the snapshot instead, or believe none of it. */
import type { FeedCheckpointPayload } from '../../../src-contract/province/schemas.ts';
import { effectOf, effectOrder, type Effect } from './allowances.ts';
import { isKnownType, type ItemJudgement, type StagedItem } from './judge-item.ts';
import { itemKey, rootHashOf, type Document, type LivingItem } from './revision.ts';

/** What the client has now; asked, not loaded whole: a province has thousands of documents and a delta touches few. */
export interface HeldConfiguration {
  /** Every living item, used or refused. */
  readonly living: Iterable<LivingItem>;
  /** Null when it is not there or not used. */
  readonly documentOf: (type: string, id: string) => Document | null;
}

export type PlannedChange =
  | {
      readonly kind: 'put';
      readonly item: LivingItem;
      readonly judgement: ItemJudgement;
      readonly effect: Effect;
    }
  | { readonly kind: 'remove'; readonly type: string; readonly id: string; readonly effect: Effect };

export type CheckpointPlan =
  /** In the order to do it: what tightens first. */
  | { readonly kind: 'apply'; readonly changes: readonly PlannedChange[] }
  | { readonly kind: 'take-snapshot' }
  | { readonly kind: 'refuse'; readonly reason: 'went-back' | 'root-differs' };

export interface StagedRun {
  readonly checkpoint: FeedCheckpointPayload;
  /** In the order they came. */
  readonly items: readonly StagedItem[];
  /** They are everything, not what changed. */
  readonly whole: boolean;
  /** Of the checkpoint applied last; null: none yet. */
  readonly appliedId: number | null;
}

/** Revisions were checked and items judged when the pages came. */
export function planCheckpoint(run: StagedRun, held: HeldConfiguration): CheckpointPlan {
  if (run.appliedId !== null && run.checkpoint.id < run.appliedId) return { kind: 'refuse', reason: 'went-back' };
  const newest = new Map(run.items.map((item) => [itemKey(item), item]));
  const before = new Map(Array.from(held.living, (item) => [itemKey(item), item]));
  const after = livingAfter(before, newest, run.whole);
  if (after.size !== run.checkpoint.items || rootHashOf(after.values()) !== run.checkpoint.rootHash)
    return run.whole ? { kind: 'refuse', reason: 'root-differs' } : { kind: 'take-snapshot' };
  const changes = [...after.values(), ...removals(before, after)].flatMap((item) => {
    const arrived = newest.get(itemKey(item));
    if (arrived?.op === 'upsert') return run.whole || before.get(itemKey(item))?.rev !== item.rev ? [put(arrived, held)] : [];
    return after.has(itemKey(item)) ? [] : [remove(item, held)];
  });
  const order = (change: PlannedChange): number => effectOrder.indexOf(change.effect);
  return { kind: 'apply', changes: changes.sort((one, other) => order(one) - order(other)) };
}

function livingAfter(
  before: ReadonlyMap<string, LivingItem>,
  newest: ReadonlyMap<string, StagedItem>,
  whole: boolean,
): ReadonlyMap<string, LivingItem> {
  const after = new Map(whole ? [] : before);
  for (const [key, item] of newest) {
    if (item.op === 'delete') after.delete(key);
    else after.set(key, { type: item.type, id: item.id, rev: item.rev });
  }
  return after;
}

const removals = (before: ReadonlyMap<string, LivingItem>, after: ReadonlyMap<string, LivingItem>): readonly LivingItem[] =>
  [...before].flatMap(([key, item]) => (after.has(key) ? [] : [item]));

function put({ type, id, rev, judgement }: StagedItem & { readonly op: 'upsert' }, held: HeldConfiguration): PlannedChange {
  const used = judgement.kind === 'kept' ? judgement.document : null;
  return { kind: 'put', item: { type, id, rev }, judgement, effect: effect(type, held.documentOf(type, id), used) };
}

const remove = ({ type, id }: LivingItem, held: HeldConfiguration): PlannedChange => ({
  kind: 'remove',
  type,
  id,
  effect: effect(type, held.documentOf(type, id), null),
});

const effect = (type: string, before: Document | null, after: Document | null): Effect =>
  isKnownType(type) ? effectOf(type, before, after) : 'neutral';
