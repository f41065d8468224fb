/** Stream addresses a device gives, made into ones that lead to it from here. Pure. */
import { isIP } from 'node:net';

type Place = 'unusable' | 'private' | 'public' | 'name';

/**
 * What is done with the host of a stream address that is another than the one the device was reached by. Only a private
 * neighbour of a device reached privately may be meant: a recorder that hands out the addresses of its cameras.
 */
const kept: Readonly<Record<Place, readonly Place[]>> = { unusable: [], private: ['private'], public: [], name: [] };

/** Without credentials; `null` for what is no RTSP address. `reachedHost` without brackets. */
export function repairedStreamUri(given: string, reachedHost: string): string | null {
  const text = given.trim();
  if (text.length > 2000 || !/^rtsps?:\/\//iu.test(text) || /[^\x21-\x7e]/u.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  url.username = '';
  url.password = '';
  if (host !== reachedHost && !keeps(host, reachedHost)) url.hostname = isIP(reachedHost) === 6 ? `[${reachedHost}]` : reachedHost;
  return url.href;
}

function keeps(host: string, reachedHost: string): boolean {
  return kept[placeOf(host)].includes(placeOf(reachedHost)) && sameNetwork(host, reachedHost);
}

/** Of IPv4: the first three numbers. A recorder's inner network has others. */
const sameNetwork = (left: string, right: string): boolean => network(left) === network(right);
const network = (host: string): string => host.split('.').slice(0, 3).join('.');

const unusable = [/^0\./u, /^127\./u, /^169\.254\./u, /^2(?:2[4-9]|[345]\d)\./u];
const privately = [/^10\./u, /^192\.168\./u, /^172\.(?:1[6-9]|2\d|3[01])\./u, /^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./u];

function placeOf(host: string): Place {
  if (isIP(host) === 6) return 'unusable';
  if (isIP(host) === 0) return 'name';
  if (unusable.some((pattern) => pattern.test(host))) return 'unusable';
  return privately.some((pattern) => pattern.test(host)) ? 'private' : 'public';
}
