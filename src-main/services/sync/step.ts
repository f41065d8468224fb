/** One question to the province and what its answer changes here. Each step stands alone, so that it may be cut off anywhere. */
import type { ChangesPage, Proposal, ProposalOutcome, SnapshotPage } from '../../../src-contract/province/schemas.ts';
import type { FeedPage, FeedStep } from '../../base/sync/page.ts';
import { endOfProposal, type CopyFacts, type PendingProposal, type ProposalEnd } from '../../base/sync/proposal.ts';
import type { Answer, ProvinceFailure } from '../../base/sync/province-answer.ts';
import type { AppliedChange, Received } from '../../cache/config/receive.ts';

/** The province, as far as sync asks it. */
export interface ProvinceFeed {
  readonly snapshot: (page: string | null) => Promise<Answer<SnapshotPage>>;
  readonly changes: (since: string) => Promise<Answer<ChangesPage>>;
  readonly propose: (proposalId: string, content: Proposal) => Promise<Answer<ProposalOutcome>>;
}

/** `config.db`. */
export interface ConfigPlace {
  readonly nextStep: () => Promise<FeedStep>;
  readonly receive: (page: FeedPage) => Promise<Received>;
  readonly startAgain: () => Promise<void>;
}

/** The edits waiting in `local.db`. */
export interface ProposalPlace {
  readonly oldest: () => Promise<PendingProposal | null>;
  readonly end: (proposalId: string, end: ProposalEnd) => Promise<void>;
}

export type StepEnd =
  /** There is more to ask at once. */
  | { readonly kind: 'go-on' }
  /** Nothing more to ask now. `changes` in the order rights must follow them. */
  | { readonly kind: 'up-to-date'; readonly changes: readonly AppliedChange[] }
  | { readonly kind: 'failed'; readonly failure: ProvinceFailure }
  /** An answer of the right shape that is not to be believed; asked again later, and told. */
  | { readonly kind: 'distrusted'; readonly reason: string };

/** Asks for the next page of the feed. */
export async function feedStep(province: ProvinceFeed, config: ConfigPlace): Promise<StepEnd> {
  const step = await config.nextStep();
  const page = step.kind === 'snapshot' ? await askSnapshot(province, step.page) : await askChanges(province, step.since);
  if (page.kind === 'answered') return endOf(await config.receive(page.value));
  // What is held stays in use until the snapshot is whole.
  const lost = page.kind === 'gone' || (page.kind === 'refused' && page.problem.kind === 'malformed-cursor');
  if (!lost || (step.kind === 'snapshot' && step.page === null)) return { kind: 'failed', failure: page };
  await config.startAgain();
  return { kind: 'go-on' };
}

async function askSnapshot(province: ProvinceFeed, asked: string | null): Promise<Answer<FeedPage>> {
  const answer = await province.snapshot(asked);
  return answer.kind === 'answered' ? { kind: 'answered', value: { kind: 'snapshot', asked, page: answer.value } } : answer;
}

async function askChanges(province: ProvinceFeed, asked: string): Promise<Answer<FeedPage>> {
  const answer = await province.changes(asked);
  return answer.kind === 'answered' ? { kind: 'answered', value: { kind: 'changes', asked, page: answer.value } } : answer;
}

function endOf(received: Received): StepEnd {
  switch (received.kind) {
    case 'staged':
    case 'not-asked':
    case 'starts-again':
      return { kind: 'go-on' };
    case 'applied':
      return { kind: 'up-to-date', changes: received.changes };
    case 'refused':
      return { kind: 'distrusted', reason: received.reason };
  }
}

/** Offers the oldest edit; `up-to-date` when none waits. */
export async function proposalStep(province: ProvinceFeed, proposals: ProposalPlace, facts: CopyFacts): Promise<StepEnd> {
  const pending = await proposals.oldest();
  if (pending === null) return { kind: 'up-to-date', changes: [] };
  const answer = await province.propose(pending.proposalId, pending.content);
  const end = endOfProposal(pending, answer, facts);
  if (end.kind === 'again')
    return answer.kind === 'answered' ? { kind: 'distrusted', reason: 'other-proposal' } : { kind: 'failed', failure: answer };
  await proposals.end(pending.proposalId, end);
  return { kind: 'go-on' };
}
