/** Whether somebody may be the second person for an act on a camera; pure. */
import type { Permission, User } from '../../../src-contract/province/schemas.ts';
import type { CameraFacts, RightsData } from '../../../src-contract/rights/request.ts';
import type { EpochMs } from '../../../src-contract/time.ts';
import { decideFor, onCamera, whateverFor } from '../access/asker.ts';

export interface SecondAsk {
  readonly user: User;
  readonly permission: Permission;
  readonly camera: CameraFacts;
  readonly at: EpochMs;
  readonly data: RightsData;
}

/**
 * As if the province vouched: approvals for others never work offline, but beside the first person at a seat whose policy allows
 * it, where the grace the province signed for the second one has been checked before.
 */
export function maySecond({ user, permission, camera, at, data }: SecondAsk): boolean {
  const asker = whateverFor({ user, standing: { kind: 'online' }, purpose: null, at, data });
  return decideFor(asker, { permission, target: onCamera(camera) }).allow;
}
