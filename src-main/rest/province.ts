/** The province's backend as far as sync asks it: one function an endpoint. */
import type {
  ChangesPage,
  CredentialAnswer,
  Proposal,
  ProposalOutcome,
  ServerTime,
  SnapshotPage,
} from '../../src-contract/province/schemas.ts';
import type { Answer, ProvinceFailure } from '../base/sync/province-answer.ts';
import { askProvince, type ProvinceEdges } from './ask.ts';

export interface Province {
  readonly snapshot: (page: string | null) => Promise<Answer<SnapshotPage>>;
  readonly changes: (since: string) => Promise<Answer<ChangesPage>>;
  readonly propose: (proposalId: string, content: Proposal) => Promise<Answer<ProposalOutcome>>;
  /** At most 500 cameras. */
  readonly credentials: (deviceId: string, cameraIds: readonly string[]) => Promise<Answer<CredentialAnswer>>;
  readonly time: () => Promise<Answer<ServerTime>>;
}

export function createProvince(edges: ProvinceEdges): Province {
  return {
    snapshot: (page) => askProvince(edges, 'snapshot', { query: page === null ? {} : { page } }),
    changes: async (since) => whole(await askProvince(edges, 'changes', { query: { since } })),
    propose: (proposalId, body) => askProvince(edges, 'propose', { path: { proposalId }, body }),
    credentials: (deviceId, cameraIds) => askProvince(edges, 'fetchCredentials', { path: { deviceId }, body: { cameraIds } }),
    time: () => askProvince(edges, 'time'),
  };
}

/** 304 answers a condition; nobody set one. */
function whole<T>(answer: Answer<T | null>): Answer<T> {
  if (answer.kind !== 'answered') return answer;
  const foreign: ProvinceFailure = { kind: 'not-our-contract', status: 304 };
  return answer.value === null ? foreign : { kind: 'answered', value: answer.value };
}
