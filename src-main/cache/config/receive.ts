/** Takes a page of the feed in: staged, or at its checkpoint applied with the cursor, in one transaction either way. */
import { z } from 'zod';
import type { FeedCheckpointPayload } from '../../../src-contract/province/schemas.ts';
import type { Effect } from '../../base/sync/allowances.ts';
import { canonicalJson } from '../../base/sync/canonical-json.ts';
import { planCheckpoint, type HeldConfiguration, type PlannedChange } from '../../base/sync/checkpoint-plan.ts';
import type { ItemJudgement, StagedItem } from '../../base/sync/judge-item.ts';
import { readPage, type Belief, type FeedPage, type PageRefusal, type RunEnd } from '../../base/sync/page.ts';
import type { Document } from '../../base/sync/revision.ts';
import { all, get, inTransaction, run, type ReadableDb, type WritableDb } from '../database.ts';
import { sql } from '../sql.ts';
import { readPosition, writePosition, writeStatement, type FeedPosition } from './position.ts';

/** What others must hear of, in the order it must be done: rights are asked again, tiles closed. */
export interface AppliedChange {
  readonly type: string;
  readonly id: string;
  readonly effect: Effect;
}

export type Received =
  | { readonly kind: 'staged' }
  | { readonly kind: 'applied'; readonly checkpointId: number; readonly changes: readonly AppliedChange[] }
  /** It answers another question than the one now open: late, or there twice. */
  | { readonly kind: 'not-asked' }
  /** What came does not add up to the checkpoint: the whole is taken next. */
  | { readonly kind: 'starts-again' }
  /** Believed in no part. */
  | { readonly kind: 'refused'; readonly reason: PageRefusal | 'other-checkpoint' | 'went-back' | 'root-differs' };

export function receivePage(db: WritableDb, given: FeedPage, belief: Belief): Received {
  const page = readPage(given, belief);
  return inTransaction(db, () => {
    const position = readPosition(db);
    if (!answers(position, given)) return { kind: 'not-asked' };
    if (page.kind === 'refused') return page;
    if (given.kind === 'snapshot' && given.asked !== null && page.end.checkpoint?.rootHash !== position.runRoot) {
      again(db, position);
      return { kind: 'refused', reason: 'other-checkpoint' };
    }
    if (given.asked === null) run(db, sql`DELETE FROM staged`);
    stage(db, page.items);
    if (page.end.kind === 'more') return goOn(db, position, given.kind, page.end);
    const ended = end(db, position, given.kind === 'snapshot', page.end);
    if (ended.kind === 'applied') writeStatement(db, given.page.checkpoint);
    return ended;
  });
}

/** What is staged is dropped and the whole asked for: the cursor is no longer kept by the province, or not understood. */
export function startAgain(db: WritableDb): void {
  inTransaction(db, () => {
    again(db, readPosition(db));
  });
}

function answers({ next }: FeedPosition, given: FeedPage): boolean {
  return next.kind === given.kind && (next.kind === 'changes' ? next.since : next.page) === given.asked;
}

function again(db: WritableDb, position: FeedPosition): Received {
  run(db, sql`DELETE FROM staged`);
  writePosition(db, { ...position, next: { kind: 'snapshot', page: null }, runRoot: null });
  return { kind: 'starts-again' };
}

function goOn(
  db: WritableDb,
  position: FeedPosition,
  kind: FeedPage['kind'],
  { next, checkpoint }: RunEnd & { readonly kind: 'more' },
): Received {
  const step = kind === 'snapshot' ? ({ kind, page: next } as const) : ({ kind, since: next } as const);
  writePosition(db, { ...position, next: step, runRoot: checkpoint?.rootHash ?? null });
  return { kind: 'staged' };
}

function end(db: WritableDb, position: FeedPosition, whole: boolean, last: RunEnd & { readonly kind: 'last' }): Received {
  const { checkpoint, cursor } = last;
  const appliedId = position.applied?.checkpointId ?? null;
  const plan = planCheckpoint({ checkpoint, items: readStaged(db), whole, appliedId }, heldIn(db));
  switch (plan.kind) {
    case 'take-snapshot':
      return again(db, position);
    case 'refuse':
      again(db, position);
      return { kind: 'refused', reason: plan.reason };
    case 'apply':
      for (const change of plan.changes) perform(db, change);
      run(db, sql`DELETE FROM staged`);
      writePosition(db, { applied: { cursor, checkpointId: checkpoint.id }, next: { kind: 'changes', since: cursor }, runRoot: null });
      return applied(checkpoint, plan.changes);
  }
}

function applied(checkpoint: FeedCheckpointPayload, changes: readonly PlannedChange[]): Received {
  const told = changes.map((change): AppliedChange => {
    const { type, id } = change.kind === 'put' ? change.item : change;
    return { type, id, effect: change.effect };
  });
  return { kind: 'applied', checkpointId: checkpoint.id, changes: told };
}

function perform(db: WritableDb, change: PlannedChange): void {
  if (change.kind === 'remove') {
    run(db, sql`DELETE FROM item WHERE type = ${change.type} AND id = ${change.id}`);
    return;
  }
  const { item, judgement } = change;
  const kept = judgement.kind === 'kept' ? judgement : null;
  const refusal = judgement.kind === 'refused' ? judgement.reason : null;
  const document = kept === null ? null : canonicalJson(kept.document);
  run(
    db,
    sql`INSERT OR REPLACE INTO item (type, id, rev, document, refusal, keep_until_ms)
        VALUES (${item.type}, ${item.id}, ${item.rev}, ${document}, ${refusal}, ${kept?.keepUntilMs ?? null})`,
  );
}

function stage(db: WritableDb, items: readonly StagedItem[]): void {
  for (const item of items) {
    const judgement = item.op === 'delete' ? null : JSON.stringify(item.judgement);
    run(db, sql`INSERT INTO staged (type, id, rev, judgement) VALUES (${item.type}, ${item.id}, ${item.rev}, ${judgement})`);
  }
}

const stagedRow = z.object({ type: z.string(), id: z.string(), rev: z.string(), judgement: z.string().nullable() });

function readStaged(db: ReadableDb): readonly StagedItem[] {
  return all(db, sql`SELECT type, id, rev, judgement FROM staged ORDER BY position`).map((found) => {
    const { judgement, ...item } = stagedRow.parse(found);
    if (judgement === null) return { op: 'delete', ...item };
    return { op: 'upsert', ...item, judgement: JSON.parse(judgement) as ItemJudgement }; // written by `stage`, of this version
  });
}

const livingRow = stagedRow.omit({ judgement: true });

function heldIn(db: ReadableDb): HeldConfiguration {
  return {
    living: all(db, sql`SELECT type, id, rev FROM item`).map((found) => livingRow.parse(found)),
    documentOf: (type, id) => documentIn(db, type, id),
  };
}

const documentRow = z.object({ document: z.string().nullable() }).optional();

function documentIn(db: ReadableDb, type: string, id: string): Document | null {
  const text = documentRow.parse(get(db, sql`SELECT document FROM item WHERE type = ${type} AND id = ${id}`))?.document ?? null;
  return text === null ? null : (JSON.parse(text) as Document); // written by `perform` from a Document
}
