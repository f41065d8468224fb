/** SHA-256 as the ledger uses it. */
import { hash } from 'node:crypto';

/** 32 bytes that came out of SHA-256. */
export type Sha256 = Uint8Array & { readonly __unit: 'sha-256' };
export const SHA256_BYTES = 32;

export function sha256(...parts: readonly Uint8Array[]): Sha256 {
  const [only] = parts;
  const input = parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
  return new Uint8Array(hash('sha256', input, 'buffer')) as Sha256; // brand: the one way in for what was computed
}

/** The same as 64 hexadecimal digits: half the time of making the bytes. */
export const sha256Hex = (input: Uint8Array): string => hash('sha256', input, 'hex');

/** `null` unless it is 64 hexadecimal digits. */
export function parseSha256(hex: string): Sha256 | null {
  if (!/^[0-9a-f]{64}$/u.test(hex)) return null;
  return new Uint8Array(Buffer.from(hex, 'hex')) as Sha256; // brand: 32 bytes, as just checked
}

/** `null` unless it is 32 bytes long; for hashes read from disk or the network. */
export function asSha256(bytes: Uint8Array): Sha256 | null {
  return bytes.byteLength === SHA256_BYTES ? (bytes as Sha256) : null; // brand: as long as one, as just checked
}

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
