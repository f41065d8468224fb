/** RFC 6238 with SHA-1, 30 s, six digits: what every authenticator speaks. */
import { createHmac } from 'node:crypto';

const STEP_MS = 30_000;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const base32 = (text: string): Uint8Array => {
  let bits = '';
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) throw new RangeError('not base32');
    bits += value.toString(2).padStart(5, '0');
  }
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
};

/** The number of the 30 s a moment lies in. */
export const stepOf = (epochMs: number): number => Math.floor(epochMs / STEP_MS);

export const totpCode = (secret: string, step: number): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', base32(secret)).update(counter).digest();
  const at = (mac[mac.length - 1] ?? 0) & 0xf;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
};

/**
 * The step a code is good for, one step of drift allowed to either side; null when it is good for none
 * after `lastStep`, the last one used: a code works once.
 */
export const acceptedStep = (secret: string, code: string, epochMs: number, lastStep: number): number | null => {
  const now = stepOf(epochMs);
  return [now - 1, now, now + 1].find((step) => step > lastStep && totpCode(secret, step) === code) ?? null;
};
