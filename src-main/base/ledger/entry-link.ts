/** What of an entry ties it to the others: all that verifying a ledger reads of it, since the rest is held by the hash. */
import { isUtf8 } from 'node:buffer';
import type { AuditEntry } from '../../../src-contract/province/schemas.ts';

/** No entry of ours comes near; bounds what a hostile file makes us parse. */
export const MAX_ENTRY_BYTES = 65_536;

/** With its wall clock in ms since 1970. */
export type EntryLink = Pick<AuditEntry, 'logId' | 'epoch' | 'seq' | 'prev' | 'mono' | 'bootId' | 'action'> & { readonly utcMs: number };

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * `null` for anything that is no entry of this version.
 *
 * A line of the form that our writer gives it is read in a third of the time; any other, however little it differs, as JSON.
 */
export function parseEntryLink(bytes: Uint8Array): EntryLink | null {
  if (bytes.byteLength > MAX_ENTRY_BYTES) return null;
  const link = linkAsWritten(bytes);
  if (link !== null) return link;
  try {
    return linkOf(JSON.parse(strictUtf8.decode(bytes)));
  } catch {
    return null; // not text, or not JSON: no entry
  }
}

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

/**
 * The form of a line as written, a part of JSON: the link's members once each, where `chainEntry` puts them, the act
 * anywhere among others; nothing nested deeper than an object of plain values; no text with an escape in it.
 */
const asWritten = ((): RegExp => {
  const ascii = String.raw`"([ !#-\[\]-~]*)"`;
  const text = String.raw`"[ !#-\[\]-ÿ]*"`;
  const whole = String.raw`(0|[1-9]\d{0,14})`;
  const plain = String.raw`(?:${text}|null|true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?)`;
  const value = String.raw`(?:${plain}|\{(?:${text}:${plain}(?:,${text}:${plain})*)?\})`;
  const others = String.raw`(?:,(?!"(?:v|logId|epoch|seq|utc|mono|bootId|action|prev)")${text}:${value})*`;
  const head = String.raw`\{"v":1,"logId":${ascii},"epoch":${whole},"seq":${whole},"entryId":${text},"utc":${ascii},"local":${text}`;
  const tail = String.raw`,"mono":${whole},"bootId":${ascii}${others},"action":${ascii}${others},"prev":${ascii}\}`;
  return new RegExp(`^${head}${tail}$`, 'u');
})();

/**
 * `null` for a line of any other form, which may be an entry all the same.
 *
 * Bytes are read one by one as letters: a byte from 0x80 on stands for itself within a text, so that what is UTF-8 in whole
 * and of this form as letters is of this form as it is meant; the link itself is ASCII, where both are the same.
 */
export function linkAsWritten(bytes: Uint8Array): EntryLink | null {
  const [line, logId, epoch, seq, utc, mono, bootId, action, prev] =
    asWritten.exec(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')) ?? [];
  if (line === undefined || !isUtf8(bytes)) return null;
  const members = { v: 1, logId, epoch: Number(epoch), seq: Number(seq), utc, mono: Number(mono), bootId, action, prev };
  return linkOf(members);
}
