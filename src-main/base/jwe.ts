/** Seals and opens: compact JWE (RFC 7516), ECDH-ES with X25519 (RFC 8037), A256GCM; nothing else is understood. */
import { createCipheriv, createDecipheriv, createHash, createPublicKey, diffieHellman, type KeyObject } from 'node:crypto';
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

export const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BITS = 256;

/** Whom it is for. */
export interface SealTo {
  /** X25519. */
  readonly publicKey: KeyObject;
  /** Name of that key, in clear. */
  readonly kid: string;
  /** What the plain bytes are, in clear. */
  readonly cty: string;
}

/** Both are used once and never again. */
export interface SealChance {
  /** X25519, private, fresh. */
  readonly ephemeral: KeyObject;
  /** 12 random bytes. */
  readonly iv: Uint8Array;
}

/** Throws when a key is of another kind. */
export function sealJwe(plain: Uint8Array, { publicKey, kid, cty }: SealTo, { ephemeral, iv }: SealChance): string {
  const { x } = createPublicKey(ephemeral).export({ format: 'jwk' });
  const header = { alg: 'ECDH-ES', enc: 'A256GCM', kid, cty, epk: { kty: 'OKP', crv: 'X25519', x } } as const;
  const head = Buffer.from(JSON.stringify(header)).toString('base64url');
  const key = derivedKey(diffieHellman({ privateKey: ephemeral, publicKey }), { enc: header.enc, apu: '', apv: '' });
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(head, 'ascii'));
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return [head, '', Buffer.from(iv).toString('base64url'), text.toString('base64url'), cipher.getAuthTag().toString('base64url')].join('.');
}

const namesSchema = z.object({ kid: z.string().max(200), cty: z.string().max(100) }).readonly();

/** Whom it says it is for and what it says it is, believed only once it has opened; `null`: it is no JWE with both. */
export function namesOfJwe(sealed: string): { readonly kid: string; readonly cty: string } | null {
  const end = sealed.indexOf('.');
  return end === -1 ? null : (namesSchema.safeParse(jsonOf(sealed.slice(0, end))).data ?? null);
}

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

const headerOf = (text: string): Header | null => headerSchema.safeParse(jsonOf(text)).data ?? null;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(bytes(text).toString('utf8'));
  } catch {
    return undefined;
  }
}

const agreedKey = (header: Header, privateKey: KeyObject): Uint8Array =>
  derivedKey(diffieHellman({ privateKey, publicKey: createPublicKey({ key: { ...header.epk }, format: 'jwk' }) }), header);

/** RFC 7518, 4.6.2: one round of the Concat KDF is all that 256 bits need. */
function derivedKey(secret: Uint8Array, { enc, apu, apv }: Pick<Header, 'enc' | 'apu' | 'apv'>): Uint8Array {
  const parts = [number(1), secret, withLength(Buffer.from(enc)), withLength(bytes(apu)), withLength(bytes(apv)), number(KEY_BITS)];
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

function number(value: number): Buffer {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(value);
  return four;
}

const withLength = (part: Uint8Array): Buffer => Buffer.concat([number(part.length), part]);
