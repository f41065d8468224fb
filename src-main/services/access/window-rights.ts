/** What windows are told to show and hide; pure. */
import { permissionSchema, type Permission, type Rights } from '../../../src-contract/model/rights.ts';
import { whateverFor, type Asker } from './asker.ts';
import { asksOf } from './asks.ts';
import { judge, type KnownPlaces } from './judge.ts';

/** Looked at only where there is something to ask a second person for. */
const withSecond: readonly Permission[] = ['mask.lift', 'replay.with-second'];
/** What a window offers for a camera. */
const perCamera: readonly Permission[] = [
  'live.view',
  'live.listen',
  'live.replay',
  'snapshot',
  'camera.manage',
  'camera.test',
  ...withSecond,
];

/** Of somebody who has not signed in, or is locked out. */
export const rightsOfNobody: Rights = { may: ['app.use', 'session.use'], except: {} };

/** As if every purpose would do: which one is asked when something is done. */
export function rightsOf(asker: Asker, places: KnownPlaces): Rights {
  const free = whateverFor(asker);
  const mayOn = (permission: Permission, args: unknown): boolean => judge(asksOf(permission, args), free, places).allow;
  const may = permissionSchema.options.filter((permission) => mayOn(permission, {}));
  const offered = perCamera.filter((permission) => may.includes(permission));
  const except = [...places.known.keys()].flatMap((cameraId) => {
    const missing = offered.filter((permission) => !mayOn(permission, { cameraId }));
    return missing.length === 0 ? [] : [[cameraId, missing] as const];
  });
  return { may, except: Object.fromEntries(except) };
}
