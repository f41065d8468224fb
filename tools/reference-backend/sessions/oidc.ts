/** ID tokens of the province's identity provider, found by OpenID Connect discovery. */
import { get } from 'node:https';
import { rootCertificates } from 'node:tls';
import { createLocalJWKSet, errors, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import { z } from 'zod';
import { refuse } from '../http/refusal.ts';

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
}

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });
const keysSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });
const claimsSchema = z.object({ nonce: z.string(), preferred_username: z.string().min(1).max(100) });
const ANSWER_BYTES = 1_000_000;
const PATIENCE_MS = 5000;

/** The provider's certificate is the province's own, or that of a public authority. */
const readJson = (url: string, provinceRoot: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const options = { ca: [provinceRoot, ...rootCertificates], signal: AbortSignal.timeout(PATIENCE_MS) };
    get(url, options, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text += part;
        if (text.length > ANSWER_BYTES) answer.destroy(new Error('the answer is too long'));
      });
      answer.on('error', reject);
      answer.on('end', () => {
        try {
          resolve(JSON.parse(text));
        } catch (failure) {
          reject(failure instanceof Error ? failure : new Error('not JSON'));
        }
      });
    }).on('error', reject);
  });

export class OidcVerifier {
  readonly settings: OidcSettings;
  readonly #provinceRoot: string;
  readonly #now: () => number;
  #keys: ReturnType<typeof createLocalJWKSet> | null = null;

  constructor(settings: OidcSettings, provinceRoot: string, now: () => number) {
    this.settings = settings;
    this.#provinceRoot = provinceRoot;
    this.#now = now;
  }

  async #fetchKeys(): Promise<ReturnType<typeof createLocalJWKSet>> {
    const place = `${this.settings.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const found = discoverySchema.parse(await readJson(place, this.#provinceRoot));
    if (found.issuer !== this.settings.issuer) throw new Error('the issuer says it is another one');
    return createLocalJWKSet(keysSchema.parse(await readJson(found.jwks_uri, this.#provinceRoot)));
  }

  async #verify(idToken: string, keys: ReturnType<typeof createLocalJWKSet>): Promise<JWTPayload> {
    const { payload } = await jwtVerify(idToken, keys, {
      issuer: this.settings.issuer,
      audience: this.settings.clientId,
      currentDate: new Date(this.#now()),
      requiredClaims: ['exp', 'iat', 'sub'],
    });
    return payload;
  }

  /** The claims of a good token. The provider may have changed its keys since they were fetched. */
  async #claimsOf(idToken: string): Promise<JWTPayload> {
    const unreachable = (): never => {
      throw refuse('unavailable', { retryAfterS: 30 });
    };
    const known = (this.#keys ??= await this.#fetchKeys().catch(unreachable));
    try {
      return await this.#verify(idToken, known);
    } catch (failure) {
      if (!(failure instanceof errors.JWKSNoMatchingKey)) throw failure;
      this.#keys = await this.#fetchKeys().catch(unreachable);
      return this.#verify(idToken, this.#keys);
    }
  }

  /** The login an ID token vouches for. @throws Refusal */
  async loginOf(idToken: string, nonce: string): Promise<string> {
    try {
      const claims = claimsSchema.parse(await this.#claimsOf(idToken));
      if (claims.nonce === nonce) return claims.preferred_username;
    } catch (failure) {
      if (!(failure instanceof errors.JOSEError) && !(failure instanceof z.ZodError)) throw failure;
    }
    throw refuse('credentials-refused');
  }
}
