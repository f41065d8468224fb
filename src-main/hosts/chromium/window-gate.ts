/** Who may talk to the loopback server: one-time tokens, cookies, and where a request claims to come from. */
import { timingSafeEqual } from 'node:crypto';

/** The claims of a request that are judged, as Node gives headers. */
export interface RequestClaims {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly cookie: string | undefined;
  readonly 'sec-fetch-site'?: string | string[] | undefined;
}

/**
 * Whether a request names exactly our address (a rebound DNS name does not) and comes from our own pages.
 * Sockets must carry an Origin; plain loads may lack it.
 */
export function isOwnRequest(claims: RequestClaims, authority: string, originRequired: boolean): boolean {
  if (claims.host !== authority) return false;
  if (claims.origin === undefined ? originRequired : claims.origin !== `http://${authority}`) return false;
  const site = claims['sec-fetch-site'];
  return site === undefined || site === 'none' || site === 'same-origin';
}

interface Admission {
  /** `null` once redeemed. */
  token: string | null;
  readonly cookie: string;
}

/** Keeps one admission per window. Cookies are shared by a profile's windows, so each window has a cookie of its own name. */
export class WindowGate {
  readonly #admissions = new Map<string, Admission>();
  readonly #secret: () => string;

  /** `secret` makes an unguessable text of URL-safe characters, at least 128 bits. */
  constructor(secret: () => string) {
    this.#secret = secret;
  }

  /** Opens the gate for a window; the token works once. */
  admit(windowId: string): string {
    const token = this.#secret();
    this.#admissions.set(windowId, { token, cookie: this.#secret() });
    return token;
  }

  /** The `Set-Cookie` value for the right token, `null` for any other. */
  redeem(windowId: string, token: string): string | null {
    const admission = this.#admissions.get(windowId);
    if (admission === undefined || admission.token === null || !sameText(admission.token, token)) return null;
    admission.token = null;
    return `${cookieName(windowId)}=${admission.cookie}; Path=/; HttpOnly; SameSite=Strict`;
  }

  holds(windowId: string, cookieHeader: string | undefined): boolean {
    const admission = this.#admissions.get(windowId);
    const shown = readCookie(cookieHeader, cookieName(windowId));
    return admission !== undefined && shown !== null && sameText(admission.cookie, shown);
  }

  /** Whether the request comes from any open window. */
  holdsAny(cookieHeader: string | undefined): boolean {
    return [...this.#admissions.keys()].some((windowId) => this.holds(windowId, cookieHeader));
  }

  forget(windowId: string): void {
    this.#admissions.delete(windowId);
  }
}

const cookieName = (windowId: string): string => `vms-${windowId}`;

function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').slice(0, 8192).split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value !== undefined) return value;
  }
  return null;
}

function sameText(expected: string, shown: string): boolean {
  const left = Buffer.from(expected);
  const right = Buffer.from(shown);
  return left.byteLength === right.byteLength && timingSafeEqual(left, right);
}
