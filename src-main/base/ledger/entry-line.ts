/** An entry as bytes: one line of JSON, written once and never re-made. */
import { auditEntrySchema, type AuditEntry } from '../../../src-contract/province/schemas.ts';

/** No entry of ours comes near; bounds what a hostile file makes us parse. */
export const MAX_ENTRY_BYTES = 65_536;

export function encodeEntry(entry: AuditEntry): Uint8Array {
  const bytes = new TextEncoder().encode(JSON.stringify(entry));
  if (bytes.byteLength > MAX_ENTRY_BYTES) throw new RangeError(`an entry of ${bytes.byteLength} bytes`);
  return bytes;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** `null` for anything that is no entry of this version. */
export function parseEntry(bytes: Uint8Array): AuditEntry | null {
  if (bytes.byteLength > MAX_ENTRY_BYTES) return null;
  try {
    const parsed = auditEntrySchema.safeParse(JSON.parse(strictUtf8.decode(bytes)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // not text, or not JSON: no entry
  }
}

/** What of an entry ties it to the others. */
export type EntryLink = Pick<AuditEntry, 'logId' | 'epoch' | 'seq' | 'prev' | 'utc' | 'mono' | 'bootId' | 'action'>;

/**
 * The same for verifying: only what the chain and the clocks need is looked at, for whether the rest is as it was written
 * the hash says. A third of the time of the whole, of which a million entries take half a minute.
 */
export function parseEntryLink(bytes: Uint8Array): EntryLink | null {
  if (bytes.byteLength > MAX_ENTRY_BYTES) return null;
  try {
    const entry: unknown = JSON.parse(strictUtf8.decode(bytes));
    return isLink(entry) ? entry : null;
  } catch {
    return null; // not text, or not JSON: no entry
  }
}

const isNumberedFrom1 = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 1;
const isTime = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value));

function isLink(value: unknown): value is EntryLink {
  if (typeof value !== 'object' || value === null) return false;
  const { v, logId, epoch, seq, prev, utc, mono, bootId, action } = value as Readonly<Record<string, unknown>>; // every field is checked below
  return (
    v === 1 &&
    isNumberedFrom1(epoch) &&
    isNumberedFrom1(seq) &&
    isTime(utc) &&
    Number.isFinite(mono) &&
    [logId, prev, bootId, action].every((text) => typeof text === 'string')
  );
}
