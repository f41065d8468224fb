/**
 * Reads an RTSP address as people paste it: credentials inside, unescaped `@` in passwords and all.
 *
 * Hostile input: what passes goes to FFmpeg, so only `rtsp` and `rtsps`, no control characters, a
 * real host and port. No answer repeats any part of the text, because it may hold a password.
 */
import { domainToASCII } from 'node:url';
import { splitPassword } from './address-secret.ts';

export interface StreamAddress {
  /** Without user name and password; where the camera wants the password in the path, `{password}` stands for it. */
  readonly url: string;
  /** `null` when the address carries none. */
  readonly username: string | null;
  readonly password: string | null;
}

export type AddressProblem =
  | 'address-empty'
  | 'address-leading-dash'
  | 'address-characters'
  | 'address-scheme'
  | 'address-host'
  | 'address-port'
  | 'address-too-long'
  | 'credentials-unusable'
  | 'credentials-differ';

export type AddressJudgement =
  { readonly ok: true; readonly address: StreamAddress } | { readonly ok: false; readonly problem: AddressProblem };

const MAX_ADDRESS = 2048;
const MAX_CREDENTIAL = 200;
/** Control characters, spaces, line ends of Unicode, and characters that no address needs but shells and scripts read. */
const forbidden = /[\p{Cc}\p{Zs}\p{Zl}\p{Zp}\p{Cf}"'\\<>`]/u;
const control = /[\p{Cc}\p{Zl}\p{Zp}]/u;

export function judgeAddress(text: string): AddressJudgement {
  const trimmed = text.trim();
  if (trimmed === '') return refuse('address-empty');
  if (trimmed.length > MAX_ADDRESS) return refuse('address-too-long');
  if (trimmed.startsWith('-')) return refuse('address-leading-dash');
  const scheme = /^(rtsps?):\/\//iu.exec(trimmed)?.[1]?.toLowerCase();
  if (scheme === undefined) return refuse('address-scheme');
  const { authority, path: whole } = splitAuthority(trimmed.slice(scheme.length + 3));
  const { path, password: inPath, ambiguous } = splitPassword(whole);
  const at = authority.lastIndexOf('@');
  const credentials = at < 0 ? noCredentials : readCredentials(authority.slice(0, at));
  if (credentials === null || !usableCredential(inPath ?? '')) return refuse('credentials-unusable');
  if (ambiguous || (inPath !== null && credentials.password !== null && inPath !== credentials.password))
    return refuse('credentials-differ');
  const place = authority.slice(at + 1);
  if (forbidden.test(place) || forbidden.test(path)) return refuse('address-characters');
  return withPlace(scheme, place, path, { ...credentials, password: credentials.password ?? inPath });
}

function withPlace(scheme: string, place: string, path: string, credentials: Credentials): AddressJudgement {
  const parts = /^(\[[0-9a-f:.]+\]|[^:[\]]*)(?::(.*))?$/iu.exec(place);
  const host = hostOf(parts?.[1] ?? '');
  if (host === null) return refuse('address-host');
  const port = parts?.[2];
  if (port !== undefined && !(/^\d{1,5}$/u.test(port) && Number(port) >= 1 && Number(port) <= 65_535)) return refuse('address-port');
  const url = `${scheme}://${host}${port === undefined ? '' : `:${Number(port)}`}${path}`;
  return { ok: true, address: { url, ...credentials } };
}

interface Credentials {
  readonly username: string | null;
  readonly password: string | null;
}
const noCredentials: Credentials = { username: null, password: null };

function readCredentials(userinfo: string): Credentials | null {
  const colon = userinfo.indexOf(':');
  const username = decode(colon < 0 ? userinfo : userinfo.slice(0, colon));
  const password = colon < 0 ? null : decode(userinfo.slice(colon + 1));
  const usable = [username, password ?? ''].every((part) => part.length <= MAX_CREDENTIAL && !control.test(part));
  return usable ? { username: username === '' ? null : username, password } : null;
}

/** The authority ends at the first `/`, `?` or `#`; what follows always starts with `/`. */
function splitAuthority(rest: string): { authority: string; path: string } {
  const end = rest.search(/[/?#]/u);
  if (end < 0) return { authority: rest, path: '' };
  const path = rest.slice(end);
  return { authority: rest.slice(0, end), path: path.startsWith('/') ? path : `/${path}` };
}

function hostOf(text: string): string | null {
  if (text.startsWith('[')) return text.toLowerCase();
  const host = domainToASCII(text);
  return /^(?!-)[a-z0-9._-]{1,253}$/iu.test(host) ? host : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const refuse = (problem: AddressProblem): AddressJudgement => ({ ok: false, problem });

/** Whether text may become a user name or password: no line ends that would end a header or script line. */
export const usableCredential = (text: string): boolean => text.length <= MAX_CREDENTIAL && !control.test(text);

/** Scheme, host and port: `rtsps` and `rtsp` are not the same, since one shows the password to the wire. */
export function sameHost(one: string, other: string): boolean {
  const [first, second] = [URL.parse(one), URL.parse(other)];
  return first !== null && second !== null && first.protocol === second.protocol && first.host === second.host;
}
