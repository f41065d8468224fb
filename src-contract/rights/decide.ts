/**
 * Who may do what: role ∩ area ∩ unit ∩ grant ∩ camera state and classification ∩ purpose ∩ hours ∩ second person.
 *
 * Denied unless something allows it, and any denial beats every allowance (R-ACC-04). Pure: the main side asks
 * it at every call and for every stream, the province asks it again with the same data.
 */
import type { Permission, RoleAssignment, RoleCell } from '../province/schemas.ts';
import { denialByCamera, denialByPurpose, denialByStanding } from './gates.ts';
import { denyingGrant, scopeHolds } from './scopes.ts';
import type { AccessDecision, AccessRequest, DenialReason, RightsData } from './request.ts';

export function decideAccess(request: AccessRequest, data: RightsData): AccessDecision {
  const law = denialByStanding(request) ?? denialByCamera(request) ?? denialByPurpose(request, data);
  if (law !== null) return { allow: false, rule: `law:${law}`, reason: law };
  const denial = denyingGrant(request, data.grants);
  if (denial !== null) return { allow: false, rule: `grant:${denial.id}`, reason: 'denied-by-grant' };
  return mostHelpful(request.user.assignments.flatMap((assignment) => judgeAssignment(assignment, request, data)));
}

function judgeAssignment(assignment: RoleAssignment, request: AccessRequest, data: RightsData): AccessDecision[] {
  const cells = data.roles.get(assignment.roleId)?.cells ?? [];
  return cells.filter(({ permission }) => permission === request.permission).map((cell) => judgeCell(cell, assignment, request, data));
}

function judgeCell(cell: RoleCell, assignment: RoleAssignment, request: AccessRequest, data: RightsData): AccessDecision {
  const rule = `role:${assignment.roleId}`;
  const missing = cell.scopes.some((scope) => scopeHolds(scope, assignment, request, data))
    ? missingCondition(cell, request)
    : 'out-of-scope';
  return missing === null ? { allow: true, rule, maxSeconds: cell.conditions.maxSeconds } : { allow: false, rule, reason: missing };
}

/** Looking at what a camera already recorded, or at what it hides; sensitive places need a second person for it. */
const lookingDeeper: ReadonlySet<Permission> = new Set(['playback', 'export-execute', 'unmask']);

function missingCondition({ conditions }: RoleCell, request: AccessRequest): DenialReason | null {
  if (conditions.requestOnly && !request.asRequest) return 'only-as-request';
  if (conditions.setupOnly && !request.forSetup) return 'only-for-setup';
  const sensitive = request.target.kind === 'camera' && request.target.camera.sensitive && lookingDeeper.has(request.permission);
  if (!conditions.secondPerson && !sensitive) return null;
  if (request.secondUserId === null) return 'second-person-missing';
  return request.secondUserId === request.user.id ? 'second-person-same' : null;
}

/** From the least to the most helpful thing to hear when nothing allows. */
const helpfulness: readonly DenialReason[] = [
  'not-in-role',
  'out-of-scope',
  'only-for-setup',
  'only-as-request',
  'second-person-same',
  'second-person-missing',
];

/** An allowance without a time limit before one with, the longer limit before the shorter, and only then a refusal. */
function mostHelpful(decisions: readonly AccessDecision[]): AccessDecision {
  const rank = (decision: AccessDecision): number =>
    decision.allow ? helpfulness.length + (decision.maxSeconds ?? Number.MAX_SAFE_INTEGER) : helpfulness.indexOf(decision.reason);
  return decisions.reduce((best, decision) => (rank(decision) > rank(best) ? decision : best), nothingAllows);
}

const nothingAllows: AccessDecision = { allow: false, rule: 'default', reason: 'not-in-role' };
