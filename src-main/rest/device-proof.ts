/** Proofs that a request comes from this machine's key (RFC 9449, contract "Who asks"). */
import { createPublicKey, hash, sign, type KeyObject } from 'node:crypto';

export interface ProofOf {
  readonly method: string;
  /** Without query: where the request goes. */
  readonly url: string;
  /** The access token it is bound to; `null` where there is none yet. */
  readonly token: string | null;
  /** The server's last; `null` before its first answer, which then brings one. */
  readonly nonce: string | null;
  /** Never used twice. */
  readonly id: string;
  readonly atMs: number;
}

/** @param signing the device's Ed25519 private key */
export function deviceProof(signing: KeyObject, { method, url, token, nonce, id, atMs }: ProofOf): string {
  const { x } = createPublicKey(signing).export({ format: 'jwk' });
  const claims = {
    jti: id,
    htm: method,
    htu: url,
    iat: Math.floor(atMs / 1000),
    ...(nonce === null ? {} : { nonce }),
    ...(token === null ? {} : { ath: hash('sha256', token, 'base64url') }),
  };
  const signed = `${part({ typ: 'dpop+jwt', alg: 'EdDSA', jwk: { kty: 'OKP', crv: 'Ed25519', x } })}.${part(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), signing).toString('base64url')}`;
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
