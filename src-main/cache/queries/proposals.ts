/** Edits made here, until the province has taken them or a person has decided about those it did not take. */
import { z } from 'zod';
import { proposalSchema } from '../../../src-contract/province/schemas.ts';
import type { PendingProposal, ProposalEnd, Rejection } from '../../base/sync/proposal.ts';
import { all, get, run, type ReadableDb, type WritableDb } from '../database.ts';
import { sql } from '../sql.ts';

const row = z.object({ proposal_id: z.string(), content: z.string() });
const rejectedRow = row.extend({ rejection: z.string() });

const pendingOf = ({ proposal_id, content }: z.infer<typeof row>): PendingProposal => ({
  proposalId: proposal_id,
  content: proposalSchema.parse(JSON.parse(content)),
});

export interface MadeProposal extends PendingProposal {
  /** UTC of this machine; a label. */
  readonly madeMs: number;
}

export function addProposal(db: WritableDb, { proposalId, content, madeMs }: MadeProposal): void {
  run(db, sql`INSERT INTO proposal (proposal_id, content, made_ms) VALUES (${proposalId}, ${JSON.stringify(content)}, ${madeMs})`);
}

/** The next to offer; null: none waits. */
export function oldestPending(db: ReadableDb): PendingProposal | null {
  const found = get(db, sql`SELECT proposal_id, content FROM proposal WHERE rejection IS NULL ORDER BY sequence LIMIT 1`);
  return found === undefined ? null : pendingOf(row.parse(found));
}

/** Every edit still waiting, oldest first. */
export function pendingProposals(db: ReadableDb): readonly PendingProposal[] {
  return all(db, sql`SELECT proposal_id, content FROM proposal WHERE rejection IS NULL ORDER BY sequence`).map((found) =>
    pendingOf(row.parse(found)),
  );
}

export interface RejectedProposal extends PendingProposal {
  readonly rejection: Rejection;
}

/** What a person must look at, oldest first. */
export function rejectedProposals(db: ReadableDb): readonly RejectedProposal[] {
  return all(db, sql`SELECT proposal_id, content, rejection FROM proposal WHERE rejection IS NOT NULL ORDER BY sequence`).map((found) => {
    const { rejection, ...rest } = rejectedRow.parse(found);
    return { ...pendingOf(rest), rejection: JSON.parse(rejection) as Rejection }; // written by `endProposal`
  });
}

export interface EndedProposal {
  readonly proposalId: string;
  readonly end: ProposalEnd;
  readonly nowMs: number;
}

/** Keeps what an answer made of a proposal; a losing layout's copy is offered in its turn. A second call for the same one does nothing. */
export function endProposal(db: WritableDb, { proposalId, end, nowMs }: EndedProposal): void {
  switch (end.kind) {
    case 'again':
      return;
    case 'accepted':
      run(db, sql`DELETE FROM proposal WHERE proposal_id = ${proposalId} AND rejection IS NULL`);
      return;
    case 'rejected': {
      const rejection = JSON.stringify(end.rejection);
      const ended = run(db, sql`UPDATE proposal SET rejection = ${rejection} WHERE proposal_id = ${proposalId} AND rejection IS NULL`);
      if (ended === 1 && end.copy !== null) addProposal(db, { ...end.copy, madeMs: nowMs });
    }
  }
}

/** A person has seen and decided. */
export function dismissRejected(db: WritableDb, proposalId: string): void {
  run(db, sql`DELETE FROM proposal WHERE proposal_id = ${proposalId} AND rejection IS NOT NULL`);
}
