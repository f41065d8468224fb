/** An entry as bytes: one line of JSON, written once and never re-made. */
import { auditEntrySchema, type AuditEntry } from '../../../src-contract/province/schemas.ts';
import { MAX_ENTRY_BYTES } from './entry-link.ts';

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
