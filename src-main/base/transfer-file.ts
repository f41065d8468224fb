/** Transfer files between a workstation without a network and its province: signed, packed, sealed (contract, "Transfer files"). */
import { createPublicKey, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import {
  transferAnswerPayloadSchema,
  transferSignatureSchema,
  type TransferAnswerPayload,
  type TransferPayload,
  type TrustBundlePayload,
  type TrustKey,
} from '../../src-contract/province/schemas.ts';
import { namesOfJwe, openJwe, sealJwe, type SealChance } from './jwe.ts';
import { openSigned, preAuthenticated } from './signed-statement.ts';

/** Why a file was not taken in; each has a text `transfer-…` that says what to do. */
export type TransferRefusal =
  | 'not-a-transfer'
  /** Shorter than it says: the copying was cut off. */
  | 'truncated'
  /** Not the bytes that were written. */
  | 'damaged'
  /** It is one that goes to a province. */
  | 'outgoing'
  | 'other-device'
  /** Signed by nobody this workstation believes: another province, or a forgery. */
  | 'other-province'
  | 'key-not-valid-now'
  /** Signed, and of a form this program does not know. */
  | 'not-understood';

export type OpenedTransfer =
  { readonly kind: 'opened'; readonly answer: TransferAnswerPayload } | { readonly kind: 'refused'; readonly reason: TransferRefusal };

const packed = promisify(gzip);
const unpacked = promisify(gunzip);

/** A file that unpacks to more is refused: nobody has that much to say. */
const MOST_UNPACKED_BYTES = 536_870_912;
const OUT = { cty: 'vms-transfer', payloadType: 'application/vnd.vms.transfer+json' } as const;
const BACK = { cty: 'vms-transfer-answer', name: 'transfer-answer' } as const;
const HEAD = /^vmsync 1 (?<bytes>[1-9][0-9]{0,9})\n/u;
/** The longest first line there is. */
const HEAD_BYTES = 20;
const LINE_END = 10;

/** Whom a file goes to: the `transfer` key of the trust bundle. */
export interface TransferReceiver {
  readonly kid: string;
  readonly publicKey: KeyObject;
}

/** `null` where the province has no such key. */
export function transferReceiver({ transfer }: Pick<TrustBundlePayload, 'transfer'>): TransferReceiver | null {
  if (transfer === undefined) return null;
  const publicKey = createPublicKey({ key: Buffer.from(transfer.publicKey, 'base64'), format: 'der', type: 'spki' });
  return { kid: transfer.keyid, publicKey };
}

/** The bytes of a file for the province. */
export async function packTransfer(
  payload: TransferPayload,
  signing: KeyObject,
  receiver: TransferReceiver,
  chance: SealChance,
): Promise<Uint8Array> {
  const bytes = Buffer.from(JSON.stringify(payload));
  const sig = sign(null, preAuthenticated(OUT.payloadType, bytes), signing).toString('base64');
  const line = JSON.stringify({ payloadType: OUT.payloadType, keyid: payload.deviceId, sig });
  const plain = await packed(Buffer.concat([Buffer.from(`${line}\n`), bytes]));
  const sealed = sealJwe(plain, { ...receiver, cty: OUT.cty }, chance);
  return Buffer.from(`vmsync 1 ${sealed.length}\n${sealed}`, 'ascii');
}

/** Who opens it, and whom it believes. */
export interface TransferReader {
  readonly deviceId: string;
  /** X25519, private. */
  readonly encryption: KeyObject;
  readonly keys: readonly TrustKey[];
  /** Server time as best known, ms. */
  readonly atMs: number;
}

/** Opens a file of the province for this device. */
export async function openTransferAnswer(file: Uint8Array, reader: TransferReader): Promise<OpenedTransfer> {
  const framed = unframed(file);
  if (framed.kind === 'refused') return framed;
  const names = namesOfJwe(framed.sealed);
  if (names === null) return refused('damaged');
  if (names.cty === OUT.cty) return refused('outgoing');
  if (names.cty !== BACK.cty) return refused('not-a-transfer');
  if (names.kid !== reader.deviceId) return refused('other-device');
  const zipped = openJwe(framed.sealed, reader.encryption);
  if (zipped === null) return refused('damaged');
  const plain = await unpacked(zipped, { maxOutputLength: MOST_UNPACKED_BYTES }).catch(() => null);
  return plain === null ? refused('not-understood') : believed(plain, reader);
}

const refused = (reason: TransferRefusal) => ({ kind: 'refused', reason }) as const;

function unframed(file: Uint8Array): { readonly kind: 'framed'; readonly sealed: string } | ReturnType<typeof refused> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const head = HEAD.exec(bytes.toString('latin1', 0, HEAD_BYTES));
  if (head === null) return refused('not-a-transfer');
  const sealed = bytes.subarray(head[0].length);
  const promised = Number(head.groups?.['bytes']);
  if (sealed.length !== promised) return refused(sealed.length < promised ? 'truncated' : 'damaged');
  return { kind: 'framed', sealed: sealed.toString('latin1') };
}

function believed(plain: Buffer, { deviceId, keys, atMs }: TransferReader): OpenedTransfer {
  const end = plain.indexOf(LINE_END);
  const signature = end === -1 ? null : (transferSignatureSchema.safeParse(jsonOf(plain.subarray(0, end))).data ?? null);
  if (signature === null) return refused('not-understood');
  const { payloadType, keyid, sig } = signature;
  const opened = openSigned(
    { payloadType, payload: plain.subarray(end + 1), signatures: [{ keyid, sig }] },
    { name: BACK.name, use: 'transfer', keys, atMs, schema: transferAnswerPayloadSchema },
  );
  if (opened.kind === 'refused') {
    if (opened.reason === 'key-not-valid-now') return refused(opened.reason);
    return refused(opened.reason === 'bad-payload' || opened.reason === 'other-type' ? 'not-understood' : 'other-province');
  }
  return opened.payload.deviceId === deviceId ? { kind: 'opened', answer: opened.payload } : refused('other-device');
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
