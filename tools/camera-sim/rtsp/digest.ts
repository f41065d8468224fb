/** Basic and Digest (RFC 2617 with MD5, RFC 7616 with SHA-256) as a camera asks for them. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export type DigestAlgorithm = 'MD5' | 'SHA-256';

export type CameraAuth =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | {
      readonly kind: 'digest';
      readonly username: string;
      readonly password: string;
      readonly qop: boolean;
      readonly nonceSeconds: number;
      /** MD5 unless named; hardened firmware offers SHA-256 alone. */
      readonly algorithm?: DigestAlgorithm | undefined;
    };

export type AuthVerdict = { readonly kind: 'granted' } | { readonly kind: 'challenge'; readonly header: string; readonly stale: boolean };

const realm = 'camera-sim';
const hash = (algorithm: DigestAlgorithm, text: string): string =>
  createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
    .update(text, 'utf8')
    .digest('hex');

export interface DigestInput {
  readonly username: string;
  readonly realm: string;
  readonly password: string;
  readonly method: string;
  readonly uri: string;
  readonly nonce: string;
  /** MD5 unless named. */
  readonly algorithm?: DigestAlgorithm | undefined;
  /** With a quality of protection the response covers these too. */
  readonly protection?: { readonly qop: string; readonly nc: string; readonly cnonce: string };
}

/** The `response` value of RFC 2617 §3.2.2.1 and RFC 7616 §3.4.1. */
export function digestResponse(input: DigestInput): string {
  const algorithm = input.algorithm ?? 'MD5';
  const secret = hash(algorithm, `${input.username}:${input.realm}:${input.password}`);
  const request = hash(algorithm, `${input.method}:${input.uri}`);
  const { protection } = input;
  const middle = protection === undefined ? input.nonce : `${input.nonce}:${protection.nc}:${protection.cnonce}:${protection.qop}`;
  return hash(algorithm, `${secret}:${middle}:${request}`);
}

/** `name=value, name="value"` after the scheme. */
export function parseAuthParameters(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const match of text.matchAll(/([a-z]+)\s*=\s*(?:"([^"]*)"|([^\s,]+))/giu))
    found.set((match[1] ?? '').toLowerCase(), match[2] ?? match[3] ?? '');
  return found;
}

/** Hands out nonces that carry their own time, and judges Authorization headers. */
export class Gatekeeper {
  readonly #key: Buffer;
  readonly #nowMs: () => number;

  constructor(key: Buffer, nowMs: () => number) {
    this.#key = key;
    this.#nowMs = nowMs;
  }

  /** `validFrom`: nonces made before that instant are stale (epoch ms). */
  judge(auth: CameraAuth, method: string, uri: string, header: string | undefined, validFrom = 0): AuthVerdict {
    switch (auth.kind) {
      case 'none':
        return { kind: 'granted' };
      case 'basic': {
        const wanted = `Basic ${Buffer.from(`${auth.username}:${auth.password}`, 'utf8').toString('base64')}`;
        return same(header ?? '', wanted) ? { kind: 'granted' } : { kind: 'challenge', header: `Basic realm="${realm}"`, stale: false };
      }
      case 'digest':
        return this.#judgeDigest(auth, method, uri, header ?? '', validFrom);
    }
  }

  #judgeDigest(auth: Extract<CameraAuth, { kind: 'digest' }>, method: string, uri: string, header: string, validFrom: number): AuthVerdict {
    const given = parseAuthParameters(header.replace(/^Digest\s+/iu, ''));
    const nonce = given.get('nonce') ?? '';
    const [qop, nc, cnonce] = [given.get('qop'), given.get('nc') ?? '', given.get('cnonce') ?? ''];
    const base = { username: auth.username, realm, password: auth.password, method, uri, nonce, algorithm: auth.algorithm };
    const expected = digestResponse(auth.qop && qop === 'auth' ? { ...base, protection: { qop, nc, cnonce } } : base);
    const right =
      /^Digest\s/iu.test(header) &&
      given.get('uri') === uri &&
      given.get('username') === auth.username &&
      same(given.get('response') ?? '', expected);
    const made = this.#madeAt(nonce);
    const fresh = made !== null && made >= validFrom && this.#nowMs() - made <= auth.nonceSeconds * 1000;
    if (right && fresh) return { kind: 'granted' };
    const stale = right && made !== null;
    const extras = `${auth.qop ? ', qop="auth"' : ''}${stale ? ', stale=true' : ''}`;
    const challenge = `Digest realm="${realm}", nonce="${this.#nonce()}", algorithm=${auth.algorithm ?? 'MD5'}${extras}`;
    return { kind: 'challenge', header: challenge, stale };
  }

  #nonce(): string {
    const time = this.#nowMs().toString(36);
    return `${time}-${this.#seal(time)}`;
  }

  #madeAt(nonce: string): number | null {
    const [time = '', seal = ''] = nonce.split('-');
    return same(seal, this.#seal(time)) ? parseInt(time, 36) : null;
  }

  #seal(time: string): string {
    return createHmac('sha256', this.#key).update(time).digest('hex').slice(0, 24);
  }
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
