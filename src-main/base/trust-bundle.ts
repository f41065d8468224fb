/** Whom to believe: the first trust bundle by the fingerprint on the slip, each later one by the bundle before (contract, `/v1/trust`). */
import { hash } from 'node:crypto';
import { trustBundlePayloadSchema, type SignedStatement, type TrustBundlePayload } from '../../src-contract/province/schemas.ts';
import { openStatement, type Opened, type StatementRefusal } from './signed-statement.ts';

/** @param fingerprint SHA-256, hex, of the signing key's SubjectPublicKeyInfo */
export function openFirstBundle(statement: SignedStatement, fingerprint: string, atMs: number): Opened<TrustBundlePayload> {
  // Read before it is believed, for its keys only; the signature is then checked with the one the slip names.
  const named = unverified(statement)?.keys.filter(({ publicKey }) => hash('sha256', Buffer.from(publicKey, 'base64')) === fingerprint);
  return openWith(statement, named ?? [], atMs);
}

export type NextBundle =
  | { readonly kind: 'newer'; readonly bundle: TrustBundlePayload }
  | { readonly kind: 'same' }
  | { readonly kind: 'refused'; readonly reason: StatementRefusal | 'older' };

/** An older version is refused: it would bring back what was revoked. */
export function openNextBundle(statement: SignedStatement, current: TrustBundlePayload, atMs: number): NextBundle {
  const opened = openWith(statement, current.keys, atMs);
  if (opened.kind === 'refused') return opened;
  const { payload } = opened;
  if (payload.version < current.version) return { kind: 'refused', reason: 'older' };
  // The same content is signed anew from time to time, with a fresh revocation list.
  if (payload.version === current.version && payload.issuedAt <= current.issuedAt) return { kind: 'same' };
  return { kind: 'newer', bundle: payload };
}

function openWith(statement: SignedStatement, keys: TrustBundlePayload['keys'], atMs: number): Opened<TrustBundlePayload> {
  return openStatement(statement, { name: 'trust-bundle', use: 'trust', keys, atMs, schema: trustBundlePayloadSchema });
}

function unverified({ payload }: SignedStatement): TrustBundlePayload | null {
  try {
    return trustBundlePayloadSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}
