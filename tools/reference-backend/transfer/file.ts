/** Opens a workstation's transfer file and writes the one that answers it (contract, "Transfer files"). */
import { createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { compactDecrypt, CompactEncrypt, decodeProtectedHeader } from 'jose';
import { transferPayloadSchema, transferSignatureSchema } from '../../../src-contract/province/schemas.ts';
import type { TransferAnswerPayload, TransferPayload } from '../../../src-contract/province/schemas.ts';
import type { DeviceRecord } from '../http/calls.ts';
import { preAuthentication, typeOf } from '../keys/dsse.ts';
import type { StatementKey } from '../keys/dsse.ts';
import type { ProvinceKeys } from '../keys/province-keys.ts';

export type FileRefusal =
  | 'not-a-transfer'
  | 'truncated'
  | 'damaged'
  /** An answer of a province to a workstation. */
  | 'incoming'
  | 'other-province'
  | 'unknown-device'
  | 'device-blocked'
  | 'bad-signature'
  | 'not-understood'
  /** A later file of that workstation was answered already. */
  | 'old'
  /** Another file of the same number: two machines with one identity, or one put back to an older state. */
  | 'number-reused';

export class TransferFault extends Error {
  readonly reason: FileRefusal;

  constructor(reason: FileRefusal) {
    super(reason);
    this.reason = reason;
  }
}

const TYPE = 'application/vnd.vms.transfer+json';
const MOST_BYTES = 536_870_912;

/** The sealed text of a file of the length it states. */
const unframed = (file: Uint8Array): string => {
  const bytes = Buffer.from(file);
  const head = /^vmsync 1 ([1-9][0-9]{0,9})\n/u.exec(bytes.toString('latin1', 0, 20));
  if (head === null) throw new TransferFault('not-a-transfer');
  const [line, length] = head;
  const sealed = bytes.subarray(line.length);
  if (sealed.byteLength < Number(length)) throw new TransferFault('truncated');
  if (sealed.byteLength > Number(length)) throw new TransferFault('damaged');
  return sealed.toString('latin1');
};

const headOf = (sealed: string) => {
  try {
    // Only the head of the five parts is looked at, whatever the rest weighs.
    return decodeProtectedHeader(`${sealed.split('.', 1)[0] ?? ''}....`);
  } catch {
    throw new TransferFault('damaged');
  }
};

const opened = async (sealed: string, { keyid, privateKey }: ProvinceKeys['transfer']): Promise<Buffer> => {
  const { cty, kid } = headOf(sealed);
  if (cty === 'vms-transfer-answer') throw new TransferFault('incoming');
  if (cty !== 'vms-transfer') throw new TransferFault('not-a-transfer');
  if (kid !== keyid) throw new TransferFault('other-province');
  const { plaintext } = await compactDecrypt(sealed, privateKey).catch(() => {
    throw new TransferFault('damaged');
  });
  try {
    return gunzipSync(plaintext, { maxOutputLength: MOST_BYTES });
  } catch {
    throw new TransferFault('not-understood');
  }
};

const jsonOf = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new TransferFault('not-understood');
  }
};

/** What a workstation signed, read only after its signature held. @throws TransferFault */
export const openTransfer = async (
  file: Uint8Array,
  key: ProvinceKeys['transfer'],
  deviceById: (deviceId: string) => Promise<DeviceRecord | null>,
): Promise<{ readonly payload: TransferPayload; readonly device: DeviceRecord }> => {
  const plain = await opened(unframed(file), key);
  const end = plain.indexOf('\n');
  const signature = transferSignatureSchema.safeParse(jsonOf(plain.subarray(0, Math.max(0, end))));
  if (!signature.success || signature.data.payloadType !== TYPE) throw new TransferFault('not-understood');
  const bytes = plain.subarray(end + 1);
  const device = await deviceById(signature.data.keyid);
  if (device === null) throw new TransferFault('unknown-device');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: device.signingKey }, format: 'jwk' });
  if (!verify(null, preAuthentication(TYPE, bytes), publicKey, Buffer.from(signature.data.sig, 'base64')))
    throw new TransferFault('bad-signature');
  if (device.state !== 'active') throw new TransferFault('device-blocked');
  const payload = transferPayloadSchema.safeParse(jsonOf(bytes));
  if (!payload.success || payload.data.deviceId !== device.deviceId) throw new TransferFault('not-understood');
  return { payload: payload.data, device };
};

/** The file for the device. */
export const packAnswer = async (
  answer: TransferAnswerPayload,
  { keyid, privateKey }: StatementKey,
  encryption: KeyObject,
): Promise<Buffer> => {
  const bytes = Buffer.from(JSON.stringify(answer));
  const payloadType = typeOf('transfer-answer');
  const sig = sign(null, preAuthentication(payloadType, bytes), privateKey).toString('base64');
  const plain = gzipSync(Buffer.concat([Buffer.from(`${JSON.stringify({ payloadType, keyid, sig })}\n`), bytes]));
  const sealed = await new CompactEncrypt(plain)
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: answer.deviceId, cty: 'vms-transfer-answer' })
    .encrypt(encryption);
  return Buffer.from(`vmsync 1 ${String(sealed.length)}\n${sealed}`, 'latin1');
};
