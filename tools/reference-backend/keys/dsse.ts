/** Signed statements: DSSE envelopes over exact bytes. */
import { sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { SignedStatement } from '../../../src-contract/province/schemas.ts';

export type StatementName = 'trust-bundle' | 'feed-checkpoint' | 'offline-grace' | 'revocations' | 'approval' | 'transfer-answer';

export const typeOf = (name: StatementName): string => `application/vnd.vms.${name}+json`;

/** What is signed: lengths first, so that no two pairs of type and payload give the same bytes. */
export const preAuthentication = (type: string, payload: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(`DSSEv1 ${String(Buffer.byteLength(type))} ${type} ${String(payload.byteLength)} `), payload]);

export interface StatementKey {
  readonly keyid: string;
  readonly privateKey: KeyObject;
}

export const signStatement = ({ keyid, privateKey }: StatementKey, name: StatementName, payload: unknown): SignedStatement => {
  const bytes = Buffer.from(JSON.stringify(payload));
  const signature = sign(null, preAuthentication(typeOf(name), bytes), privateKey);
  return { payloadType: typeOf(name), payload: bytes.toString('base64'), signatures: [{ keyid, sig: signature.toString('base64') }] };
};

/** The payload as JSON, or null when no signature by `publicKey` is good or it is another statement. */
export const openStatement = (statement: SignedStatement, name: StatementName, keyid: string, publicKey: KeyObject): unknown => {
  if (statement.payloadType !== typeOf(name)) return null;
  const bytes = Buffer.from(statement.payload, 'base64');
  const signed = preAuthentication(statement.payloadType, bytes);
  const good = statement.signatures.some(
    (each) => each.keyid === keyid && verify(null, signed, publicKey, Buffer.from(each.sig, 'base64')),
  );
  return good ? (JSON.parse(bytes.toString('utf8')) as unknown) : null;
};
