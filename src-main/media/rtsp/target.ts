/** The camera's address, as far as dialling and asking need it. */

export interface RtspTarget {
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** As it stands in requests: as written by the operator, without credentials. */
  readonly url: string;
}

const maxUrl = 4096;
/** RFC 7826 §22.14: 322 for TLS. */
const defaultPorts: Readonly<Record<string, number>> = { 'rtsp:': 554, 'rtsps:': 322 };

/** `null` for anything that is not plainly RTSP: line ends would add headers to our requests. */
export function parseTarget(url: string): RtspTarget | null {
  if (url.length > maxUrl || /[^\x21-\x7e]/u.test(url) || !URL.canParse(url)) return null;
  const parsed = new URL(url);
  const port = defaultPorts[parsed.protocol];
  if (port === undefined || parsed.hostname === '' || parsed.username !== '' || parsed.password !== '') return null;
  const host = parsed.hostname.replace(/^\[|\]$/gu, '');
  return { host, port: parsed.port === '' ? port : Number(parsed.port), tls: parsed.protocol === 'rtsps:', url };
}

/**
 * A track's or session's `control` on its base. Cameras mean plain joining where RFC 3986 would
 * drop the last path segment or the query (every Dahua address has one), so that is what is done.
 */
export function joinControl(base: string, control: string): string {
  if (control === '' || control === '*') return base;
  if (/^rtsps?:\/\//iu.test(control)) return control;
  if (base.endsWith('/') || control.startsWith('?')) return base + control.replace(/^\//u, '');
  return control.startsWith('/') ? base + control : `${base}/${control}`;
}

/** `Content-Base` or `Content-Location`, repaired where a scheme is missing (Anjvision); the asked address where neither helps. */
export function baseUrl(announced: string | null, target: RtspTarget): string {
  if (announced === null || announced.length > maxUrl || !/^[\x21-\x7e]+$/u.test(announced)) return target.url;
  if (/^rtsps?:\/\//iu.test(announced)) return announced;
  const bare = announced.replace(/^(?:rtsps?:?)?\/\//iu, '');
  const place = bare.split(/[/?]/u, 1)[0] ?? '';
  const isPlace = place === target.host || place.startsWith(`${target.host}:`) || /^[\d.]+(?::\d+)?$/u.test(place);
  return isPlace && bare !== '' ? `rtsp://${bare}` : target.url;
}
