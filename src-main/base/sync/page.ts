/** Reads one page of the feed as far as it can be judged by itself: revisions, the statement it ends in, what may be written down. */
import {
  feedCheckpointPayloadSchema,
  type ChangesPage,
  type FeedCheckpointPayload,
  type SignedStatement,
  type SnapshotPage,
  type TrustKey,
} from '../../../src-contract/province/schemas.ts';
import { openStatement, type StatementRefusal } from '../signed-statement.ts';
import { stageItem, type StagedItem } from './judge-item.ts';
import { revisionFits } from './revision.ts';

/** What the client asks for next; null: the first page of a new snapshot. */
export type FeedStep = { readonly kind: 'snapshot'; readonly page: string | null } | { readonly kind: 'changes'; readonly since: string };

/** An answer with what was asked, so that one which comes late or twice is known as such. */
export type FeedPage =
  | { readonly kind: 'snapshot'; readonly asked: string | null; readonly page: SnapshotPage }
  | { readonly kind: 'changes'; readonly asked: string; readonly page: ChangesPage };

export type PageRefusal = StatementRefusal | 'revision-differs' | 'no-checkpoint' | 'no-cursor' | 'no-progress';

export type RunEnd =
  /** `checkpoint`: of every page of a snapshot. */
  | { readonly kind: 'more'; readonly next: string; readonly checkpoint: FeedCheckpointPayload | null }
  | { readonly kind: 'last'; readonly cursor: string; readonly checkpoint: FeedCheckpointPayload };

export type ReadPage =
  | { readonly kind: 'read'; readonly items: readonly StagedItem[]; readonly end: RunEnd }
  | { readonly kind: 'refused'; readonly reason: PageRefusal };

/** Whom to believe, and server time as best known. */
export interface Belief {
  readonly keys: readonly TrustKey[];
  readonly atMs: number;
}

export function readPage(given: FeedPage, belief: Belief): ReadPage {
  const { items } = given.page;
  if (!items.every(revisionFits)) return refused('revision-differs');
  const end = given.kind === 'snapshot' ? endOfSnapshot(given.asked, given.page, belief) : endOfChanges(given.asked, given.page, belief);
  if (end.kind === 'refused') return end;
  return { kind: 'read', items: items.map((item) => stageItem(item, belief.atMs)), end };
}

interface Refused {
  readonly kind: 'refused';
  readonly reason: PageRefusal;
}
const refused = (reason: PageRefusal): Refused => ({ kind: 'refused', reason });

function endOfSnapshot(asked: string | null, { nextPage, cursor, checkpoint }: SnapshotPage, belief: Belief): RunEnd | Refused {
  const opened = openCheckpoint(checkpoint, belief);
  if (opened.kind === 'refused') return opened;
  if (nextPage === null) return cursor === null ? refused('no-cursor') : { kind: 'last', cursor, checkpoint: opened.payload };
  return nextPage === asked ? refused('no-progress') : { kind: 'more', next: nextPage, checkpoint: opened.payload };
}

function endOfChanges(asked: string, { more, cursor, checkpoint }: ChangesPage, belief: Belief): RunEnd | Refused {
  if (more) return cursor === asked ? refused('no-progress') : { kind: 'more', next: cursor, checkpoint: null };
  if (checkpoint === null) return refused('no-checkpoint');
  const opened = openCheckpoint(checkpoint, belief);
  return opened.kind === 'refused' ? opened : { kind: 'last', cursor, checkpoint: opened.payload };
}

const openCheckpoint = (statement: SignedStatement, { keys, atMs }: Belief): ReturnType<typeof openStatement<FeedCheckpointPayload>> =>
  openStatement(statement, { name: 'feed-checkpoint', use: 'feed', keys, atMs, schema: feedCheckpointPayloadSchema });
