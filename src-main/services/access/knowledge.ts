/** Which cameras a person may know of: those on which they may do anything at all, for any purpose; pure. */
import type { Permission } from '../../../src-contract/province/schemas.ts';
import type { CameraFacts } from '../../../src-contract/rights/request.ts';
import { epochMs } from '../../../src-contract/time.ts';
import { decideFor, onCamera, whateverFor, type Asker } from './asker.ts';
import { SOMEBODY } from './judge.ts';

/** What is done to cameras, the frequent first. Managing people and reading logs shows none. */
const onCameras: readonly Permission[] = [
  'live',
  'camera-manage',
  'playback',
  'ptz',
  'mark',
  'export-request',
  'export-execute',
  'export-approve',
  'evidence-open',
  'unmask',
  'unmask-approve',
];

export function knowledgeOf(asker: Asker): (camera: CameraFacts) => boolean {
  const free = whateverFor(asker);
  const roles = free.user.assignments.map(({ roleId }) => free.data.roles.get(roleId));
  const held = onCameras.filter((permission) => roles.some((role) => role?.cells.some((cell) => cell.permission === permission)));
  return (camera) =>
    held.some((permission) => {
      const allowed = (target = onCamera(camera)): boolean =>
        decideFor(free, { permission, target, asRequest: true, forSetup: true, secondUserId: SOMEBODY }).allow;
      return allowed() || stretchesOf(free, camera).some((footage) => allowed(onCamera(camera, footage)));
    });
}

/** What was recorded is known of through the case it belongs to. */
function stretchesOf({ data }: Asker, { id }: CameraFacts) {
  return data.cases
    .filter(({ kind, cameraIds }) => kind === 'extraction' && cameraIds.includes(id))
    .map(({ footageFrom, footageTo }) => ({ from: epochMs(Date.parse(footageFrom)), to: epochMs(Date.parse(footageTo)) }));
}
