/** Where a permission reaches: by area path, by unit, by grant, by case. */
import type { Grant, Hours, PermissionScope, RoleAssignment } from '../province/schemas.ts';
import type { AccessRequest, RightsData, Target } from './request.ts';

export function scopeHolds(scope: PermissionScope, assignment: RoleAssignment, request: AccessRequest, data: RightsData): boolean {
  switch (scope) {
    case 'province':
      return true;
    case 'own':
      return isOwn(request.target, assignment);
    case 'granted':
      return data.grants.some((grant) => grant.effect === 'allow' && grantApplies(grant, request));
    case 'case':
      return data.cases.some((one) => caseCovers(one, request));
    case 'self':
      return request.target.kind === 'area' && request.target.subjectUserId === request.user.id;
  }
}

/** Segment by segment: `19/0544` is not above `19/05443`. */
export function isWithin(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}/`);
}

function isOwn(target: Target, { areaPath, unitId }: RoleAssignment): boolean {
  if (target.kind === 'area') return isWithin(target.areaPath, areaPath) || target.unitId === unitId;
  const { camera } = target;
  return isWithin(camera.areaPath, areaPath) || camera.managingUnitId === unitId || camera.operatingUnitId === unitId;
}

/** The first denial that applies, if any. */
export function denyingGrant(request: AccessRequest, grants: readonly Grant[]): Grant | null {
  return grants.find((grant) => grant.effect === 'deny' && grantApplies(grant, request)) ?? null;
}

function grantApplies(grant: Grant, { user, permission, target, purpose, at }: AccessRequest): boolean {
  const { grantee } = grant;
  return (
    grant.permissions.includes(permission) &&
    (grantee.kind === 'user' ? grantee.userId === user.id : grantee.unitId === user.unitId) &&
    targets(grant.target, target) &&
    at >= Date.parse(grant.validFrom) &&
    at < Date.parse(grant.validTo) &&
    (grant.purposes === null || (purpose !== null && grant.purposes.includes(purpose.id))) &&
    (grant.hours === null || withinHours(grant.hours, at))
  );
}

function targets(granted: Grant['target'], target: Target): boolean {
  const areaPath = target.kind === 'camera' ? target.camera.areaPath : target.areaPath;
  if (granted.kind === 'area') return isWithin(areaPath, granted.areaPath);
  return target.kind === 'camera' && granted.cameraIds.includes(target.camera.id);
}

function caseCovers(one: RightsData['cases'][number], { user, target, at }: AccessRequest): boolean {
  if (target.kind !== 'camera' || one.state !== 'open' || at >= Date.parse(one.validTo)) return false;
  if (!one.assigneeIds.includes(user.id) || !one.cameraIds.includes(target.camera.id)) return false;
  const { footage } = target;
  return footage === null
    ? one.kind === 'ticket'
    : footage.from < footage.to && footage.from >= Date.parse(one.footageFrom) && footage.to <= Date.parse(one.footageTo);
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Vietnam is seven hours ahead of UTC, all year. */
const OFFSET_MS = 7 * HOUR_MS;
/** 1 January 1970 was a Thursday. */
const EPOCH_WEEKDAY = 4;

/** Hours that end before they begin run over midnight and belong to the day they begin on. */
export function withinHours({ from, to, days }: Hours, at: number): boolean {
  const local = at + OFFSET_MS;
  const minute = Math.floor((local % DAY_MS) / 60_000);
  const weekday = ((Math.floor(local / DAY_MS) + EPOCH_WEEKDAY - 1) % 7) + 1;
  const [start, end] = [minuteOf(from), minuteOf(to)];
  if (start <= end) return days.includes(weekday) && minute >= start && minute < end;
  if (minute >= start) return days.includes(weekday);
  return minute < end && days.includes(weekday === 1 ? 7 : weekday - 1);
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
