/** How long a seat may stay untouched before it locks (R-SEC-03): what the province's policy says, within the law's bounds. */
import type { Policy, Role, SessionPolicy, User } from '../../../src-contract/province/schemas.ts';
import type { LockOutRule } from '../../base/lock-out.ts';
import { usualLockOut } from '../../base/lock-out.ts';

const USUAL_S = 900;
const USUAL_ADMIN_S = 300;

export interface LockFacts {
  readonly user: User;
  readonly policies: Iterable<Policy>;
  readonly role: (id: string) => Role | undefined;
}

export function lockAfterMs({ user, policies, role }: LockFacts): number {
  const policy = sessionPolicyOf(policies);
  const seconds = user.assignments.some(({ roleId }) => isAdmin(role(roleId)))
    ? (policy?.adminLockAfterS ?? USUAL_ADMIN_S)
    : (policy?.lockAfterS ?? USUAL_S);
  return seconds * 1000;
}

export function lockOutRule(policies: Iterable<Policy>): LockOutRule {
  const policy = sessionPolicyOf(policies);
  return policy === null ? usualLockOut : { failuresToLock: policy.failuresToLock, lockForMs: policy.lockForS * 1000 };
}

/** Who changes accounts; a role not known yet may be one of them. */
function isAdmin(role: Role | undefined): boolean {
  return role === undefined || role.cells.some(({ permission }) => permission === 'user-manage');
}

function sessionPolicyOf(policies: Iterable<Policy>): SessionPolicy | null {
  for (const policy of policies) if (policy.kind === 'session') return policy;
  return null;
}
