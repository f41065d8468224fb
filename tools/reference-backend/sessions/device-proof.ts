/** DPoP proofs (RFC 9449) by a device's Ed25519 key, fresh by our nonce and taken once. */
import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { EmbeddedJWK, calculateJwkThumbprint, jwtVerify } from 'jose';
import { z } from 'zod';
import { refuse } from '../http/refusal.ts';

/** A nonce lives for at least this long, at most twice. */
const NONCE_MS = 300_000;
/** Proofs remembered; beyond, the oldest are forgotten, whose nonces are then old too unless somebody floods us. */
const MAX_PROOFS = 200_000;

const headerSchema = z.object({ jwk: z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() }) });
const payloadSchema = z.object({
  jti: z.string().min(8).max(200),
  htm: z.string(),
  htu: z.string().max(2000),
  nonce: z.string().optional(),
  ath: z.string().optional(),
});

export interface ProofRequest {
  readonly method: string;
  readonly path: string;
  /** Authority of the request, and further ones by which the server is reached. */
  readonly authorities: readonly string[];
  /** The access token it must be bound to; null where there is none yet. */
  readonly token: string | null;
}

export interface Prover {
  /** RFC 7638 thumbprint of the device key. */
  readonly thumbprint: string;
  /** Its public key, 32 bytes base64url. */
  readonly x: string;
}

const refused = (reason: string) => refuse('device-proof-refused', { details: { reason } });

export class DeviceProofs {
  readonly #secret: Uint8Array;
  readonly #now: () => number;
  readonly #seen = new Map<string, number>();

  constructor(secret: Uint8Array, now: () => number) {
    this.#secret = secret;
    this.#now = now;
  }

  /** The nonce to use now. */
  nonce(): string {
    return this.#nonceOf(Math.floor(this.#now() / NONCE_MS));
  }

  #nonceOf(period: number): string {
    const mac = createHmac('sha256', this.#secret)
      .update(`nonce:${String(period)}`)
      .digest();
    return mac.subarray(0, 24).toString('base64url');
  }

  #fresh(nonce: string): boolean {
    const period = Math.floor(this.#now() / NONCE_MS);
    const given = Buffer.from(nonce);
    return [period, period - 1].some((each) => {
      const wanted = Buffer.from(this.#nonceOf(each));
      return given.byteLength === wanted.byteLength && timingSafeEqual(given, wanted);
    });
  }

  /** @throws Refusal */
  async check(proof: string | undefined, request: ProofRequest): Promise<Prover> {
    if (proof === undefined) throw refused('missing');
    const { header, payload } = await this.#open(proof);
    if (payload.nonce === undefined || !this.#fresh(payload.nonce)) throw refuse('device-proof-nonce');
    if (payload.htm !== request.method || !isFor(payload.htu, request)) throw refused('other-request');
    if (request.token !== null && payload.ath !== hash('sha256', request.token, 'base64url')) throw refused('other-token');
    const thumbprint = await calculateJwkThumbprint(header.jwk);
    this.#takeOnce(`${thumbprint}:${payload.jti}`);
    return { thumbprint, x: header.jwk.x };
  }

  async #open(proof: string): Promise<{ header: z.infer<typeof headerSchema>; payload: z.infer<typeof payloadSchema> }> {
    try {
      const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
        typ: 'dpop+jwt',
        algorithms: ['EdDSA'],
        currentDate: new Date(0),
      });
      return { header: headerSchema.parse(protectedHeader), payload: payloadSchema.parse(payload) };
    } catch {
      throw refused('unreadable');
    }
  }

  #takeOnce(id: string): void {
    const now = this.#now();
    if (this.#seen.has(id)) throw refused('replayed');
    this.#seen.set(id, now);
    for (const [old, at] of this.#seen) {
      if (this.#seen.size <= MAX_PROOFS && now - at <= 2 * NONCE_MS) break;
      this.#seen.delete(old);
    }
  }
}

const isFor = (htu: string, { path, authorities }: ProofRequest): boolean => {
  try {
    const url = new URL(htu);
    return url.protocol === 'https:' && url.pathname === path && url.search === '' && url.hash === '' && authorities.includes(url.host);
  } catch {
    return false;
  }
};
