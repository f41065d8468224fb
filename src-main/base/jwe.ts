/** Opens what was sealed to a device: compact JWE (RFC 7516), ECDH-ES with X25519 (RFC 8037), A256GCM; nothing else is understood. */
import { createDecipheriv, createHash, createPublicKey, diffieHellman, type KeyObject } from 'node:crypto';
import { z } from 'zod';

const headerSchema = z
  .object({
    alg: z.literal('ECDH-ES'),
    enc: z.literal('A256GCM'),
    epk: z.object({ kty: z.literal('OKP'), crv: z.literal('X25519'), x: z.base64url().length(43) }),
    apu: z.base64url().max(200).default(''),
    apv: z.base64url().max(200).default(''),
    /** A member that must be understood, and compression whose length nobody bounds: not here. */
    crit: z.never().optional(),
    zip: z.never().optional(),
  })
  .readonly();
type Header = z.infer<typeof headerSchema>;

const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BITS = 256;

/** The plain bytes; `null` when it is not sealed to this key, was changed, or is something else. */
export function openJwe(sealed: string, privateKey: KeyObject): Uint8Array | null {
  const [head = '', encryptedKey = '', iv = '', sealedText = '', tag = '', ...rest] = sealed.split('.');
  const header = headerOf(head);
  if (header === null || encryptedKey !== '' || rest.length > 0) return null;
  const [nonce, text, mac] = [bytes(iv), bytes(sealedText), bytes(tag)];
  if (nonce.length !== IV_BYTES || mac.length !== TAG_BYTES) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', agreedKey(header, privateKey), nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(head, 'ascii')).setAuthTag(mac);
    return Buffer.concat([decipher.update(text), decipher.final()]);
  } catch {
    return null;
  }
}

const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');

function headerOf(text: string): Header | null {
  try {
    return headerSchema.safeParse(JSON.parse(bytes(text).toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}

/** RFC 7518, 4.6.2: one round of the Concat KDF is all that 256 bits need. */
function agreedKey({ enc, epk, apu, apv }: Header, privateKey: KeyObject): Uint8Array {
  const publicKey = createPublicKey({ key: { ...epk }, format: 'jwk' });
  const secret = diffieHellman({ privateKey, publicKey });
  const parts = [number(1), secret, withLength(Buffer.from(enc)), withLength(bytes(apu)), withLength(bytes(apv)), number(KEY_BITS)];
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

function number(value: number): Buffer {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(value);
  return four;
}

const withLength = (part: Uint8Array): Buffer => Buffer.concat([number(part.length), part]);
