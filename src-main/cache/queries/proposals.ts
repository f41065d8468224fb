/** Edits made here, until the province has taken them or a person has decided about those it did not take. */
import { z } from 'zod';
import { proposalSchema } from '../../../src-contract/province/schemas.ts';
import { isWhole, rebased, type PendingProposal, type ProposalEnd, type Rejection } from '../../base/sync/proposal.ts';
import type { KeptCopy, RejectedEdit } from '../../base/sync/resolution.ts';
import { all, get, run, type ReadableDb, type WritableDb } from '../database.ts';
import { sql } from '../sql.ts';

const row = z.object({ proposal_id: z.string(), content: z.string(), made_ms: z.number(), made_by: z.string().nullable() });
const rejectedRow = row.extend({ rejection: z.string() });

export interface MadeProposal extends PendingProposal {
  /** UTC of this machine; a label. */
  readonly madeMs: number;
  /** Id of the person; null: nobody's in particular. */
  readonly madeBy: string | null;
}

const madeOf = ({ proposal_id, content, made_ms, made_by }: z.infer<typeof row>): MadeProposal => ({
  proposalId: proposal_id,
  content: proposalSchema.parse(JSON.parse(content)),
  madeMs: made_ms,
  madeBy: made_by,
});

/** All of them or none. */
export function addProposals(db: WritableDb, proposals: readonly MadeProposal[]): void {
  for (const { proposalId, content, madeMs, madeBy } of proposals)
    run(
      db,
      sql`INSERT INTO proposal (proposal_id, content, made_ms, made_by)
          VALUES (${proposalId}, ${JSON.stringify(content)}, ${madeMs}, ${madeBy})`,
    );
}

/** The next of this person's to offer; null: none waits. */
export function oldestPending(db: ReadableDb, madeBy: string | null): MadeProposal | null {
  const found = get(
    db,
    sql`SELECT proposal_id, content, made_ms, made_by FROM proposal
        WHERE rejection IS NULL AND made_by IS ${madeBy} ORDER BY sequence LIMIT 1`,
  );
  return found === undefined ? null : madeOf(row.parse(found));
}

/** Every edit still waiting, oldest first. */
export function pendingProposals(db: ReadableDb): readonly MadeProposal[] {
  const found = all(db, sql`SELECT proposal_id, content, made_ms, made_by FROM proposal WHERE rejection IS NULL ORDER BY sequence`);
  return found.map((one) => madeOf(row.parse(one)));
}

export interface RejectedProposal extends MadeProposal, RejectedEdit {}

/** What a person must look at, oldest first. */
export function rejectedProposals(db: ReadableDb): readonly RejectedProposal[] {
  const found = all(
    db,
    sql`SELECT proposal_id, content, made_ms, made_by, rejection FROM proposal WHERE rejection IS NOT NULL ORDER BY sequence`,
  );
  return found.map((one) => {
    const { rejection, ...rest } = rejectedRow.parse(one);
    return { ...madeOf(rest), ...(JSON.parse(rejection) as KeptRejection) }; // written by `reject`
  });
}

interface KeptRejection {
  readonly rejection: Rejection;
  readonly copy: KeptCopy | null;
}

export interface EndedProposal {
  readonly proposalId: string;
  readonly end: ProposalEnd;
  readonly nowMs: number;
}

/** Keeps what an answer made of a proposal; a loser's copy is offered in its turn. A second call for the same one does nothing. */
export function endProposal(db: WritableDb, { proposalId, end, nowMs }: EndedProposal): void {
  const pending = pendingProposals(db);
  const ended = pending.find((one) => one.proposalId === proposalId);
  if (ended === undefined) return;
  switch (end.kind) {
    case 'again':
      return;
    case 'accepted':
      run(db, sql`DELETE FROM proposal WHERE proposal_id = ${proposalId}`);
      for (const later of pending) {
        // Another person's may have been sent already, and what was sent once must stay as it was.
        if (later === ended || later.madeBy !== ended.madeBy) continue;
        const moved = rebased(later, ended, end);
        if (moved === later) continue;
        run(db, sql`UPDATE proposal SET content = ${JSON.stringify(moved.content)} WHERE proposal_id = ${later.proposalId}`);
      }
      return;
    case 'rejected':
      reject(db, ended, end, nowMs);
  }
}

function reject(db: WritableDb, ended: MadeProposal, end: ProposalEnd & { readonly kind: 'rejected' }, nowMs: number): void {
  const kept: KeptRejection = { rejection: end.rejection, copy: end.copy === null ? null : copyOf(end.copy) };
  run(db, sql`UPDATE proposal SET rejection = ${JSON.stringify(kept)} WHERE proposal_id = ${ended.proposalId}`);
  if (end.copy !== null) addProposals(db, [{ ...end.copy, madeMs: nowMs, madeBy: ended.madeBy }]);
}

function copyOf({ proposalId, content }: PendingProposal): KeptCopy | null {
  return isWhole(content) ? { proposalId, id: content.id, name: content.document.name } : null;
}

export interface Settlement {
  readonly proposalId: string;
  /** Offered instead. */
  readonly offer: readonly MadeProposal[];
  /** Still waiting, and no longer wanted. */
  readonly drop: string | null;
}

/** A person has decided about a rejected edit. False: it was settled before. */
export function settleRejected(db: WritableDb, { proposalId, offer, drop }: Settlement): boolean {
  if (run(db, sql`DELETE FROM proposal WHERE proposal_id = ${proposalId} AND rejection IS NOT NULL`) === 0) return false;
  if (drop !== null) run(db, sql`DELETE FROM proposal WHERE proposal_id = ${drop} AND rejection IS NULL`);
  addProposals(db, offer);
  return true;
}

/** The workstation left its province. */
export function forgetProposals(db: WritableDb): void {
  run(db, sql`DELETE FROM proposal`);
}
