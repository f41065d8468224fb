/** A province as one of its transfer files has it: asked like the one on the line, it answers what stands there. */
import type { TransferAnswerPayload } from '../../../src-contract/province/schemas.ts';
import type { Answer } from '../../base/sync/province-answer.ts';
import type { ProvinceFeed } from './step.ts';

const notInIt: Answer<never> = { kind: 'network', code: 'not-in-file' };

/** @param since the cursor the file that was answered asked from; `null`: it asked for everything */
export function feedOfAnswer({ snapshot, changes, proposals }: TransferAnswerPayload, since: string | null): ProvinceFeed {
  const answered = <T>(value: T | undefined): Promise<Answer<T>> =>
    Promise.resolve(value === undefined ? notInIt : { kind: 'answered', value });
  return {
    snapshot: (page) => answered(snapshot.find((_, at) => (at === 0 ? null : snapshot[at - 1]?.nextPage) === page)),
    changes: (asked) => {
      // The cursor is no longer kept over there; the file has everything instead.
      if (asked === since && snapshot.length > 0) return Promise.resolve({ kind: 'gone' });
      return answered(changes.find((_, at) => (at === 0 ? since : changes[at - 1]?.cursor) === asked));
    },
    propose: (proposalId) => {
      const verdict = proposals.find((each) => each.proposalId === proposalId);
      if (verdict?.problem != null) return Promise.resolve({ kind: 'refused', status: verdict.problem.status, problem: verdict.problem });
      return answered(verdict?.outcome ?? undefined);
    },
  };
}
