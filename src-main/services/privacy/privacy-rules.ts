/** What the province wants hidden, marked and allowed between two persons; pure. */
import type { Policy, PrivacyPolicy } from '../../../src-contract/province/schemas.ts';

export type PrivacyRules = Omit<PrivacyPolicy, 'id' | 'kind'>;

/** Where the province says nothing: everything is marked, and a second person is asked for through it. */
export const usualRules: PrivacyRules = {
  watermark: { shown: true, opacityPercent: 22, density: 'normal', content: ['login', 'unit', 'machine', 'time'] },
  maskStyle: 'hatched',
  liftMinutes: 30,
  secondPersonHere: true,
  secondPersonOffline: false,
};

export function privacyRulesOf(policies: Iterable<Policy>): PrivacyRules {
  for (const policy of policies) if (policy.kind === 'privacy') return policy;
  return usualRules;
}
