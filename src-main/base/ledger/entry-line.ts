/** An entry as bytes: one line of JSON, written once and never re-made. */
import { isUtf8 } from 'node:buffer';
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

/** What of an entry ties it to the others, with its wall clock in ms since 1970. */
export type EntryLink = Pick<AuditEntry, 'logId' | 'epoch' | 'seq' | 'prev' | 'mono' | 'bootId' | 'action'> & { readonly utcMs: number };

/**
 * The same for verifying: only what the chain and the clocks need is looked at, for whether the rest is as it was written
 * the hash says.
 *
 * Bytes are read one by one as letters first, in half the time of decoding Vietnamese: a byte from 0x80 on is nothing to
 * JSON outside a text and stands for itself within one, so UTF-8 is JSON either way, and ASCII texts are the same. Where the
 * link itself holds more than ASCII, or the short way finds none, the text as it is meant decides.
 */
export function parseEntryLink(bytes: Uint8Array): EntryLink | null {
  if (bytes.byteLength > MAX_ENTRY_BYTES) return null;
  const letters = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const link = readLink(() => letters.toString('latin1'));
  return link !== null && isAscii(link) && isUtf8(bytes) ? link : readLink(() => strictUtf8.decode(bytes));
}

function readLink(text: () => string): EntryLink | null {
  try {
    return linkOf(JSON.parse(text()));
  } catch {
    return null; // not text, or not JSON: no entry
  }
}

const isAscii = ({ logId, prev, bootId, action }: EntryLink): boolean => /^[ -~]*$/u.test(logId + prev + bootId + action);

const isNumberedFrom1 = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 1;
const isFinite = (value: unknown): value is number => Number.isFinite(value);

function linkOf(value: unknown): EntryLink | null {
  if (typeof value !== 'object' || value === null) return null;
  const { v, logId, epoch, seq, prev, utc, mono, bootId, action } = value as Readonly<Record<string, unknown>>; // every field is checked below
  const utcMs = typeof utc === 'string' ? Date.parse(utc) : Number.NaN;
  if (v !== 1 || Number.isNaN(utcMs) || !isNumberedFrom1(epoch) || !isNumberedFrom1(seq) || !isFinite(mono)) return null;
  if (typeof logId !== 'string' || typeof prev !== 'string' || typeof bootId !== 'string' || typeof action !== 'string') return null;
  return { logId, epoch, seq, prev, utcMs, mono, bootId, action };
}
