/** The keys of this workstation's log: made once or given by joining a province, kept sealed by the vault, in memory while the program runs. */
import { generateKeyPairSync } from 'node:crypto';
import { z } from 'zod';
import type { LedgerKeys } from '../../cache/ledger/writer.ts';
import type { Vault } from '../../cache/vault.ts';
import type { Remembered } from '../remembered.ts';

const CURRENT = 'ledger-keys';
/** Of the log before the workstation joined the province. */
const BEFORE = 'ledger-keys-before';

const storedSchema = z.object({ keyId: z.string(), value: z.base64() });
const keysSchema = z.object({
  logId: z.uuid(),
  signingKey: z.base64(),
  stateKey: z.base64(),
  /** Until the log has taken it over. */
  firstSealingKey: z.base64().nullable().default(null),
});

export interface KeyMaking {
  readonly random: (bytes: number) => Uint8Array;
  /** UUIDv7 of a new log. */
  readonly newId: () => string;
}

/** What a log is opened with. */
export interface HeldKeys {
  readonly keys: LedgerKeys;
  readonly previous: LedgerKeys | null;
  /** 32 bytes that seal the first head, should the log have to be begun. */
  readonly firstSealingKey: Uint8Array;
}

/** `null` when no key can be kept: then nothing may be done that needs an entry. Rejects when storing a new one fails. */
export async function ledgerKeys(remembered: Remembered, vault: Vault, { random, newId }: KeyMaking): Promise<HeldKeys | null> {
  const held = heldKeys(remembered, vault, random);
  if (held !== null) return held;
  if (!vault.canSeal) return null;
  const signingKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });
  const keys = { logId: newId(), signingKey: new Uint8Array(signingKey), stateKey: random(32) };
  // A log whose key is lost can never be added to again, so the key comes first.
  await keep(remembered, vault, CURRENT, keys, null);
  return { keys, previous: null, firstSealingKey: random(32) };
}

export interface JoinedLog {
  readonly logId: string;
  /** PKCS#8 DER. */
  readonly signingKey: Uint8Array;
  /** K(0), which the province has. */
  readonly sealKey: Uint8Array;
}

/** From now on the log is the province's; the one before is remembered so that it can be put aside. Rejects as storing does. */
export async function joinLedgerKeys(
  remembered: Remembered,
  vault: Vault,
  joined: JoinedLog,
  random: KeyMaking['random'],
): Promise<HeldKeys> {
  const before = heldKeys(remembered, vault, random);
  if (before?.keys.logId === joined.logId) return before;
  const keys = { logId: joined.logId, signingKey: joined.signingKey, stateKey: random(32) };
  if (before !== null) await keep(remembered, vault, BEFORE, before.keys, null);
  await keep(remembered, vault, CURRENT, keys, joined.sealKey);
  return { keys, previous: before?.keys ?? null, firstSealingKey: joined.sealKey };
}

/** The log has begun and moves its sealing key on itself: the first one must not be found here later. */
export async function forgetFirstSealingKey(remembered: Remembered, vault: Vault, keys: LedgerKeys): Promise<void> {
  await keep(remembered, vault, CURRENT, keys, null);
}

function heldKeys(remembered: Remembered, vault: Vault, random: KeyMaking['random']): HeldKeys | null {
  const current = openKeys(remembered, vault, CURRENT);
  if (current === null) return null;
  const previous = openKeys(remembered, vault, BEFORE)?.keys ?? null;
  return { keys: current.keys, previous, firstSealingKey: current.firstSealingKey ?? random(32) };
}

async function keep(
  remembered: Remembered,
  vault: Vault,
  name: string,
  keys: LedgerKeys,
  firstSealingKey: Uint8Array | null,
): Promise<void> {
  const { logId, signingKey, stateKey } = keys;
  const first = firstSealingKey === null ? null : base64(firstSealingKey);
  const text = JSON.stringify({ logId, signingKey: base64(signingKey), stateKey: base64(stateKey), firstSealingKey: first });
  const sealed = vault.seal(placeOf(name), text);
  await remembered.keep(name, { keyId: sealed.keyId, value: base64(sealed.value) });
}

/** `null` when the keystore that sealed them is gone: a new log begins, the old file is set aside whole. */
function openKeys(
  remembered: Remembered,
  vault: Vault,
  name: string,
): { readonly keys: LedgerKeys; readonly firstSealingKey: Uint8Array | null } | null {
  const stored = remembered.get(name, storedSchema);
  if (stored === null) return null;
  const text = vault.open(placeOf(name), { keyId: stored.keyId, value: Buffer.from(stored.value, 'base64') });
  if (text === null) return null;
  const parsed = keysSchema.safeParse(JSON.parse(text));
  if (!parsed.success) return null;
  const { logId, signingKey, stateKey, firstSealingKey } = parsed.data;
  const keys = { logId, signingKey: bytes(signingKey), stateKey: bytes(stateKey) };
  return { keys, firstSealingKey: firstSealingKey === null ? null : bytes(firstSealingKey) };
}

const placeOf = (row: string) => ({ table: 'remembered', row, column: 'value' }) as const;
const base64 = (value: Uint8Array): string => Buffer.from(value).toString('base64');
const bytes = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, 'base64'));
