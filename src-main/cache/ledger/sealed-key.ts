/** The sealing key at rest: whoever copies the file must not be able to seal with it. AES-256-GCM, nonce and tag before the text. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SealingKey } from '../../base/ledger/sealing-key.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const bound = (step: number): Uint8Array => Buffer.from(`ledger sealing key ${step}`);

export function protectKey(key: SealingKey, with32Bytes: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', with32Bytes, nonce).setAAD(bound(key.step));
  const text = Buffer.concat([cipher.update(key.secret), cipher.final()]);
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), text]));
}

/** `null` when it was protected with another key, changed, or is of another step. */
export function unprotectKey(sealed: Uint8Array, step: number, with32Bytes: Uint8Array): SealingKey | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', with32Bytes, sealed.subarray(0, NONCE_BYTES))
      .setAAD(bound(step))
      .setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const secret = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    return { step, secret: new Uint8Array(secret) };
  } catch {
    return null; // authentication failed, or too short to be one of ours
  }
}
