/**
 * Signing in to one device over HTTP. Several questions may be under way at once (a long poll for events beside a PTZ
 * command), so what a question was refused with is judged by what that question had sent, not by the latest anybody sent.
 */
import { authorisation, parseChallenges, strength, type Challenge, type Credentials } from '../base/challenge.ts';

/** A device that calls every nonce stale is not asked for ever. */
const maxStale = 3;

export interface LoginAttempt {
  /** What was answered with; `null`: nothing. */
  readonly used: Challenge | null;
  /** The value of `Authorization`. */
  readonly header: string | null;
  readonly stale: number;
  /** Answers a challenge that an earlier question's login was taken with. */
  readonly remembered: boolean;
}

export class HttpLogin {
  readonly #credentials: Credentials | null;
  readonly #newCnonce: () => string;
  #accepted: Challenge | null = null;
  readonly #counts = new Map<string, number>();

  constructor(credentials: Credentials | null, newCnonce: () => string) {
    this.#credentials = credentials;
    this.#newCnonce = newCnonce;
  }

  /** What to send with a new question. */
  first(method: string, uri: string): LoginAttempt {
    return this.#attempt(this.#accepted, method, uri, 0, true);
  }

  /** What to send after a 401 with these headers; `null` where another try makes no sense and would only count as a wrong password. */
  next(
    refused: LoginAttempt,
    values: readonly string[],
    { method, uri, secure }: { method: string; uri: string; secure: boolean },
  ): LoginAttempt | null {
    if (this.#credentials === null) return null;
    // In clear only where nobody can listen.
    const offered = parseChallenges(values).filter(({ kind }) => kind === 'digest' || secure);
    const { used } = refused;
    if (used === null) return offered[0] === undefined ? null : this.#attempt(offered[0], method, uri, 0, false);
    const same = offered.find((challenge) => strength(challenge) === strength(used));
    if (same?.kind === 'digest' && used.kind === 'digest' && same.nonce !== used.nonce && (same.stale || refused.remembered))
      return refused.stale >= maxStale ? null : this.#attempt(same, method, uri, refused.stale + 1, false);
    // Some offer SHA-256 and then know the password only as MD5. A Basic password is not sent where Digest failed.
    const weaker = offered.find((challenge) => challenge.kind === 'digest' && strength(challenge) < strength(used));
    return weaker === undefined ? null : this.#attempt(weaker, method, uri, refused.stale, false);
  }

  /** The device took it. */
  accepted({ used }: LoginAttempt): void {
    if (used === null || used === this.#accepted) return;
    this.#accepted = used;
    const nonce = nonceOf(used);
    for (const known of this.#counts.keys()) if (known !== nonce) this.#counts.delete(known);
  }

  #attempt(challenge: Challenge | null, method: string, uri: string, stale: number, remembered: boolean): LoginAttempt {
    if (challenge === null || this.#credentials === null) return { used: null, header: null, stale, remembered };
    const nonce = nonceOf(challenge);
    const count = (this.#counts.get(nonce) ?? 0) + 1;
    this.#counts.set(nonce, count);
    const header = authorisation(challenge, this.#credentials, { method, uri, count, cnonce: this.#newCnonce() });
    return { used: challenge, header, stale, remembered };
  }
}

const nonceOf = (challenge: Challenge): string => (challenge.kind === 'digest' ? challenge.nonce : '');
