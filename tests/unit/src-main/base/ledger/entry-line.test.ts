import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeEntry, MAX_ENTRY_BYTES, parseEntry, parseEntryLink } from '../../../../../src-main/base/ledger/entry-line.ts';
import { chainEntry, startOfEpoch } from '../../../../../src-main/base/ledger/chain.ts';
import { draftOf, LOG_ID } from '../../../../fakes/ledger-book.ts';

const moment = {
  epochMs: Date.UTC(2026, 10, 21, 7, 15),
  monoMs: 1,
  bootId: 'boot',
  clock: { state: 'unsynced', offsetMs: null, uncertaintyMs: null, lastSync: null } as const,
  device: { id: 'd', host: 'MAY-01', ip: null, mac: null, app: '0.1.0' },
  entryId: '0193c1a0-9000-7000-8000-000000000001',
};
const { bytes } = chainEntry(startOfEpoch(LOG_ID, 1), draftOf('live.start'), moment).entry;
const text = new TextDecoder().decode(bytes);
const changed = (change: Readonly<Record<string, unknown>>): Uint8Array =>
  new TextEncoder().encode(JSON.stringify({ ...(JSON.parse(text) as object), ...change }));

it('reads an entry back as it was written, whole or only what links it', () => {
  const entry = parseEntry(bytes);
  expect(entry).toMatchObject({ logId: LOG_ID, seq: 1, action: 'live.start' });
  expect(entry === null ? null : encodeEntry(entry)).toEqual(bytes);
  expect(parseEntryLink(bytes)).toMatchObject({ logId: LOG_ID, epoch: 1, seq: 1, action: 'live.start' });
});

it('takes nothing for an entry that is none: too long, no text, no JSON, another shape', () => {
  const none = [
    new Uint8Array(MAX_ENTRY_BYTES + 1).fill(32),
    Uint8Array.of(0xff, 0xfe),
    new TextEncoder().encode('{"v":1'),
    new TextEncoder().encode('null'),
    new TextEncoder().encode('[]'),
  ];
  for (const bad of none) expect([parseEntry(bad), parseEntryLink(bad)]).toEqual([null, null]);
  expect(parseEntry(changed({ phase: 'dream' }))).toBeNull();
});

it.each([
  { v: 2 },
  { epoch: 0 },
  { epoch: 1.5 },
  { seq: '1' },
  { seq: 0 },
  { utc: 'yesterday' },
  { utc: 5 },
  { mono: null },
  { logId: 1 },
  { prev: null },
  { bootId: 7 },
  { action: undefined },
])('takes no link from an entry with %j', (change) => {
  expect(parseEntryLink(changed(change))).toBeNull();
});

/** The long way round, as the short one may not differ from. */
const linkAsText = (line: Uint8Array): unknown => {
  const { logId, epoch, seq, prev, utc, mono, bootId, action } = JSON.parse(new TextDecoder().decode(line)) as Record<string, string>; // an entry of ours, changed in its texts
  return { logId, epoch, seq, prev, utcMs: Date.parse(utc ?? ''), mono, bootId, action };
};

it('reads the link as it is meant, whatever letters it and the rest are of', () => {
  const letters = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
  );
  fc.assert(
    fc.property(letters, letters, letters, (bootId, action, reason) => {
      const line = changed({ bootId, action, reason, [reason]: 1, v: 1, logId: LOG_ID });
      expect(parseEntryLink(line)).toEqual(linkAsText(line));
    }),
  );
  const escaped = new TextEncoder().encode(text.replace('"boot"', '"b\\u00f3 \\u006f"'));
  expect(parseEntryLink(escaped)?.bootId).toBe('bó o');
  expect(parseEntryLink(Buffer.concat([Uint8Array.of(0xef, 0xbb, 0xbf), bytes]))?.seq).toBe(1); // a mark that text begins with
});

it('takes no link from bytes that are no UTF-8 anywhere', () => {
  const at = Buffer.from(bytes).indexOf('Hoa');
  for (const bad of [0xff, 0xc3, 0x80, 0xed]) expect(parseEntryLink(Uint8Array.from(bytes).fill(bad, at, at + 1))).toBeNull();
});

it('writes no entry that is longer than one may be', () => {
  const entry = parseEntry(bytes);
  if (entry === null) throw new Error('it is an entry');
  const note = (length: number) => ({ ...entry, params: { note: 'x'.repeat(length) } });
  const room = MAX_ENTRY_BYTES - encodeEntry(note(0)).byteLength;
  expect(encodeEntry(note(room)).byteLength).toBe(MAX_ENTRY_BYTES);
  expect(() => encodeEntry(note(room + 1))).toThrow(RangeError);
});
