/**
 * Forward security: checkpoints are sealed with a key that moves on with each and cannot be turned back.
 *
 * The first key is held by the province from enrolment on. Whoever takes a workstation over learns the
 * key of now, which seals nothing written before: those checkpoints, and so their entries, cannot be forged again.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { sha256 } from './hash.ts';

export interface SealingKey {
  /** How often the key moved on since the first one. */
  readonly step: number;
  /** 32 bytes. */
  readonly secret: Uint8Array;
}

const SEAL_BYTES = 32;

/** The key after this one; nobody can compute the way back. */
export function nextSealingKey({ step, secret }: SealingKey): SealingKey {
  return { step: step + 1, secret: sha256(secret) };
}

export function sealOf(key: SealingKey, sealed: Uint8Array): Uint8Array {
  return new Uint8Array(createHmac('sha256', key.secret).update(sealed).digest());
}

export function sealFits(key: SealingKey, sealed: Uint8Array, seal: Uint8Array): boolean {
  return seal.byteLength === SEAL_BYTES && timingSafeEqual(sealOf(key, sealed), seal);
}
