import { expect, it } from 'vitest';
import { chainEntry, startOfEpoch } from '../../../../../src-main/base/ledger/chain.ts';
import { encodeEntry, parseEntry } from '../../../../../src-main/base/ledger/entry-line.ts';
import { MAX_ENTRY_BYTES } from '../../../../../src-main/base/ledger/entry-link.ts';
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

it('reads an entry back as it was written', () => {
  const entry = parseEntry(bytes);
  expect(entry).toMatchObject({ logId: LOG_ID, seq: 1, action: 'live.start' });
  expect(entry === null ? null : encodeEntry(entry)).toEqual(bytes);
});

it('takes nothing for an entry that is none: too long, no text, no JSON, another shape', () => {
  const none = [
    new Uint8Array(MAX_ENTRY_BYTES + 1).fill(32),
    Uint8Array.of(0xff, 0xfe),
    new TextEncoder().encode('{"v":1'),
    new TextEncoder().encode('null'),
    new TextEncoder().encode('[]'),
  ];
  for (const bad of none) expect(parseEntry(bad)).toBeNull();
  expect(parseEntry(changed({ phase: 'dream' }))).toBeNull();
});

it('writes no entry that is longer than one may be', () => {
  const entry = parseEntry(bytes);
  if (entry === null) throw new Error('it is an entry');
  const note = (length: number) => ({ ...entry, params: { note: 'x'.repeat(length) } });
  const room = MAX_ENTRY_BYTES - encodeEntry(note(0)).byteLength;
  expect(encodeEntry(note(room)).byteLength).toBe(MAX_ENTRY_BYTES);
  expect(() => encodeEntry(note(room + 1))).toThrow(RangeError);
});
