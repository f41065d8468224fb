/** Edits made on this machine: offered to the province against a revision, and what its answer makes of them. */
import type { LayoutProposal, Problem, Proposal, ProposalOutcome, ScenarioProposal } from '../../../src-contract/province/schemas.ts';
import type { Answer } from './province-answer.ts';

export interface PendingProposal {
  /** UUIDv7; the same proposal again gets the same answer, so after doubt it is simply sent again. */
  readonly proposalId: string;
  readonly content: Proposal;
}

/** Why an edit did not go through; the edit itself stays beside it until a person decides. */
export type Rejection =
  /** Both sides changed these fields of a camera; the server's values stand. */
  | { readonly kind: 'fields'; readonly fields: readonly string[]; readonly server: Problem['server'] }
  /** The layout or scenario was changed or deleted meanwhile. */
  | { readonly kind: 'stale'; readonly server: Problem['server'] }
  /** `at`: the member it is about, its path joined with dots, where the province named one. */
  | { readonly kind: 'refused'; readonly problem: Problem['kind']; readonly at?: string };

export type ProposalEnd =
  /** `mergedFields`: what the server had changed since and kept; the rest of `rev` is what this edit was based on. */
  | { readonly kind: 'accepted'; readonly rev: string; readonly mergedFields: readonly string[] }
  /** `copy`: the losing layout or scenario under a name of its own, to be offered as a new one. */
  | { readonly kind: 'rejected'; readonly rejection: Rejection; readonly copy: PendingProposal | null }
  /** Nothing is known about it yet: send the same again. */
  | { readonly kind: 'again' };

/** What a copy of a loser needs. */
export interface CopyFacts {
  readonly newId: () => string;
  readonly machine: string;
  /** As a person reads it, `HH:mm`; only a label, never judged. */
  readonly time: string;
}

export function endOfProposal(proposal: PendingProposal, answer: Answer<ProposalOutcome>, facts: CopyFacts): ProposalEnd {
  switch (answer.kind) {
    case 'answered':
      // An answer to another proposal would be a server's mistake; believing it would lose this one.
      if (answer.value.proposalId !== proposal.proposalId) return { kind: 'again' };
      return { kind: 'accepted', rev: answer.value.rev, mergedFields: answer.value.mergedFields };
    case 'refused':
      return refusedEnd(proposal, answer.problem, facts);
    case 'gone':
      return { kind: 'rejected', rejection: { kind: 'refused', problem: 'cursor-expired' }, copy: null };
    case 'network':
    case 'timeout':
    case 'busy':
    case 'not-our-contract':
      return { kind: 'again' };
  }
}

/** These say who is asking wrongly, not that the edit is wrong: it waits for the next good session. */
const AGAIN: ReadonlySet<Problem['kind']> = new Set<Problem['kind']>([
  'sign-in-required',
  'session-ended',
  'device-proof-nonce',
  'device-proof-refused',
  'password-change-required',
  'device-blocked',
]);

function refusedEnd(proposal: PendingProposal, problem: Problem, facts: CopyFacts): ProposalEnd {
  if (AGAIN.has(problem.kind)) return { kind: 'again' };
  if (problem.kind === 'conflict')
    return { kind: 'rejected', rejection: { kind: 'fields', fields: problem.fields ?? [], server: problem.server }, copy: null };
  if (problem.kind !== 'revision-stale') return { kind: 'rejected', rejection: refusalOf(problem), copy: null };
  const copy = isWhole(proposal.content) ? copyOf(proposal.content, facts) : null;
  return { kind: 'rejected', rejection: { kind: 'stale', server: problem.server }, copy };
}

const LONGEST_PATH = 200;

function refusalOf({ kind, details }: Problem): Rejection {
  const at = details['at'];
  return { kind: 'refused', problem: kind, ...(typeof at === 'string' && at !== '' ? { at: at.slice(0, LONGEST_PATH) } : {}) };
}

/** A document a person made whole, under a name that it can be found by. */
export type WholeProposal = LayoutProposal | ScenarioProposal;

export const isWhole = (content: Proposal): content is WholeProposal => content.kind === 'layout-put' || content.kind === 'scenario-put';

function copyOf(loser: WholeProposal, facts: CopyFacts): PendingProposal {
  const own = { id: facts.newId(), name: conflictName(loser.document.name, facts) };
  return { proposalId: facts.newId(), content: renamed(loser, own) };
}

function renamed(loser: WholeProposal, { id, name }: { readonly id: string; readonly name: string }): WholeProposal {
  return loser.kind === 'layout-put'
    ? { ...loser, id, baseRev: null, document: { ...loser.document, id, name } }
    : { ...loser, id, baseRev: null, document: { ...loser.document, id, name } };
}

const LONGEST_NAME = 200;

/** The old name, cut so that the whole fits, with who lost and when. */
export function conflictName(name: string, { machine, time }: Pick<CopyFacts, 'machine' | 'time'>): string {
  const mark = ` (bản xung đột ${machine.slice(0, 60)} ${time})`;
  return `${name.slice(0, LONGEST_NAME - mark.length).toWellFormed()}${mark}`;
}

/** What an edit is of; `null`: of what is only the province's, and offering it would only be refused. */
export function typeOfEdit({ kind }: Pick<Proposal, 'kind'>): 'camera' | 'layout' | 'scenario' | null {
  switch (kind) {
    case 'camera-patch':
    case 'camera-add':
      return 'camera';
    case 'layout-put':
    case 'layout-delete':
      return 'layout';
    case 'scenario-put':
    case 'scenario-delete':
      return 'scenario';
    case 'other':
      return null;
  }
}

/**
 * A later edit of the same item, after an earlier one was taken: it was made on top of that one, so it is based on its
 * revision. Where others changed one of its fields meanwhile the old base stays, for the server to see that both did.
 */
export function rebased(later: PendingProposal, taken: PendingProposal, end: ProposalEnd & { readonly kind: 'accepted' }): PendingProposal {
  const { content } = later;
  if (content.kind === 'other' || content.kind === 'camera-add' || taken.content.id !== content.id) return later;
  if (taken.content.kind === 'camera-add' || typeOfEdit(content) !== typeOfEdit(taken.content)) return later;
  if (content.kind === 'camera-patch' && end.mergedFields.some((field) => field in content.patch)) return later;
  return { ...later, content: { ...content, baseRev: end.rev } };
}
