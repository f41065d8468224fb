/**
 * Secret storage without an OS keystore: a random key in a file only this user can read (mode 0600; on Windows the
 * access rights of the user's own profile folder). It keeps out other users of the machine, not other programs of this one.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { VmsError } from '../../src-contract/errors.ts';
import type { SecretStorage } from './host.ts';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 1;

/** Opens the key file, making it on first use. Throws `storage-corrupt` when it is not a key: a new one would silently lose every secret. */
export async function openSecretFile(path: string): Promise<SecretStorage> {
  const key = await readOrCreateKey(path);
  return {
    backend: 'file',
    strong: false,
    wrap: (plain) => Promise.resolve(encrypt(key, plain)),
    unwrap: (wrapped) => new Promise((resolve) => resolve(decrypt(key, wrapped))),
  };
}

async function readOrCreateKey(path: string): Promise<Buffer> {
  await mkdir(dirname(path), { recursive: true });
  const fresh = randomBytes(KEY_BYTES);
  try {
    await writeFile(path, fresh, { mode: 0o600, flag: 'wx', flush: true });
    return fresh;
  } catch (failure) {
    if (!(failure instanceof Error && 'code' in failure && failure.code === 'EEXIST')) throw failure;
  }
  const key = await readFile(path);
  if (key.byteLength !== KEY_BYTES) throw new VmsError('storage-corrupt', 'secret-key-corrupt', { path });
  return key;
}

/** Layout: version (1 byte), IV (12), tag (16), ciphertext. */
function encrypt(key: Buffer, plain: Uint8Array): Uint8Array {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), body]);
}

function decrypt(key: Buffer, wrapped: Uint8Array): Uint8Array {
  const start = 1 + IV_BYTES + TAG_BYTES;
  if (wrapped.byteLength < start || wrapped[0] !== VERSION) throw new VmsError('unavailable', 'secret-unreadable');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, wrapped.subarray(1, 1 + IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAuthTag(wrapped.subarray(1 + IV_BYTES, start));
    return Buffer.concat([decipher.update(wrapped.subarray(start)), decipher.final()]);
  } catch (failure) {
    throw new VmsError('unavailable', 'secret-unreadable', {}, failure);
  }
}
