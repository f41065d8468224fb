/** Who may call a device's web services: Digest of HTTP, or a UsernameToken in the SOAP header. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Gatekeeper } from '../rtsp/digest.ts';
import type { OnvifAuth, OnvifCamera } from './onvif-camera.ts';
import { childOf, textAt, type Element } from './xml.ts';

export type Verdict =
  | { readonly kind: 'granted' }
  | { readonly kind: 'challenge'; readonly header: string }
  /** A wrong or missing token: a SOAP fault, HTTP 400 as most firmware answers. */
  | { readonly kind: 'refused'; readonly reason: string };

export interface Credentials {
  /** Path and query as the client asked. */
  readonly uri: string;
  readonly authorization: string | undefined;
  /** The SOAP header, where there is one. */
  readonly header: Element | undefined;
}

const defaultWindowSeconds = 300;
const keptNonces = 2000;

/** @param clock epoch milliseconds by the device's own clock */
export function judgeOnvif(auth: OnvifAuth, device: OnvifCamera, given: Credentials, gatekeeper: Gatekeeper, clock: number): Verdict {
  if (auth.kind === 'none') return { kind: 'granted' };
  const token = childOf(given.header, 'Security', 'UsernameToken');
  if (auth.kind === 'token' || (auth.kind === 'either' && token !== undefined)) return judgeToken(auth, device, token, clock);
  const digest = {
    kind: 'digest',
    username: auth.username,
    password: auth.password,
    qop: true,
    nonceSeconds: 3600,
    algorithm: auth.algorithm,
  } as const;
  const verdict = gatekeeper.judge(digest, 'POST', given.uri, given.authorization);
  return verdict.kind === 'granted' ? verdict : { kind: 'challenge', header: verdict.header };
}

/** WS-Security UsernameToken Profile 1.0: Base64(SHA-1(nonce + created + password)). */
function judgeToken(auth: Exclude<OnvifAuth, { kind: 'none' }>, device: OnvifCamera, token: Element | undefined, clock: number): Verdict {
  const refused = { kind: 'refused', reason: 'Sender not Authorized' } as const;
  const [nonce, created] = [textAt(token, 'Nonce'), textAt(token, 'Created')];
  const expected = createHash('sha1')
    .update(Buffer.concat([Buffer.from(nonce, 'base64'), Buffer.from(`${created}${auth.password}`, 'utf8')]))
    .digest();
  const response = Buffer.from(textAt(token, 'Password'), 'base64');
  const right = textAt(token, 'Username') === auth.username && response.length === expected.length && timingSafeEqual(response, expected);
  const off = Math.abs(Date.parse(created) - clock) / 1000;
  if (!right || !(off <= (auth.windowSeconds ?? defaultWindowSeconds)) || device.seenNonces.has(nonce)) return refused;
  device.seenNonces.add(nonce);
  for (const old of device.seenNonces) if (device.seenNonces.size > keptNonces) device.seenNonces.delete(old);
  return { kind: 'granted' };
}
