/**
 * Seals single values with a key of ours that the host's keystore wraps.
 *
 * `vault.json` keeps every key this profile ever had, wrapped. When the keystore no longer opens
 * its keys (another user, another machine, a changed keyring) a new key is added beside it: new
 * passwords can be stored at once, and old ones return by themselves if the keystore does.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { VmsError } from '../../src-contract/errors.ts';
import { writeFileAtomic } from '../base/atomic-file.ts';
import type { Log } from '../base/log.ts';
import type { SealedSecret } from './queries/cameras.ts';

/** What the vault needs of the host: its keystore. */
export interface KeyWrapper {
  readonly backend: string;
  wrap(plain: Uint8Array): Promise<Uint8Array>;
  unwrap(wrapped: Uint8Array): Promise<Uint8Array>;
}

/** Where a value lives; it opens nowhere else, so that rows cannot be swapped. */
export interface SecretPlace {
  readonly table: string;
  readonly row: string;
  readonly column: string;
}

export interface Vault {
  /** Throws `unavailable` when there is no key to seal with. */
  seal(place: SecretPlace, plain: string): SealedSecret;
  /** `null` when its key is not open here, or the value was changed or moved. */
  open(place: SecretPlace, sealed: SealedSecret): string | null;
  holds(keyId: string): boolean;
  /** Keys of this profile that the keystore would not open. */
  readonly lockedKeys: number;
  /** Whether passwords can be stored. */
  readonly canSeal: boolean;
}

export interface VaultOptions {
  readonly file: string;
  readonly wrapper: KeyWrapper;
  readonly random: (bytes: number) => Uint8Array;
  readonly log: Log;
}

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEYS_KEPT = 16;

const vaultFileSchema = z.object({
  version: z.literal(1),
  keys: z.array(z.object({ keyId: z.string().max(64), backend: z.string(), wrapped: z.base64() })).max(KEYS_KEPT),
});
type WrappedKey = z.infer<typeof vaultFileSchema>['keys'][number];

/** Opens the vault, making its first key when there is none. Never rejects: a vault without a key seals and opens nothing. */
export async function openVault(options: VaultOptions): Promise<Vault> {
  const { keys: wrapped, mayWrite } = readKeys(options);
  const keys = new Map<string, Uint8Array>();
  for (const key of wrapped) {
    const plain = await unwrapKey(options, key);
    if (plain !== null) keys.set(key.keyId, plain);
  }
  const lockedKeys = wrapped.length - keys.size;
  const sealing = [...keys.keys()].at(-1) ?? (mayWrite ? await addKey(options, wrapped, keys) : null);
  return createVault(keys, sealing, lockedKeys, options.random);
}

function createVault(
  keys: ReadonlyMap<string, Uint8Array>,
  sealing: string | null,
  lockedKeys: number,
  random: VaultOptions['random'],
): Vault {
  return {
    lockedKeys,
    canSeal: sealing !== null,
    holds: (keyId) => keys.has(keyId),
    seal(place, plain) {
      const key = sealing === null ? undefined : keys.get(sealing);
      if (sealing === null || key === undefined) throw new VmsError('unavailable', 'keystore-unavailable');
      const nonce = random(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(boundTo(place, sealing));
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return { keyId: sealing, value: Buffer.concat([Uint8Array.of(FORMAT), nonce, cipher.getAuthTag(), sealed]) };
    },
    open(place, { keyId, value }) {
      const key = keys.get(keyId);
      if (key === undefined || value[0] !== FORMAT || value.length < 1 + NONCE_BYTES + TAG_BYTES) return null;
      const nonce = value.subarray(1, 1 + NONCE_BYTES);
      const tag = value.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(boundTo(place, keyId)).setAuthTag(tag);
      try {
        return Buffer.concat([decipher.update(value.subarray(1 + NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}

const boundTo = (place: SecretPlace, keyId: string): Buffer => Buffer.from([place.table, place.row, place.column, keyId].join('|'));

interface StoredKeys {
  readonly keys: readonly WrappedKey[];
  /** False when a file is there that could not be read: writing a new one would destroy it. */
  readonly mayWrite: boolean;
}

function readKeys(options: VaultOptions): StoredKeys {
  try {
    if (!existsSync(options.file)) return { keys: [], mayWrite: true };
    const text = readFileSync(options.file, 'utf8');
    const stored = parseKeys(text);
    if (stored !== null) return { keys: stored, mayWrite: true };
    options.log.error('vault file unreadable, set aside');
    writeFileAtomic(`${options.file}.unreadable`, text);
    return { keys: [], mayWrite: true };
  } catch (failure) {
    options.log.error('vault file cannot be read', { failure });
    return { keys: [], mayWrite: false };
  }
}

function parseKeys(text: string): WrappedKey[] | null {
  try {
    return vaultFileSchema.parse(JSON.parse(text)).keys;
  } catch {
    return null;
  }
}

async function unwrapKey(options: VaultOptions, key: WrappedKey): Promise<Uint8Array | null> {
  try {
    const plain = await options.wrapper.unwrap(Buffer.from(key.wrapped, 'base64'));
    if (plain.length === 32) return plain;
    options.log.error('vault key has a wrong size', { keyId: key.keyId });
  } catch (failure) {
    options.log.warn('keystore does not open a vault key', { keyId: key.keyId, was: key.backend, is: options.wrapper.backend, failure });
  }
  return null;
}

async function addKey(options: VaultOptions, wrapped: readonly WrappedKey[], keys: Map<string, Uint8Array>): Promise<string | null> {
  try {
    const plain = options.random(32);
    const keyId = Buffer.from(options.random(8)).toString('hex');
    const added = { keyId, backend: options.wrapper.backend, wrapped: Buffer.from(await options.wrapper.wrap(plain)).toString('base64') };
    const kept = [...wrapped, added].slice(-KEYS_KEPT);
    writeFileAtomic(options.file, JSON.stringify({ version: 1, keys: kept }, null, 2));
    keys.set(keyId, plain);
    return keyId;
  } catch (failure) {
    options.log.error('no vault key can be stored', { backend: options.wrapper.backend, failure });
    return null;
  }
}
