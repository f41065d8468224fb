/** WS-Security UsernameToken Profile 1.0 with a digest, as ONVIF Core §5.9 wants it: nonce and time are never left out. */
import { createHash } from 'node:crypto';
import type { Credentials } from '../base/challenge.ts';
import { escapeXml } from './soap.ts';

const namespace = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
const utility = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
const tokenProfile = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest';
const base64 = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary';

/** Base64(SHA-1(nonce + created + password)). */
export function passwordDigest(password: string, nonce: Buffer, created: string): string {
  return createHash('sha1').update(nonce).update(created, 'utf8').update(password, 'utf8').digest('base64');
}

/** The header element. `createdMs`: the time by the device's own clock. */
export function usernameToken({ username, password }: Credentials, nonce: Buffer, createdMs: number): string {
  const created = new Date(createdMs).toISOString();
  return (
    `<Security xmlns="${namespace}" s:mustUnderstand="1"><UsernameToken><Username>${escapeXml(username)}</Username>` +
    `<Password Type="${tokenProfile}">${passwordDigest(password, nonce, created)}</Password>` +
    `<Nonce EncodingType="${base64}">${nonce.toString('base64')}</Nonce><Created xmlns="${utility}">${created}</Created></UsernameToken></Security>`
  );
}
