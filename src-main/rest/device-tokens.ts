/** The session of the workstation itself: good for configuration, credentials and its log while nobody is signed in. */
import type { Problem } from '../../src-contract/province/schemas.ts';
import { Emitter } from '../base/disposable.ts';
import type { ProvinceFailure } from '../base/sync/province-answer.ts';
import { askProvince, type ProvinceEdges } from './ask.ts';
import type { TokenHolder } from './province-line.ts';

/** Before a token ends it is renewed, so that no answer is lost to its last second. */
export const RENEW_BEFORE_MS = 60_000;

export class DeviceTokens implements TokenHolder {
  /** The province no longer takes this workstation. */
  readonly blocked = new Emitter<undefined>();
  readonly #edges: ProvinceEdges;
  #held: { readonly token: string; readonly untilMs: number } | null = null;
  #asking: ReturnType<DeviceTokens['token']> | null = null;

  /** @param edges of nobody's session */
  constructor(edges: ProvinceEdges) {
    this.#edges = edges;
  }

  readonly token: TokenHolder['token'] = () => {
    if (this.#held !== null && this.#edges.monotonic() < this.#held.untilMs)
      return Promise.resolve({ kind: 'token', token: this.#held.token });
    this.#asking ??= this.#ask().finally(() => (this.#asking = null));
    return this.#asking;
  };

  readonly refused: TokenHolder['refused'] = async ({ kind }: Problem, token) => {
    if (kind === 'device-blocked') this.blocked.emit(undefined);
    if (kind !== 'sign-in-required' && kind !== 'session-ended') return false;
    if (this.#held?.token === token) this.#held = null;
    return (await this.token()).kind === 'token';
  };

  async #ask(): ReturnType<TokenHolder['token']> {
    const answer = await askProvince(this.#edges, 'signIn', { body: { kind: 'device' } });
    if (answer.kind !== 'answered') {
      if (isBlocked(answer)) this.blocked.emit(undefined);
      return { kind: 'none', failure: answer };
    }
    if (answer.value.kind !== 'device') return { kind: 'none', failure: { kind: 'not-our-contract', status: 201 } };
    const { accessToken: token, expiresInS } = answer.value;
    this.#held = { token, untilMs: this.#edges.monotonic() + expiresInS * 1000 - RENEW_BEFORE_MS };
    return { kind: 'token', token };
  }
}

export const isBlocked = (failure: ProvinceFailure): boolean => failure.kind === 'refused' && failure.problem.kind === 'device-blocked';
