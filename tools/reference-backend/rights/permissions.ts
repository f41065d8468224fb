/** What a person may do, as far as this server itself must know: the role's cells over the assignment's area and unit, and grants. */
import { cameraSchema, caseSchema, grantSchema } from '../../../src-contract/province/schemas.ts';
import type { Camera, Permission, User } from '../../../src-contract/province/schemas.ts';
import { livingOf } from '../feed/feed.ts';
import type { TokenCaller } from '../http/calls.ts';
import { refuse } from '../http/refusal.ts';
import { rolesOf } from '../sessions/accounts.ts';
import type { Transaction } from '../storage/database.ts';

/** `19/05443` lies in `19`, `19/054430` does not lie in `19/05443`. */
export const liesIn = (areaPath: string, within: string): boolean => areaPath === within || areaPath.startsWith(`${within}/`);

/** The person behind a token. @throws Refusal when there is none */
export const personOf = ({ user }: TokenCaller): User => {
  if (user === null) throw refuse('denied', { details: { permission: 'sign-in' } });
  return user;
};

export interface Place {
  readonly areaPath: string;
  readonly unitIds: readonly string[];
}

/** Whether a role of theirs has the permission at a place; null: anywhere at all. */
export const mayAt = async (transaction: Transaction, user: User, permission: Permission, place: Place | null): Promise<boolean> => {
  const roles = new Map((await rolesOf(transaction, user)).map((role) => [role.id, role]));
  return user.assignments.some(({ roleId, areaPath, unitId }) =>
    (roles.get(roleId)?.cells ?? []).some((cell) => {
      if (cell.permission !== permission) return false;
      if (place === null || cell.scopes.includes('province')) return true;
      return cell.scopes.includes('own') && (liesIn(place.areaPath, areaPath) || place.unitIds.includes(unitId));
    }),
  );
};

/** @throws Refusal */
export const requirePermission = async (
  transaction: Transaction,
  caller: TokenCaller,
  permission: Permission,
  place: Place | null,
): Promise<User> => {
  const user = personOf(caller);
  if (!(await mayAt(transaction, user, permission, place))) throw refuse('denied', { details: { permission } });
  return user;
};

export const placeOf = (camera: Camera): Place => ({ areaPath: camera.areaPath, unitIds: [camera.managingUnitId, camera.operatingUnitId] });

/** Cameras that belong into no client, whatever anybody's rights are. */
export const isExcluded = (camera: Camera, nowMs: number): boolean => {
  if (camera.classification !== 'NONE' || camera.ownershipClass === 'POLICE_OPERATIONAL') return true;
  if (camera.ownershipClass !== 'VOLUNTARY') return false;
  const { consent } = camera;
  if (consent === null || Date.parse(consent.validFrom) > nowMs) return true;
  return consent.validTo !== null && Date.parse(consent.validTo) <= nowMs;
};

export const livingCameras = async (transaction: Transaction): Promise<ReadonlyMap<string, Camera>> => {
  const documents = await livingOf(transaction, 'camera');
  const cameras = documents.flatMap((document) => {
    const camera = cameraSchema.safeParse(document);
    return camera.success ? [camera.data] : [];
  });
  return new Map(cameras.map((camera) => [camera.id, camera]));
};

/** Grants and cases that now speak for or against a person or unit. */
const spokenFor = async (transaction: Transaction, user: User | null, unitId: string, nowMs: number) => {
  const grants = (await livingOf(transaction, 'grant')).flatMap((document) => {
    const grant = grantSchema.safeParse(document);
    return grant.success ? [grant.data] : [];
  });
  const cases = (await livingOf(transaction, 'case')).flatMap((document) => {
    const found = caseSchema.safeParse(document);
    return found.success ? [found.data] : [];
  });
  return {
    grants: grants.filter(({ grantee, permissions, validFrom, validTo }) => {
      const mine = grantee.kind === 'user' ? grantee.userId === user?.id : grantee.unitId === unitId;
      const seeing = permissions.includes('live') || permissions.includes('playback');
      return mine && seeing && Date.parse(validFrom) <= nowMs && nowMs < Date.parse(validTo);
    }),
    cases: cases.filter(
      ({ state, assigneeIds, validTo }) =>
        state === 'open' && user !== null && assigneeIds.includes(user.id) && nowMs < Date.parse(validTo),
    ),
  };
};

/** Who may have a camera's password: who may see it, set it up, or works on its case. */
export const seeingJudge = async (
  transaction: Transaction,
  { user, device }: TokenCaller,
  nowMs: number,
): Promise<(camera: Camera) => boolean> => {
  const { grants, cases } = await spokenFor(transaction, user, user?.unitId ?? device.unitId, nowMs);
  const roles = user === null ? null : new Map((await rolesOf(transaction, user)).map((role) => [role.id, role]));
  const byRole = (camera: Camera): boolean => {
    if (user === null || roles === null) return [camera.managingUnitId, camera.operatingUnitId].includes(device.unitId);
    return user.assignments.some(({ roleId, areaPath, unitId }) =>
      (roles.get(roleId)?.cells ?? []).some(({ permission, scopes }) => {
        if (permission !== 'live' && permission !== 'playback') return false;
        const own = liesIn(camera.areaPath, areaPath) || placeOf(camera).unitIds.includes(unitId);
        return scopes.includes('province') || (scopes.includes('own') && own);
      }),
    );
  };
  return (camera) => {
    if (isExcluded(camera, nowMs) || camera.state === 'retired') return false;
    const speaking = grants.filter(({ target }) =>
      target.kind === 'area' ? liesIn(camera.areaPath, target.areaPath) : target.cameraIds.includes(camera.id),
    );
    if (speaking.some(({ effect }) => effect === 'deny')) return false;
    return speaking.length > 0 || byRole(camera) || cases.some(({ cameraIds }) => cameraIds.includes(camera.id));
  };
};
