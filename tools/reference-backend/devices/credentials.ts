/** Passwords of cameras, sealed to one device's X25519 key. */
import { createPublicKey } from 'node:crypto';
import { compactDecrypt, CompactEncrypt } from 'jose';
import { cameraCredentialSchema } from '../../../src-contract/province/schemas.ts';
import type { CameraCredential } from '../../../src-contract/province/schemas.ts';
import type { ProvinceKeys } from '../keys/province-keys.ts';
import type { DeviceRecord, Handler } from '../http/calls.ts';
import { livingCameras, seeingJudge } from '../rights/permissions.ts';
import { numberOf, one, textOf } from '../storage/database.ts';
import { ownDevice } from './enrolment.ts';

const seal = (credential: CameraCredential, device: DeviceRecord): Promise<string> => {
  const key = createPublicKey({ key: Buffer.from(device.encryptionKey, 'base64'), format: 'der', type: 'spki' });
  return new CompactEncrypt(Buffer.from(JSON.stringify(credential)))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: device.deviceId, cty: 'vms-camera-credential+json' })
    .encrypt(key);
};

/** A password a workstation sealed to the province; null: not to this one, or not of this camera. */
export const openCredential = async (
  sealed: string,
  cameraId: string,
  { keyid, privateKey }: ProvinceKeys['transfer'],
): Promise<CameraCredential | null> => {
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, privateKey);
    const credential = cameraCredentialSchema.parse(JSON.parse(Buffer.from(plaintext).toString('utf8')));
    return protectedHeader.kid === keyid && credential.cameraId === cameraId ? credential : null;
  } catch {
    return null;
  }
};

export const fetchCredentials: Handler<'fetchCredentials'> = async ({ transaction, caller, path, body, nowMs }) => {
  ownDevice(caller.device.deviceId, path.deviceId);
  const cameras = await livingCameras(transaction);
  const maySee = await seeingJudge(transaction, caller, nowMs);
  const credentials: { cameraId: string; credentialRev: number; sealed: string }[] = [];
  const refused: string[] = [];
  for (const cameraId of new Set(body.cameraIds)) {
    const camera = cameras.get(cameraId);
    const row =
      camera === undefined || !maySee(camera) ? null : await one(transaction.all('SELECT * FROM credential WHERE camera_id = ?', cameraId));
    if (row === null) refused.push(cameraId);
    else {
      const credentialRev = numberOf(row, 'credential_rev');
      const credential = { cameraId, credentialRev, username: textOf(row, 'username'), password: textOf(row, 'password') };
      credentials.push({ cameraId, credentialRev, sealed: await seal(credential, caller.device) });
    }
  }
  return { status: 200, body: { credentials, refused } };
};
