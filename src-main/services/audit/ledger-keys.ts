/** The keys of this workstation's log: made once, kept sealed by the vault, in memory while the program runs. */
import { generateKeyPairSync } from 'node:crypto';
import { z } from 'zod';
import type { LedgerKeys } from '../../cache/ledger/writer.ts';
import type { Vault } from '../../cache/vault.ts';
import type { Remembered } from '../remembered.ts';

const NAME = 'ledger-keys';
const place = { table: 'remembered', row: NAME, column: 'value' } as const;

const storedSchema = z.object({ keyId: z.string(), value: z.base64() });
const keysSchema = z.object({ logId: z.uuid(), signingKey: z.base64(), stateKey: z.base64() });

export interface KeyMaking {
  readonly random: (bytes: number) => Uint8Array;
  /** UUIDv7 of a new log. */
  readonly newId: () => string;
}

/** `null` when no key can be kept: then nothing may be done that needs an entry. Rejects when storing a new one fails. */
export async function ledgerKeys(remembered: Remembered, vault: Vault, { random, newId }: KeyMaking): Promise<LedgerKeys | null> {
  const stored = remembered.get(NAME, storedSchema);
  if (stored !== null) {
    const keys = openKeys(vault, stored);
    if (keys !== null) return keys;
  }
  if (!vault.canSeal) return null;
  const signingKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });
  const keys = { logId: newId(), signingKey: new Uint8Array(signingKey), stateKey: random(32) };
  const sealed = vault.seal(place, JSON.stringify({ ...keys, signingKey: base64(keys.signingKey), stateKey: base64(keys.stateKey) }));
  // A log whose key is lost can never be added to again, so the key comes first.
  await remembered.keep(NAME, { keyId: sealed.keyId, value: base64(sealed.value) });
  return keys;
}

/** `null` when the keystore that sealed them is gone: a new log begins, the old file is set aside whole. */
function openKeys(vault: Vault, { keyId, value }: z.infer<typeof storedSchema>): LedgerKeys | null {
  const text = vault.open(place, { keyId, value: Buffer.from(value, 'base64') });
  if (text === null) return null;
  const parsed = keysSchema.safeParse(JSON.parse(text));
  if (!parsed.success) return null;
  const { logId, signingKey, stateKey } = parsed.data;
  return { logId, signingKey: bytes(signingKey), stateKey: bytes(stateKey) };
}

const base64 = (value: Uint8Array): string => Buffer.from(value).toString('base64');
const bytes = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, 'base64'));
