/** What the loop knows about the line to the province, as the few reasons a person is told. */
import type { SyncReason } from '../../../src-contract/model/sync.ts';
import type { ProvinceFailure } from '../../base/sync/province-answer.ts';

/** Refusals that say who is asking wrongly, not that the province is well or ill. */
const SESSION: ReadonlySet<string> = new Set(['sign-in-required', 'session-ended', 'device-proof-nonce', 'device-proof-refused']);

export function reasonOfFailure(failure: ProvinceFailure): SyncReason {
  switch (failure.kind) {
    case 'network':
      return failure.code === 'no-session' ? 'no-session' : 'network';
    case 'gone':
      return 'refused';
    case 'refused':
      return SESSION.has(failure.problem.kind) ? 'no-session' : 'refused';
    case 'timeout':
    case 'busy':
    case 'not-our-contract':
      return failure.kind;
  }
}

const DISTRUST: Readonly<Record<string, SyncReason>> = {
  'other-type': 'bad-signature',
  'unknown-key': 'bad-signature',
  'key-not-valid-now': 'bad-signature',
  'bad-signature': 'bad-signature',
  'bad-payload': 'bad-signature',
  'went-back': 'went-back',
  'root-differs': 'root-differs',
  'other-proposal': 'other-proposal',
};

/** `reason` is a page's or a statement's refusal. */
export function reasonOfDistrust(reason: string): SyncReason {
  return Object.hasOwn(DISTRUST, reason) ? (DISTRUST[reason] ?? 'bad-page') : 'bad-page';
}

/** Whether the failure came from the province itself: then there was contact. */
export function isContact(failure: ProvinceFailure): boolean {
  return failure.kind === 'refused' || failure.kind === 'gone' || (failure.kind === 'busy' && failure.problem !== undefined);
}
