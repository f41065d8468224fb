/** ID tokens of the province's identity provider, found by OpenID Connect discovery. */
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { z } from 'zod';
import { refuse } from '../http/refusal.ts';

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
}

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });
const claimsSchema = z.object({ nonce: z.string(), preferred_username: z.string().min(1).max(100) });

export class OidcVerifier {
  readonly settings: OidcSettings;
  readonly #now: () => number;
  #keys: ReturnType<typeof createRemoteJWKSet> | null = null;

  constructor(settings: OidcSettings, now: () => number) {
    this.settings = settings;
    this.#now = now;
  }

  async #keysOfIssuer(): Promise<ReturnType<typeof createRemoteJWKSet>> {
    if (this.#keys === null) {
      const answer = await fetch(`${this.settings.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
        signal: AbortSignal.timeout(5000),
      });
      const found = discoverySchema.parse(await answer.json());
      if (found.issuer !== this.settings.issuer) throw new Error('the issuer says it is another one');
      this.#keys = createRemoteJWKSet(new URL(found.jwks_uri));
    }
    return this.#keys;
  }

  /** The login an ID token vouches for. @throws Refusal */
  async loginOf(idToken: string, nonce: string): Promise<string> {
    const keys = await this.#keysOfIssuer().catch(() => {
      throw refuse('unavailable', { retryAfterS: 30 });
    });
    try {
      const { payload } = await jwtVerify(idToken, keys, {
        issuer: this.settings.issuer,
        audience: this.settings.clientId,
        currentDate: new Date(this.#now()),
        requiredClaims: ['exp', 'iat', 'sub'],
      });
      const claims = claimsSchema.parse(payload);
      if (claims.nonce !== nonce) throw new Error('another nonce');
      return claims.preferred_username;
    } catch {
      throw refuse('credentials-refused');
    }
  }
}
