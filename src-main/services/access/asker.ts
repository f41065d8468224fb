/** Who asks, with the part of the configuration that concerns them; pure. */
import type { Camera, Grant, User } from '../../../src-contract/province/schemas.ts';
import { decideAccess } from '../../../src-contract/rights/decide.ts';
import type { AccessDecision, AccessRequest, CameraFacts, RightsData, Target } from '../../../src-contract/rights/request.ts';

export interface Asker {
  readonly user: User;
  readonly standing: AccessRequest['standing'];
  readonly purpose: AccessRequest['purpose'];
  /** Server time as best known. */
  readonly at: AccessRequest['at'];
  readonly data: RightsData;
}

type Wish = Pick<AccessRequest, 'permission' | 'target'> & Partial<Pick<AccessRequest, 'asRequest' | 'forSetup' | 'secondUserId'>>;

export function decideFor({ user, standing, purpose, at, data }: Asker, wish: Wish): AccessDecision {
  return decideAccess({ user, standing, purpose, at, asRequest: false, forSetup: false, secondUserId: null, ...wish }, data);
}

/** Grants and cases of others are most of them, and would be looked through at every camera. */
export function concerning(data: RightsData, user: User): RightsData {
  return {
    ...data,
    grants: data.grants.filter(({ grantee }) => (grantee.kind === 'user' ? grantee.userId === user.id : grantee.unitId === user.unitId)),
    cases: data.cases.filter(({ assigneeIds }) => assigneeIds.includes(user.id)),
  };
}

const ANY_PURPOSE = 'any';

/**
 * The same person before they said what for: as if every purpose would do. What may be chosen from at all is decided so;
 * what is done is decided with the purpose they named.
 */
export function whateverFor(asker: Asker): Asker {
  return {
    ...asker,
    purpose: { id: ANY_PURPOSE, caseNo: null },
    data: {
      ...asker.data,
      purposes: new Map([[ANY_PURPOSE, { caseNoRequired: false }]]),
      grants: asker.data.grants.flatMap(forAnyPurpose),
    },
  };
}

function forAnyPurpose(grant: Grant): Grant[] {
  if (grant.purposes === null) return [grant];
  return grant.effect === 'allow' ? [{ ...grant, purposes: null }] : [];
}

export function factsOf(camera: Camera): CameraFacts {
  return camera;
}

export const onCamera = (camera: CameraFacts, footage: Extract<Target, { kind: 'camera' }>['footage'] = null): Target => ({
  kind: 'camera',
  camera,
  footage,
});

/** The person's own parts of the administration. */
export function ownAreas({ assignments, id }: User): readonly Target[] {
  return assignments.map(({ areaPath, unitId }) => ({ kind: 'area', areaPath, unitId, subjectUserId: id }));
}
