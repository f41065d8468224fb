/** Statements of the province that must be believed without a connection: DSSE envelopes, Ed25519 (contract, "Signed statements"). */
import { createPublicKey, verify } from 'node:crypto';
import type { z } from 'zod';
import type { SignedStatement, TrustKey } from '../../src-contract/province/schemas.ts';

export type StatementRefusal = 'other-type' | 'unknown-key' | 'key-not-valid-now' | 'bad-signature' | 'bad-payload';

export type Opened<T> = { readonly kind: 'good'; readonly payload: T } | { readonly kind: 'refused'; readonly reason: StatementRefusal };

/** What the statement must be, and whom to believe. */
export interface Expected<T> {
  /** Of `application/vnd.vms.<name>+json`. */
  readonly name: 'trust-bundle' | 'feed-checkpoint' | 'offline-grace' | 'revocations' | 'approval' | 'transfer-answer';
  readonly use: TrustKey['uses'][number];
  readonly keys: readonly TrustKey[];
  /** Server time as best known, in ms; judges whether a key is in its time. */
  readonly atMs: number;
  readonly schema: z.ZodType<T>;
}

/** Opens an envelope; the payload is read only after one signature held. */
export function openStatement<T>(statement: SignedStatement, expected: Expected<T>): Opened<T> {
  const payload = Buffer.from(statement.payload, 'base64');
  return openSigned({ payloadType: statement.payloadType, payload, signatures: statement.signatures }, expected);
}

/** The same of a payload that stands there as its own bytes. */
export function openSigned<T>(
  given: Pick<SignedStatement, 'payloadType' | 'signatures'> & { readonly payload: Uint8Array },
  expected: Expected<T>,
): Opened<T> {
  if (given.payloadType !== `application/vnd.vms.${expected.name}+json`) return refused('other-type');
  const signed = preAuthenticated(given.payloadType, given.payload);
  let reason: StatementRefusal = 'unknown-key';
  for (const { keyid, sig } of given.signatures) {
    const key = expected.keys.find((candidate) => candidate.keyid === keyid && candidate.uses.includes(expected.use));
    if (key === undefined) continue;
    if (!inItsTime(key, expected.atMs)) {
      reason = 'key-not-valid-now';
      continue;
    }
    if (holds(key, signed, sig)) return read(given.payload, expected.schema);
    reason = 'bad-signature';
  }
  return refused(reason);
}

const refused = (reason: StatementRefusal): { readonly kind: 'refused'; readonly reason: StatementRefusal } => ({
  kind: 'refused',
  reason,
});

/** DSSE's PAE: lengths in bytes, so that no two pairs have the same text. */
export function preAuthenticated(payloadType: string, payload: Uint8Array): Uint8Array {
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.byteLength} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

const inItsTime = (key: TrustKey, atMs: number): boolean => Date.parse(key.notBefore) <= atMs && atMs < Date.parse(key.notAfter);

function holds(key: TrustKey, signed: Uint8Array, signature: string): boolean {
  try {
    const publicKey = createPublicKey({ key: Buffer.from(key.publicKey, 'base64'), format: 'der', type: 'spki' });
    return publicKey.asymmetricKeyType === 'ed25519' && verify(null, signed, publicKey, Buffer.from(signature, 'base64'));
  } catch {
    return false; // not a key, or not a signature
  }
}

function read<T>(payload: Uint8Array, schema: z.ZodType<T>): Opened<T> {
  try {
    const parsed = schema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)));
    return parsed.success ? { kind: 'good', payload: parsed.data } : refused('bad-payload');
  } catch {
    return refused('bad-payload');
  }
}
