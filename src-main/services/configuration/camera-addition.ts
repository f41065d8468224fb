/** What a person fills in of a camera the province does not have, as an edit to offer. */
import { VmsError } from '../../../src-contract/errors.ts';
import type { CameraDraft } from '../../../src-contract/model/camera.ts';
import type { CameraRegistration } from '../../../src-contract/model/registration.ts';
import { cameraAdditionSchema, type CameraAddition, type CameraCredential } from '../../../src-contract/province/schemas.ts';
import { judgedOrThrow, type JudgedCamera } from '../camera-judgement.ts';

export interface AdditionFacts {
  /** UUIDv7: the camera's id for good. */
  readonly id: string;
  /** Server time as best known, ISO. */
  readonly at: string;
  /** For the province alone; `null`: it has no key to seal to. */
  readonly seal: ((credential: CameraCredential) => string) | null;
  /** Sealed before for this id and not taken: goes along where no login is typed; `null`: there is none. */
  readonly kept: string | null;
}

/** What stands where nobody knows make or model; the contract wants a word. */
export const UNKNOWN_MAKE = 'Chưa rõ';

/**
 * The password is in it sealed or not at all.
 *
 * Throws `invalid-argument` with the field, or `unsupported` and `unavailable` for what is registered at the province only.
 */
export function additionOf(draft: CameraDraft, registration: CameraRegistration, { id, at, seal, kept }: AdditionFacts): CameraAddition {
  const camera = judged(draft);
  const { code, areaPath, unitId, device, onvif, ...said } = registration;
  const commune = areaPath.split('/')[1];
  if (commune !== undefined && code.split('-')[1] !== commune)
    throw new VmsError('invalid-argument', 'camera-code-not-of-area', { commune });
  const credential = credentialOf(camera, id);
  if (credential !== null && seal === null) throw new VmsError('unavailable', 'camera-password-not-sealable');
  const addition = cameraAdditionSchema.safeParse({
    kind: 'camera-add',
    id,
    document: {
      ...{ id, code, areaPath, name: camera.name, managingUnitId: unitId, operatingUnitId: unitId, unitSince: at },
      ...{ ownershipClass: 'STATE', classification: 'NONE', consent: null, state: 'active' },
      ...said,
      ...{ headingDeg: null, fieldOfViewDeg: null, compliance: { state: 'CHUA_DANH_GIA', until: null } },
      device: { ...device, make: wordOr(device.make), model: wordOr(device.model), onvifProfiles: [] },
      // The province counts the revisions of a password itself.
      connection: { mainStream: camera.mainUrl, subStream: camera.subUrl, onvif, credentialRev: null },
    },
    credential: credential === null || seal === null ? kept : seal(credential),
  });
  if (addition.success) return addition.data;
  // The rest was parsed by the same schemas on its way here; addresses of this program may be longer and of more forms.
  const isSub = addition.error.issues[0]?.path.includes('subStream') === true;
  throw new VmsError('invalid-argument', 'camera-not-registrable', { field: isSub ? 'subUrl' : 'mainUrl' });
}

function judged(draft: CameraDraft): JudgedCamera {
  const camera = judgedOrThrow(draft);
  if ((camera.trustedCertificate ?? null) === null) return camera;
  throw new VmsError('unsupported', 'camera-field-of-province', { field: 'trustedCertificate' });
}

function credentialOf({ username, password }: JudgedCamera, cameraId: string): CameraCredential | null {
  if ((username ?? '') === '' && (password ?? '') === '') return null;
  return { cameraId, credentialRev: 1, username: username ?? '', password: password ?? '' };
}

const wordOr = (word: string): string => (word.trim() === '' ? UNKNOWN_MAKE : word.trim());
