/**
 * The line to one province: whom it believes, which key proves that we ask, what time it is over there.
 *
 * Everybody who asks the province does so over `edges` of this one line, so that nonce, connections, clock and trust are shared.
 */
import type { KeyObject } from 'node:crypto';
import axios, { type AxiosInstance } from 'axios';
import type { Clock } from '../base/clock.ts';
import type { ServerClock } from '../base/server-clock.ts';
import type { Problem } from '../../src-contract/province/schemas.ts';
import type { ProvinceFailure } from '../base/sync/province-answer.ts';
import { NoToken, type Identity, type ProvinceEdges, type ProvinceRequest, type RoundTrip } from './ask.ts';
import { deviceProof } from './device-proof.ts';
import { tlsRefusalOf } from './tls-refusal.ts';
import { createTrustAgent, type TrustAgent, type TrustedServers } from './trust-agent.ts';

/** A session with the province, as far as a request needs it. */
export interface TokenHolder {
  readonly token: () => Promise<
    { readonly kind: 'token'; readonly token: string } | { readonly kind: 'none'; readonly failure: ProvinceFailure }
  >;
  /** The province did not take `token`; whether a new one is there now. */
  readonly refused: (problem: Problem, token: string) => Promise<boolean>;
}

export interface LineNeeds {
  /** `https://host:port`, as on the slip. */
  readonly url: string;
  /** Ed25519, private. */
  readonly signing: KeyObject;
  readonly trusted: TrustedServers;
  readonly serverClock: ServerClock;
  readonly clock: Pick<Clock, 'now' | 'wall'>;
  readonly newId: () => string;
}

const SCHEME = 'DPoP ';

export class ProvinceLine {
  readonly #needs: LineNeeds;
  readonly #base: URL;
  #trust: TrustAgent;
  #http: AxiosInstance;
  #nonce: string | null = null;

  /** Throws when a trusted root cannot be read or the address is none. */
  constructor(needs: LineNeeds) {
    this.#needs = needs;
    this.#base = new URL(needs.url);
    this.#trust = createTrustAgent(needs.trusted);
    this.#http = this.#client();
  }

  /** From the next request on; connections that were made under the old trust end. */
  trust(trusted: TrustedServers): void {
    const old = this.#trust;
    this.#trust = createTrustAgent(trusted);
    this.#http = this.#client();
    old.agent.destroy();
  }

  /** @param holder whose session asks; `null`: nobody's, for what is open or needs the device key only */
  edges(holder: TokenHolder | null): ProvinceEdges {
    const http = (): AxiosInstance => this.#http;
    return {
      get http() {
        return http();
      },
      identify: async (request) => {
        const asked = request.who === 'token' ? await holder?.token() : null;
        if (asked === undefined) throw new NoToken({ kind: 'network', code: 'no-session' });
        if (asked?.kind === 'none') throw new NoToken(asked.failure);
        return this.#identity(request, asked?.token ?? null);
      },
      onHeaders: (headers, roundTrip) => {
        this.#hear(headers, roundTrip);
      },
      again: async (problem, { Authorization: shown }) => {
        return holder !== null && shown !== undefined && holder.refused(problem, shown.slice(SCHEME.length));
      },
      tlsRefusal: (code, message) => {
        const { clock, serverClock } = this.#needs;
        const { trustedSubjects } = this.#trust;
        return tlsRefusalOf(code, {
          message,
          seen: this.#trust.lastSeen(),
          wallMs: clock.wall(),
          serverMs: serverClock.now(),
          trustedSubjects,
        });
      },
      now: () => this.#needs.serverClock.now(),
      monotonic: () => this.#needs.clock.now(),
    };
  }

  dispose(): void {
    this.#trust.agent.destroy();
  }

  #client(): AxiosInstance {
    // Straight to the province: a proxy of the environment would see who asks what.
    return axios.create({ baseURL: this.#base.origin, httpsAgent: this.#trust.agent, proxy: false });
  }

  #identity({ method, path, who }: ProvinceRequest, token: string | null): Identity {
    if (who === 'nobody') return {};
    const { signing, clock, newId } = this.#needs;
    const proof = deviceProof(signing, {
      method,
      url: `${this.#base.origin}${path}`,
      token,
      nonce: this.#nonce,
      id: newId(),
      atMs: clock.wall(),
    });
    return { DPoP: proof, ...(token === null ? {} : { Authorization: `${SCHEME}${token}` }) };
  }

  #hear(headers: Readonly<Record<string, unknown>>, { sentMs, receivedMs }: RoundTrip): void {
    const nonce = headers['dpop-nonce'];
    if (typeof nonce === 'string' && nonce.length <= 200) this.#nonce = nonce;
    const told = headers['server-time'];
    const serverMs = typeof told === 'string' ? Date.parse(told) : Number.NaN;
    if (!Number.isNaN(serverMs)) this.#needs.serverClock.hear(serverMs, sentMs, receivedMs);
  }
}
