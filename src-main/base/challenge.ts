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
