/** The province of a run: the feed, and proposals taken once each. Merging is written here again, so that a mistake is not shared. */
import type { Problem, Proposal, ProposalOutcome } from '../../src-contract/province/schemas.ts';
import type { Answer } from '../../src-main/base/sync/province-answer.ts';
import { FEED_DAY_MS, FeedServer } from '../fakes/feed-server.ts';

type Fields = Readonly<Record<string, unknown>>;

export class ModelProvince {
  readonly feed = new FeedServer();
  readonly #answers = new Map<string, Answer<ProposalOutcome>>();
  /** How often each proposal changed something; never more than once. */
  readonly taken = new Map<string, number>();
  /** In which order proposals were decided. */
  readonly decided: string[] = [];

  propose(proposalId: string, proposal: Proposal): Answer<ProposalOutcome> {
    const known = this.#answers.get(proposalId);
    if (known !== undefined) return known;
    const answer = this.#decide(proposalId, proposal);
    this.#answers.set(proposalId, answer);
    this.decided.push(proposalId);
    if (answer.kind === 'answered') this.taken.set(proposalId, (this.taken.get(proposalId) ?? 0) + 1);
    return answer;
  }

  wasRefused(proposalId: string): boolean {
    return this.#answers.get(proposalId)?.kind === 'refused';
  }

  #decide(proposalId: string, proposal: Proposal): Answer<ProposalOutcome> {
    if (proposal.kind === 'other' || proposal.kind === 'camera-add') return refusal('not-editable');
    const type = typeOf(proposal);
    const current = this.feed.living().find((item) => item.type === type && item.id === proposal.id);
    if (proposal.kind === 'camera-patch') {
      const base = this.feed.revision(type, proposal.id, proposal.baseRev);
      if (current === undefined || base === undefined) return refusal('not-found');
      const clash = Object.keys(proposal.patch).filter(
        (name) => differs(base, current.document, name) && differs(proposal.patch, current.document, name),
      );
      if (clash.length > 0) return refusal('conflict', { fields: clash, server: { rev: current.rev, document: current.document } });
      return accepted(proposalId, this.feed.put(type, { ...current.document, ...proposal.patch, id: proposal.id }));
    }
    if ((current?.rev ?? null) !== proposal.baseRev)
      return refusal('revision-stale', { server: { rev: current?.rev ?? null, document: current?.document ?? null } });
    if ('document' in proposal) return accepted(proposalId, this.feed.put(type, { ...proposal.document }));
    return accepted(proposalId, this.feed.delete(type, proposal.id));
  }
}

function typeOf({ kind }: Proposal): 'camera' | 'layout' | 'scenario' {
  if (kind === 'camera-patch') return 'camera';
  return kind === 'scenario-put' || kind === 'scenario-delete' ? 'scenario' : 'layout';
}

const differs = (one: Fields, other: Fields, name: string): boolean => JSON.stringify(one[name]) !== JSON.stringify(other[name]);

const accepted = (proposalId: string, { id, rev }: { readonly id: string; readonly rev: string }): Answer<ProposalOutcome> => ({
  kind: 'answered',
  value: { proposalId, id, rev, mergedFields: [], serverTime: new Date(FEED_DAY_MS).toISOString() },
});

function refusal(kind: Problem['kind'], more: Partial<Problem> = {}): Answer<ProposalOutcome> {
  const type = `https://vms.thainguyen.gov.vn/problems/${kind}`;
  return { kind: 'refused', status: 409, problem: { type, kind, title: kind, status: 409, key: `province-${kind}`, details: {}, ...more } };
}
