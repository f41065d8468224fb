/** The one row that says where the feed stands. */
import { z } from 'zod';
import { signedStatementSchema, type SignedStatement } from '../../../src-contract/province/schemas.ts';
import type { FeedStep } from '../../base/sync/page.ts';
import { get, run, type ReadableDb, type WritableDb } from '../database.ts';
import { parseJson } from '../json.ts';
import { sql } from '../sql.ts';

export interface FeedPosition {
  /** What is in the file is exactly the province's state at this checkpoint; null: nothing yet. */
  readonly applied: { readonly cursor: string; readonly checkpointId: number } | null;
  readonly next: FeedStep;
  /** Root hash of the checkpoint a begun snapshot belongs to. */
  readonly runRoot: string | null;
}

const row = z.object({
  cursor: z.string().nullable(),
  checkpoint_id: z.number().nullable(),
  run: z.enum(['snapshot', 'changes']),
  next: z.string().nullable(),
  run_root: z.string().nullable(),
});

export function readPosition(db: ReadableDb): FeedPosition {
  const found = row.parse(get(db, sql`SELECT cursor, checkpoint_id, run, next, run_root FROM feed`));
  const applied =
    found.cursor === null || found.checkpoint_id === null ? null : { cursor: found.cursor, checkpointId: found.checkpoint_id };
  const next: FeedStep =
    found.run === 'changes' && found.next !== null ? { kind: 'changes', since: found.next } : { kind: 'snapshot', page: found.next };
  return { applied, next, runRoot: found.run_root };
}

/** Call inside the transaction that makes it true. */
export function writePosition(db: WritableDb, { applied, next, runRoot }: FeedPosition): void {
  const asked = next.kind === 'changes' ? next.since : next.page;
  run(
    db,
    sql`UPDATE feed SET cursor = ${applied?.cursor ?? null}, checkpoint_id = ${applied?.checkpointId ?? null},
        run = ${next.kind}, next = ${asked}, run_root = ${runRoot}`,
  );
}

/** The province's word for what is in use; null: there is none, or something else has been at the file. */
export function readStatement(db: ReadableDb): SignedStatement | null {
  const { statement } = z.object({ statement: z.string().nullable() }).parse(get(db, sql`SELECT statement FROM feed`));
  return statement === null ? null : (signedStatementSchema.safeParse(parseJson(statement)).data ?? null);
}

/** Call inside the transaction that applies its checkpoint. */
export function writeStatement(db: WritableDb, statement: SignedStatement | null): void {
  run(db, sql`UPDATE feed SET statement = ${statement === null ? null : JSON.stringify(statement)}`);
}
