/** Cameras registered from this workstation, over whoever is signed in and the province it belongs to. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { IV_BYTES } from '../base/jwe.ts';
import { uuidV7 } from '../base/ledger/uuid-v7.ts';
import { CameraCorrections } from '../services/configuration/camera-corrections.ts';
import { CameraRegistrations } from '../services/configuration/camera-registrations.ts';
import type { Services } from './services.ts';

type Parts = Pick<Services, 'access' | 'configuration' | 'joining' | 'seat' | 'session' | 'sync'>;

/** What is offered first, and what is corrected after the province refused it. */
export function buildRegistrations(parts: Parts): Pick<Services, 'registrations' | 'corrections'> {
  const { access, configuration, joining, seat } = parts;
  const newId = (): string => uuidV7(Date.now(), randomBytes(10));
  const mayManageAt = (areaPath: string, unitId: string): boolean =>
    access.judge('camera.add', { registration: { areaPath, unitId } }).allow;
  const registrations = registrationsOver(parts, newId, mayManageAt);
  const corrections = new CameraCorrections({
    ...{ configuration, registrations, mayManageAt, newId },
    province: () => joining.province(),
    editor: () => seat.acting()?.user.id ?? null,
  });
  return { registrations, corrections };
}

function registrationsOver(
  { configuration, seat, session, sync }: Parts,
  newId: () => string,
  mayManageAt: (areaPath: string, unitId: string) => boolean,
): CameraRegistrations {
  return new CameraRegistrations({
    ...{ configuration, mayManageAt, newId },
    member: () => session.membership(),
    person: () => {
      const user = seat.acting()?.user;
      return user === undefined ? null : { unitId: user.unitId, areaPaths: user.assignments.map(({ areaPath }) => areaPath) };
    },
    offer: (edits) => sync.offer(edits),
    chance: () => ({ ephemeral: generateKeyPairSync('x25519').privateKey, iv: randomBytes(IV_BYTES) }),
  });
}
