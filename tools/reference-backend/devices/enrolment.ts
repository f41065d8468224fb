/** A workstation becomes known: certificate requests, codes, certificates. */
import 'reflect-metadata';
import { Pkcs10CertificateRequest } from '@peculiar/x509';
import { createPublicKey, randomUUID } from 'node:crypto';
import type { DeviceCertificate } from '../../../src-contract/province/schemas.ts';
import type { Handler, Province } from '../http/calls.ts';
import { refuse } from '../http/refusal.ts';
import { numberOf, one, textOf, textOrNull } from '../storage/database.ts';
import type { Transaction } from '../storage/database.ts';
import { uuidV7 } from '../storage/uuid.ts';
import { deviceAnswer, deviceById, deviceByKey } from './devices.ts';
import { trustBundle } from './trust.ts';

const refused = (at: string) => refuse('certificate-request-refused', { details: { at } });

/** A request signed by its own Ed25519 key, which must be the device's. */
const openRequest = async (pem: string, deviceKey: string): Promise<Pkcs10CertificateRequest> => {
  const request = (() => {
    try {
      return new Pkcs10CertificateRequest(pem);
    } catch {
      throw refused('form');
    }
  })();
  const key = (() => {
    try {
      return createPublicKey({ key: Buffer.from(request.publicKey.rawData), format: 'der', type: 'spki' });
    } catch {
      throw refused('key');
    }
  })();
  if (key.asymmetricKeyType !== 'ed25519') throw refused('key');
  if (key.export({ format: 'jwk' }).x !== deviceKey) throw refused('other-key');
  if (!(await request.verify().catch(() => false))) throw refused('signature');
  return request;
};

const certify = async (
  transaction: Transaction,
  province: Province,
  request: Pkcs10CertificateRequest,
  deviceId: string,
): Promise<DeviceCertificate> => {
  const issued = await province.keys.authority.issueForDevice(request.publicKey, deviceId, province.now());
  await transaction.run(
    'INSERT INTO certificate (serial, device_id, not_after, revoked_at) VALUES (?, ?, ?, ?)',
    issued.serial,
    deviceId,
    issued.notAfterMs,
    null,
  );
  return {
    certificate: issued.certificate,
    chain: [],
    serial: issued.serial,
    notBefore: new Date(issued.notBeforeMs).toISOString(),
    notAfter: new Date(issued.notAfterMs).toISOString(),
  };
};

const checkEncryptionKey = (base64: string): void => {
  try {
    const key = createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType === 'x25519') return;
  } catch {
    // not a key at all: refused below like a key of another kind
  }
  throw refused('encryption-key');
};

export const enrolDevice: Handler<'enrolDevice'> = async ({ province, transaction, caller, body, nowMs }) => {
  const request = await openRequest(body.csr, caller.x);
  checkEncryptionKey(body.encryptionKey);
  if (Buffer.from(body.sealKey, 'base64').byteLength !== 32) throw refused('seal-key');
  await transaction.lock(`code:${body.code}`);
  const code = await one(transaction.all('SELECT * FROM enrolment_code WHERE code = ?', body.code));
  if (code === null) throw refuse('credentials-refused');
  const known = await deviceByKey(transaction, caller.thumbprint);
  const usedBy = textOrNull(code, 'device_id');
  if (known !== null && usedBy === known.deviceId) {
    const certificate = await certify(transaction, province, request, known.deviceId);
    return { status: 201, body: { device: deviceAnswer(known), certificate, trust: (await trustBundle(transaction, province)).statement } };
  }
  if (usedBy !== null || numberOf(code, 'valid_to') <= nowMs) throw refuse('enrolment-code-spent');
  if (known !== null) throw refuse('key-known');
  const deviceId = uuidV7(nowMs, randomUUID());
  const certificate = await certify(transaction, province, request, deviceId);
  await transaction.run(
    `INSERT INTO device (device_id, log_id, unit_id, state, thumbprint, signing_key, encryption_key, seal_key, machine, certificate, enrolled_at, last_seen_at)
     VALUES (?, ?, ?, 'active', ?, ?, ?, ?, ?, ?, ?, ?)`,
    deviceId,
    uuidV7(nowMs, randomUUID()),
    textOf(code, 'unit_id'),
    caller.thumbprint,
    caller.x,
    body.encryptionKey,
    body.sealKey,
    JSON.stringify(body.machine),
    certificate.certificate,
    nowMs,
    null,
  );
  await transaction.run('UPDATE enrolment_code SET device_id = ? WHERE code = ?', deviceId, body.code);
  const device = await deviceById(transaction, deviceId);
  if (device === null) throw new Error('the device just stored is not there');
  return { status: 201, body: { device: deviceAnswer(device), certificate, trust: (await trustBundle(transaction, province)).statement } };
};

export const renewCertificate: Handler<'renewCertificate'> = async ({ province, transaction, caller, path, body }) => {
  ownDevice(caller.device.deviceId, path.deviceId);
  const request = await openRequest(body.csr, caller.device.signingKey);
  const certificate = await certify(transaction, province, request, caller.device.deviceId);
  await transaction.run('UPDATE device SET certificate = ? WHERE device_id = ?', certificate.certificate, caller.device.deviceId);
  return { status: 201, body: certificate };
};

/** @throws Refusal when a path names another device than the token's */
export const ownDevice = (own: string, named: string): void => {
  if (own !== named) throw refuse('denied', { details: { permission: 'other-device' } });
};

/** A code for a slip: 80 bits, base32. */
export const addEnrolmentCode = (transaction: Transaction, code: string, unitId: string, validToMs: number): Promise<void> =>
  transaction.run('INSERT INTO enrolment_code (code, unit_id, valid_to, device_id) VALUES (?, ?, ?, ?)', code, unitId, validToMs, null);
