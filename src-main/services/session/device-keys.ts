/** The keys of this workstation: made here, kept sealed, never sent. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

export interface DeviceKeys {
  /** Ed25519: proves who asks, signs checkpoints of the log. */
  readonly signing: KeyObject;
  /** X25519: what the province seals camera passwords to. */
  readonly encryption: KeyObject;
}

/** PKCS#8 DER, base64. */
export interface StoredKeys {
  readonly signing: string;
  readonly encryption: string;
}

export function makeDeviceKeys(): StoredKeys {
  const signing = generateKeyPairSync('ed25519').privateKey;
  const encryption = generateKeyPairSync('x25519').privateKey;
  return { signing: stored(signing), encryption: stored(encryption) };
}

const stored = (key: KeyObject): string => key.export({ format: 'der', type: 'pkcs8' }).toString('base64');

/** Throws when one of them is no key. */
export function openDeviceKeys({ signing, encryption }: StoredKeys): DeviceKeys {
  const open = (key: string): KeyObject => createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs8' });
  return { signing: open(signing), encryption: open(encryption) };
}

/** SubjectPublicKeyInfo of a private key, base64. */
export const publicPart = (key: KeyObject): string => createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
