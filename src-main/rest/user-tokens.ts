/** The tokens of one person's session with the province: renewed in time, given up for good when the province says so. */
import type { Problem, UserSession } from '../../src-contract/province/schemas.ts';
import { Emitter } from '../base/disposable.ts';
import type { ProvinceFailure } from '../base/sync/province-answer.ts';
import { askProvince, type ProvinceEdges } from './ask.ts';
import { RENEW_BEFORE_MS } from './device-tokens.ts';
import type { TokenHolder } from './province-line.ts';

export type SessionEnd = 'revoked' | 'ended' | 'device-blocked';

const gone: ProvinceFailure = { kind: 'network', code: 'no-session' };

export class UserTokens implements TokenHolder {
  /** Once; nothing of this session is good any more. */
  readonly ended = new Emitter<SessionEnd>();
  /** With new tokens came a new grace and perhaps other facts about the person. */
  readonly renewed = new Emitter<UserSession>();
  readonly #edges: ProvinceEdges;
  #session: UserSession | null;
  #untilMs: number;
  #renewing: Promise<ProvinceFailure | null> | null = null;

  /** @param edges of nobody's session */
  constructor(edges: ProvinceEdges, session: UserSession) {
    this.#edges = edges;
    this.#session = session;
    this.#untilMs = this.#endOf(session);
  }

  readonly token: TokenHolder['token'] = async () => {
    if (this.#session !== null && this.#edges.monotonic() >= this.#untilMs) {
      const failure = await this.#renew();
      if (failure !== null) return { kind: 'none', failure };
    }
    // Renewing may have ended it.
    return this.#session === null ? { kind: 'none', failure: gone } : { kind: 'token', token: this.#session.accessToken };
  };

  readonly refused: TokenHolder['refused'] = async (problem, token) => {
    if (this.#session === null) return false;
    if (this.#isFinal(problem)) return false;
    if (problem.kind !== 'sign-in-required') return false;
    return this.#session.accessToken !== token || (await this.#renew()) === null;
  };

  /** Gives it up without telling anybody: the person has signed out. */
  drop(): void {
    this.#session = null;
  }

  #renew(): Promise<ProvinceFailure | null> {
    this.#renewing ??= this.#ask().finally(() => (this.#renewing = null));
    return this.#renewing;
  }

  async #ask(): Promise<ProvinceFailure | null> {
    const asked = this.#session;
    if (asked === null) return gone;
    const answer = await askProvince(this.#edges, 'refreshSession', { body: { refreshToken: asked.refreshToken } });
    if (this.#session !== asked) return gone;
    if (answer.kind === 'answered') {
      if (answer.value.kind !== 'user') return { kind: 'not-our-contract', status: 200 };
      this.#session = answer.value;
      this.#untilMs = this.#endOf(answer.value);
      this.renewed.emit(answer.value);
      return null;
    }
    // Asked again with the same refresh token later: the province gives the same pair to whom the answer was lost.
    if (answer.kind !== 'refused') return answer;
    if (!this.#isFinal(answer.problem)) this.#end('ended');
    return answer;
  }

  #isFinal({ kind, details }: Problem): boolean {
    if (kind === 'session-ended') this.#end(details['reason'] === 'revoked' ? 'revoked' : 'ended');
    else if (kind === 'device-blocked') this.#end('device-blocked');
    else return false;
    return true;
  }

  #end(reason: SessionEnd): void {
    if (this.#session === null) return;
    this.#session = null;
    this.ended.emit(reason);
  }

  #endOf({ expiresInS }: UserSession): number {
    return this.#edges.monotonic() + Math.max(0, expiresInS * 1000 - RENEW_BEFORE_MS);
  }
}
