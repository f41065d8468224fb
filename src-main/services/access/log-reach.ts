/** Whose entries of the audit log a person may read; pure. */
import type { User } from '../../../src-contract/province/schemas.ts';
import type { Target } from '../../../src-contract/rights/request.ts';
import { decideFor, type Asker } from './asker.ts';

/** `people`: entries of these alone, nothing of the program itself or of others. */
export type LogReach = { readonly kind: 'all' } | { readonly kind: 'people'; readonly own: string; readonly userIds: ReadonlySet<string> };

const everybody: Target = { kind: 'area', areaPath: '', unitId: '', subjectUserId: null };

export function logReachOf(asker: Asker, users: Iterable<User>): LogReach {
  const may = (target: Target): boolean => decideFor(asker, { permission: 'audit-read', target }).allow;
  if (may(everybody)) return { kind: 'all' };
  const userIds = new Set<string>();
  for (const { id, assignments } of users)
    if (assignments.some(({ areaPath, unitId }) => may({ kind: 'area', areaPath, unitId, subjectUserId: id }))) userIds.add(id);
  return { kind: 'people', own: asker.user.id, userIds };
}
