import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chainEntry, startOfEpoch } from '../../../../../src-main/base/ledger/chain.ts';
import { linkAsWritten, MAX_ENTRY_BYTES, parseEntryLink } from '../../../../../src-main/base/ledger/entry-link.ts';
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

it('takes no link from what is no entry: too long, no text, no JSON, another shape', () => {
  const none = [
    new Uint8Array(MAX_ENTRY_BYTES + 1).fill(32),
    Uint8Array.of(0xff, 0xfe),
    new TextEncoder().encode('{"v":1'),
    new TextEncoder().encode('null'),
    new TextEncoder().encode('[]'),
  ];
  for (const bad of none) expect(parseEntryLink(bad)).toBeNull();
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

/** What a line means, the long way round: as strict text, as JSON, field by field. */
function linkAsText(line: Uint8Array): unknown {
  try {
    const meant = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line)) as Readonly<Record<string, unknown>>; // each field is looked at below
    const { v, logId, epoch, seq, prev, utc, mono, bootId, action } = meant;
    const utcMs = typeof utc === 'string' ? Date.parse(utc) : Number.NaN;
    const numbered = [epoch, seq].every((number) => Number.isSafeInteger(number) && Number(number) >= 1);
    const said = [logId, prev, bootId, action].every((text) => typeof text === 'string');
    const is = v === 1 && !Number.isNaN(utcMs) && numbered && said && Number.isFinite(mono);
    return is ? { logId, epoch, seq, prev, utcMs, mono, bootId, action } : null;
  } catch {
    return null;
  }
}

const letters = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }).filter((some) => some.isWellFormed()),
);

it('reads the link as it is meant, whatever letters it and the rest are of', () => {
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

it('reads a line with anything in it changed as it is meant', () => {
  const pieces = [
    '"',
    '\\',
    ',',
    ':',
    '{',
    '}',
    '[',
    ']',
    '0',
    '-',
    '.',
    'e',
    ' ',
    '\n',
    '\0',
    '\u007f',
    'á',
    '\u2028',
    'null',
    '"seq":2,',
    ',"prev":"x"',
  ];
  const piece = fc.oneof(
    fc.constantFrom(...pieces).map((some) => Buffer.from(some)),
    fc.uint8Array({ maxLength: 2 }),
  );
  const cut = fc.tuple(fc.nat(bytes.byteLength), fc.integer({ min: 0, max: 12 }), piece);
  fc.assert(
    fc.property(fc.array(cut, { minLength: 1, maxLength: 3 }), (cuts) => {
      const line = cuts.reduce<Uint8Array>(
        (before, [at, gone, put]) => Buffer.concat([before.subarray(0, at), put, before.subarray(at + gone)]),
        bytes,
      );
      expect(parseEntryLink(line)).toEqual(linkAsText(line));
    }),
    { numRuns: 3_000 },
  );
});

/** Members in the order `services/audit` and the log itself put them. */
const { actor, object, area, purpose, caseNumber, requestId, reason, params, action, phase, outcome } = draftOf('mask.lift', {
  state: 'cũ',
  index: -1.5,
  none: null,
  yes: true,
  no: false,
});

it.each([
  [draftOf('live.start')],
  [draftOf('live.start', { only: 0 })],
  [{ actor, object, area, purpose, caseNumber, requestId, reason, params, action, phase, outcome }],
  [{ action, actor, phase, object: null, area: null, purpose: null, caseNumber, requestId, outcome, reason, params }],
])('knows the form of a line as it is written, %#', (draft) => {
  const chain = startOfEpoch(LOG_ID, 12);
  const synced = { state: 'synced', offsetMs: -0.25, uncertaintyMs: 12, lastSync: '2026-11-21T00:00:00.000Z' } as const;
  const line = chainEntry(chain, draft, { ...moment, monoMs: 0, clock: synced }).entry.bytes;
  expect(linkAsWritten(line)).toEqual(linkAsText(line));
  expect(linkAsWritten(line)).toMatchObject({ epoch: 12, seq: 1, action: draft.action, mono: 0 });
});

it.each([
  ['"seq":1', '"seq":1,"seq":2'],
  ['"phase"', '"prev":"x","phase"'],
  ['"phase"', '"act\\u0069on":"x","phase"'],
  ['"phase"', '"more":{"deep":{}},"phase"'],
  ['"phase"', '"more":[1],"phase"'],
  ['"phase"', '"more":01,"phase"'],
  ['"phase"', '"more":1.,"phase"'],
  ['"phase"', '"more":nul,"phase"'],
  ['"phase"', '"more":"\t","phase"'],
  ['"phase"', '"more":{,},"phase"'],
  ['"phase"', '"more":{"a":1,},"phase"'],
  ['"seq":1', '"seq":01'],
  ['"seq":1', '"seq":0'],
  ['"seq":1', '"seq":1234567890123456'],
  ['"boot"', '"bộ"'],
  ['"boot"', '"b\\"t"'],
  ['{"v"', ' {"v"'],
  ['{"v":1', '{"v":2'],
])('leaves a line of another form to JSON: %s is %s', (from, to) => {
  const line = new TextEncoder().encode(text.replace(from, to));
  expect(text).toContain(from);
  expect(linkAsWritten(line)).toBeNull();
  expect(parseEntryLink(line)).toEqual(linkAsText(line));
});

it('takes no link from bytes that are no UTF-8 anywhere', () => {
  const at = Buffer.from(bytes).indexOf('Hoa');
  for (const bad of [0xff, 0xc3, 0x80, 0xed]) expect(parseEntryLink(Uint8Array.from(bytes).fill(bad, at, at + 1))).toBeNull();
});
