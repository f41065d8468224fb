/** Basic (RFC 7617) and Digest (RFC 7616, RFC 2617) towards a camera. */
import { createHash } from 'node:crypto';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface DigestChallenge {
  readonly kind: 'digest';
  readonly algorithm: 'MD5' | 'SHA-256';
  /** The `-sess` variant of the algorithm. */
  readonly session: boolean;
  /** As the camera wrote it; `null` when it named none. */
  readonly algorithmName: string | null;
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | null;
  /** Whether `auth` is offered; otherwise the answer is that of RFC 2069. */
  readonly qop: boolean;
  readonly stale: boolean;
}

export type Challenge = { readonly kind: 'basic' } | DigestChallenge;

const maxChallengeChars = 8192;
const pieces = /([a-z][\w-]*)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))|([a-z][\w-]*)/giu;

/** Everything usable in `WWW-Authenticate` headers, strongest first. One header may hold several challenges. */
export function parseChallenges(values: readonly string[]): readonly Challenge[] {
  const found: Challenge[] = [];
  for (const value of values) {
    let scheme = '';
    let parameters = new Map<string, string>();
    const close = (): void => {
      const challenge = toChallenge(scheme, parameters);
      if (challenge !== null) found.push(challenge);
    };
    for (const [, name, quoted, plain, word] of value.slice(0, maxChallengeChars).matchAll(pieces)) {
      if (name !== undefined) parameters.set(name.toLowerCase(), quoted?.replaceAll(/\\(.)/gu, '$1') ?? plain ?? '');
      else if (word !== undefined) {
        close();
        scheme = word.toLowerCase();
        parameters = new Map<string, string>();
      }
    }
    close();
  }
  return found.sort((left, right) => strength(right) - strength(left));
}

function toChallenge(scheme: string, parameters: ReadonlyMap<string, string>): Challenge | null {
  if (scheme === 'basic') return { kind: 'basic' };
  const nonce = parameters.get('nonce');
  if (scheme !== 'digest' || nonce === undefined) return null;
  const algorithmName = parameters.get('algorithm') ?? null;
  const [, hash, session] = /^(MD5|SHA-256)(-sess)?$/u.exec((algorithmName ?? 'MD5').toUpperCase().replace('-SESS', '-sess')) ?? [];
  if (hash !== 'MD5' && hash !== 'SHA-256') return null;
  const qop = (parameters.get('qop') ?? '').split(',').some((option) => option.trim().toLowerCase() === 'auth');
  const stale = parameters.get('stale')?.toLowerCase() === 'true';
  const [realm, opaque] = [parameters.get('realm') ?? '', parameters.get('opaque') ?? null];
  return { kind: 'digest', algorithm: hash, session: session !== undefined, algorithmName, realm, nonce, opaque, qop, stale };
}

export function strength(challenge: Challenge): number {
  if (challenge.kind === 'basic') return 1;
  return challenge.algorithm === 'SHA-256' ? 3 : 2;
}

export interface DigestUse {
  readonly method: string;
  readonly uri: string;
  /** How often this nonce was used, this time included. */
  readonly count: number;
  readonly cnonce: string;
}

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/gu, String.raw`\$&`)}"`;

/** The `Authorization` value. */
export function authorisation(challenge: Challenge, { username, password }: Credentials, use: DigestUse): string {
  if (challenge.kind === 'basic') return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
  const { realm, nonce, qop, opaque, algorithmName } = challenge;
  const hash = (text: string): string =>
    createHash(challenge.algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text, 'utf8')
      .digest('hex');
  const count = use.count.toString(16).padStart(8, '0');
  const plainSecret = hash(`${username}:${realm}:${password}`);
  const secret = challenge.session ? hash(`${plainSecret}:${nonce}:${use.cnonce}`) : plainSecret;
  const request = hash(`${use.method}:${use.uri}`);
  const response = hash(qop ? `${secret}:${nonce}:${count}:${use.cnonce}:auth:${request}` : `${secret}:${nonce}:${request}`);
  const fields = [`username=${quoted(username)}`, `realm=${quoted(realm)}`, `nonce=${quoted(nonce)}`, `uri=${quoted(use.uri)}`];
  fields.push(`response="${response}"`);
  if (algorithmName !== null) fields.push(`algorithm=${algorithmName}`);
  if (qop) fields.push('qop=auth', `nc=${count}`);
  if (qop || challenge.session) fields.push(`cnonce="${use.cnonce}"`);
  if (opaque !== null) fields.push(`opaque=${quoted(opaque)}`);
  return `Digest ${fields.join(', ')}`;
}

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
