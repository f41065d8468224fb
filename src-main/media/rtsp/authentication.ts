/** One RTSP connection's side of authentication. */
import { authorisation, parseChallenges, strength, type Challenge, type Credentials } from '../../base/challenge.ts';

/** A camera that calls every nonce stale is not asked for ever. */
const maxStale = 3;

/** One connection's side of authentication: which challenge is answered, and when to stop, because cameras lock accounts. */
export class Authenticator {
  readonly #credentials: Credentials | null;
  readonly #newCnonce: () => string;
  #challenge: Challenge | null = null;
  #count = 0;
  #stale = 0;
  #accepted = false;

  constructor(credentials: Credentials | null, newCnonce: () => string) {
    this.#credentials = credentials;
    this.#newCnonce = newCnonce;
  }

  /** The `Authorization` value for the next request; `null` while nothing asked for one. */
  header(method: string, uri: string): string | null {
    if (this.#challenge === null || this.#credentials === null) return null;
    this.#count += 1;
    return authorisation(this.#challenge, this.#credentials, { method, uri, count: this.#count, cnonce: this.#newCnonce() });
  }

  /** The camera took the last header. */
  accepted(): void {
    if (this.#challenge === null) return;
    this.#accepted = true;
    this.#stale = 0;
  }

  /** After a 401 with these headers: whether another try makes sense. */
  challenged(values: readonly string[]): boolean {
    if (this.#credentials === null) return false;
    const offered = parseChallenges(values);
    const next = this.#next(offered);
    if (next === null) return false;
    this.#challenge = next;
    this.#count = 0;
    this.#accepted = false;
    return true;
  }

  #next(offered: readonly Challenge[]): Challenge | null {
    const used = this.#challenge;
    if (used === null) return offered[0] ?? null;
    const same = offered.find((challenge) => strength(challenge) === strength(used));
    if (same?.kind === 'digest' && used.kind === 'digest' && same.nonce !== used.nonce && (same.stale || this.#accepted)) {
      this.#stale += 1;
      return this.#stale <= maxStale ? same : null;
    }
    // Some cameras offer SHA-256 and then know the password only as MD5. A Basic password is not sent where Digest failed.
    return offered.find((challenge) => challenge.kind === 'digest' && strength(challenge) < strength(used)) ?? null;
  }
}
