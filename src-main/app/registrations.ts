/** Cameras registered from this workstation, over whoever is signed in and the province it belongs to. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { IV_BYTES } from '../base/jwe.ts';
import { uuidV7 } from '../base/ledger/uuid-v7.ts';
import { CameraRegistrations } from '../services/configuration/camera-registrations.ts';
import type { Services } from './services.ts';

type Parts = Pick<Services, 'access' | 'configuration' | 'seat' | 'session' | 'sync'>;

export function buildRegistrations({ access, configuration, seat, session, sync }: Parts): CameraRegistrations {
  return new CameraRegistrations({
    configuration,
    member: () => session.membership(),
    mayManageAt: (areaPath, unitId) => access.judge('camera.add', { registration: { areaPath, unitId } }).allow,
    person: () => {
      const user = seat.acting()?.user;
      return user === undefined ? null : { unitId: user.unitId, areaPaths: user.assignments.map(({ areaPath }) => areaPath) };
    },
    offer: (edits) => sync.offer(edits),
    newId: () => uuidV7(Date.now(), randomBytes(10)),
    chance: () => ({ ephemeral: generateKeyPairSync('x25519').privateKey, iv: randomBytes(IV_BYTES) }),
  });
}
