import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkpointText, parseCheckpoint } from '../../../../../src-main/base/ledger/checkpoint.ts';
import { parseEntry } from '../../../../../src-main/base/ledger/entry-line.ts';
import type { LedgerRow } from '../../../../../src-main/base/ledger/ledger-row.ts';
import { leafHash } from '../../../../../src-main/base/ledger/merkle.ts';
import { nextSealingKey } from '../../../../../src-main/base/ledger/sealing-key.ts';
import { parseNote, signNote } from '../../../../../src-main/base/ledger/signed-note.ts';
import { verifyLedger, type LedgerToVerify } from '../../../../../src-main/base/ledger/verify.ts';
import { draftOf, LOG_ID, momentOf, named, OTHER_LOG_ID, toVerify, witnessed, writeBook } from '../../../../fakes/ledger-book.ts';

const book = writeBook({ entries: 20, every: 5 });
const rowAt = (seq: number): LedgerRow => {
  const row = book.rows[seq - 1];
  if (row === undefined) throw new Error(`no entry ${seq}`);
  return row;
};
const findingsOf = (change: Partial<LedgerToVerify>) => verifyLedger(toVerify(book, change)).findings;
/** The entry with other words in it, as an editor would leave it. */
const edited = (row: LedgerRow): Uint8Array =>
  Buffer.from(
    Buffer.from(row.bytes ?? [])
      .toString()
      .replace('Ma Thị Hoa', 'Ma Thị Hòa'),
  );
const replaced = (seq: number, row: LedgerRow): LedgerRow[] => book.rows.with(seq - 1, row);
const plain = (rows: readonly LedgerRow[]): LedgerRow[] => rows.map((row) => ({ ...row, seq: null, leaf: null }));

describe('a sound ledger', () => {
  it('has no findings and says how far it is signed and witnessed', () => {
    const checkpoints = [...book.checkpoints.slice(0, 2), witnessed(book, book.checkpoints[2] ?? ''), ...book.checkpoints.slice(3)];
    expect(verifyLedger(toVerify(book, { checkpoints }))).toEqual({
      logId: LOG_ID,
      findings: [],
      entries: 20,
      epochs: [{ epoch: 1, entries: 20, signedThrough: 20, witnessedThrough: 15 }],
    });
  });

  it('may be told by its plain lines alone, and by its hashes where bodies were pruned', () => {
    expect(findingsOf({ rows: plain(book.rows), logId: null })).toEqual([]);
    expect(findingsOf({ rows: book.rows.map((row, index) => (index < 7 ? { ...row, bytes: null } : row)) })).toEqual([]);
  });

  it('may be empty', () => {
    expect(verifyLedger(toVerify(book, { rows: [], checkpoints: [] }))).toEqual({ logId: LOG_ID, findings: [], entries: 0, epochs: [] });
  });

  it('is sound without its first sealing key, by its signatures alone', () => {
    expect(verifyLedger(toVerify(book, { firstSealingKey: null })).findings).toEqual([]);
  });

  it('with a tail after the last checkpoint is sound, and the tail is unwitnessed', () => {
    const report = verifyLedger(toVerify(book, { checkpoints: book.checkpoints.slice(0, 1) }));
    expect(report.findings).toEqual([]);
    expect(report.epochs).toEqual([{ epoch: 1, entries: 20, signedThrough: 5, witnessedThrough: 0 }]);
  });
});

describe('an attack is named', () => {
  it('edited entry', () => {
    expect(findingsOf({ rows: replaced(7, { ...rowAt(7), bytes: edited(rowAt(7)) }) })).toEqual([{ kind: 'changed', epoch: 1, seq: 7 }]);
  });

  it('edited entry whose hash was made again', () => {
    const bytes = edited(rowAt(7));
    expect(findingsOf({ rows: replaced(7, { ...rowAt(7), bytes, leaf: leafHash(bytes) }) })).toEqual([
      { kind: 'link-broken', epoch: 1, seq: 8 },
      { kind: 'rewritten', epoch: 1, from: 6, to: 10 },
    ]);
  });

  it('any entry changed in any bit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(), fc.integer({ min: 0, max: 7 }), (seq, at, bit) => {
        const bytes = Uint8Array.from(rowAt(seq).bytes ?? []);
        const place = at % bytes.length;
        bytes[place] = (bytes[place] ?? 0) ^ (1 << bit);
        const found = findingsOf({ rows: replaced(seq, { ...rowAt(seq), bytes }) });
        expect(found.some((finding) => 'seq' in finding)).toBe(true);
        expect(found.map(({ kind }) => kind)).not.toContain('rewritten');
      }),
      { numRuns: 300 },
    );
  });

  it('deleted in the middle', () => {
    expect(findingsOf({ rows: book.rows.filter(({ seq }) => seq !== 7 && seq !== 8) })).toEqual([
      { kind: 'missing', epoch: 1, from: 7, to: 8 },
    ]);
  });

  it('deleted in the middle of a plain file', () => {
    expect(findingsOf({ rows: plain(book.rows).toSpliced(6, 1) })).toEqual([{ kind: 'missing', epoch: 1, from: 7, to: 7 }]);
  });

  it('tail deleted before the last checkpoint', () => {
    expect(findingsOf({ rows: book.rows.slice(0, 18) })).toEqual([{ kind: 'tail-missing', epoch: 1, from: 19, to: 20 }]);
  });

  it('tail deleted together with its checkpoints, shown by one kept elsewhere', () => {
    const elsewhere = [book.checkpoints[3] ?? ''];
    expect(findingsOf({ rows: book.rows.slice(0, 12), checkpoints: book.checkpoints.slice(0, 2), elsewhere })).toEqual([
      { kind: 'rolled-back', epoch: 1, from: 13, to: 20 },
    ]);
  });

  it('everything deleted', () => {
    expect(findingsOf({ rows: [] })).toEqual([{ kind: 'tail-missing', epoch: 1, from: 1, to: 20 }]);
  });

  it('two swapped', () => {
    const swapped = replaced(7, { ...rowAt(8), seq: 7 }).with(7, { ...rowAt(7), seq: 8 });
    expect(findingsOf({ rows: swapped }).slice(0, 2)).toEqual([
      { kind: 'out-of-order', epoch: 1, seq: 8, standsAt: 7 },
      { kind: 'out-of-order', epoch: 1, seq: 7, standsAt: 8 },
    ]);
  });

  it('two swapped in a plain file', () => {
    const lines = plain(book.rows);
    const found = findingsOf({ rows: lines.with(6, lines[7] ?? rowAt(8)).with(7, lines[6] ?? rowAt(7)) });
    expect(found.map(({ kind }) => kind)).toContain('out-of-order');
    expect(found).not.toContainEqual(expect.objectContaining({ kind: 'duplicate' }));
  });

  it('one entry twice', () => {
    expect(findingsOf({ rows: [...book.rows, { ...rowAt(5), seq: 21 }] })).toEqual([{ kind: 'duplicate', epoch: 1, seq: 5, standsAt: 21 }]);
  });

  it('a back-dated entry put in, everything after it made again', () => {
    const forged = writeBook({
      entries: 20,
      every: 5,
      device: book.device,
      momentAt: (index) => (index === 11 ? { ...momentOf(index), epochMs: momentOf(0).epochMs } : momentOf(index)),
    });
    expect(findingsOf({ rows: forged.rows })).toEqual([
      { kind: 'clock-jump', epoch: 1, seq: 12, jumpMs: -11_000 },
      { kind: 'clock-jump', epoch: 1, seq: 13, jumpMs: 11_000 },
      { kind: 'rewritten', epoch: 1, from: 11, to: 15 },
    ]);
  });

  it.each([86_400_000, -86_400_000])('clock set by %i ms', (jumpMs) => {
    const momentAt = (index: number) => ({ ...momentOf(index), epochMs: momentOf(index).epochMs + (index >= 6 ? jumpMs : 0) });
    const jumped = writeBook({ entries: 10, every: 5, momentAt });
    expect(verifyLedger(toVerify(jumped)).findings).toEqual([{ kind: 'clock-jump', epoch: 1, seq: 7, jumpMs }]);
    const told = writeBook({ entries: 10, every: 5, momentAt, draftAt: (index) => draftOf(index === 6 ? 'clock.jump' : 'live.start') });
    expect(verifyLedger(toVerify(told)).findings).toEqual([]);
  });

  it("another device's log in this one's place", () => {
    const other = writeBook({ entries: 20, every: 5, logId: OTHER_LOG_ID });
    const found = findingsOf({ rows: other.rows, checkpoints: other.checkpoints });
    expect(found[0]).toEqual({ kind: 'foreign-checkpoint', epoch: 1, size: 5, logId: OTHER_LOG_ID });
    expect(found.filter(({ kind }) => kind === 'foreign')).toHaveLength(20);
  });

  it('history made again and signed with another key', () => {
    const other = writeBook({ entries: 20, every: 5, draftAt: () => draftOf('app.start') });
    expect(findingsOf({ rows: other.rows, checkpoints: other.checkpoints }).map(({ kind }) => kind)).toEqual(Array(4).fill('wrong-key'));
  });

  it('history made again with the stolen key of the device, but without the sealing keys of then', () => {
    const forged = writeBook({ entries: 20, every: 5, device: book.device, draftAt: () => draftOf('app.start') });
    const stolen = { step: 4, secret: [1, 2, 3, 4].reduce(nextSealingKey, { step: 0, secret: book.firstSealingKey }).secret };
    const checkpoints = forged.checkpoints.map((note, step) => {
      const head = parseCheckpoint(parseNote(note)?.text ?? '');
      if (head === null) throw new Error('no checkpoint');
      return signNote(checkpointText({ logId: LOG_ID, epoch: 1 }, head, { ...stolen, step }), book.device);
    });
    expect(findingsOf({ rows: forged.rows, checkpoints })).toEqual(
      [5, 10, 15, 20].map((size) => ({ kind: 'seal-broken', epoch: 1, size })),
    );
  });

  it('fork: a true checkpoint elsewhere tells another history', () => {
    const other = writeBook({
      entries: 10,
      every: 5,
      device: book.device,
      draftAt: (index) => draftOf(index < 5 ? 'live.start' : 'app.start', { index }),
    });
    expect(findingsOf({ elsewhere: other.checkpoints })).toEqual([{ kind: 'fork', epoch: 1, from: 6, to: 10 }]);
  });

  it('a checkpoint that is none', () => {
    expect(findingsOf({ checkpoints: ['nothing'], elsewhere: [signNote('a\nb\n', named(LOG_ID))] })).toEqual([
      { kind: 'unreadable-checkpoint', place: 0, from: 'ledger' },
      { kind: 'unreadable-checkpoint', place: 0, from: 'elsewhere' },
    ]);
  });
});

describe('a hostile ledger', () => {
  it('with a gap of a trillion is one finding', () => {
    const far = { ...rowAt(8), seq: 1e12 };
    expect(findingsOf({ rows: [rowAt(1), far], checkpoints: [] })).toContainEqual({ kind: 'missing', epoch: 1, from: 2, to: 1e12 - 1 });
  });

  it('with a key step of a billion does not hold the verifier up', () => {
    const note = signNote(
      checkpointText(
        { logId: LOG_ID, epoch: 1 },
        { size: 5, root: leafHash(new Uint8Array()) },
        { step: 999_999_999, secret: new Uint8Array(32) },
      ),
      book.device,
    );
    expect(findingsOf({ checkpoints: [note] })).toEqual([{ kind: 'seal-broken', epoch: 1, size: 5 }]);
  });

  it('with hashes of another length, or bytes that are no text, is unreadable', () => {
    expect(findingsOf({ rows: [{ ...rowAt(1), leaf: new Uint8Array(3) }], checkpoints: [] })).toEqual([
      { kind: 'unreadable', epoch: 1, seq: 1 },
    ]);
    expect(findingsOf({ rows: [{ ...rowAt(1), bytes: Uint8Array.of(0xff), leaf: null }], checkpoints: [] })).toEqual([
      { kind: 'unreadable', epoch: 1, seq: 1 },
    ]);
    expect(parseEntry(new Uint8Array(70_000))).toBeNull();
  });

  it('with neither words nor hash at a place is unreadable there', () => {
    expect(findingsOf({ rows: replaced(7, { ...rowAt(7), bytes: null, leaf: null }), checkpoints: [] })).toEqual([
      { kind: 'unreadable', epoch: 1, seq: 7 },
    ]);
  });

  it('that begins with a line of nonsense takes its name from the first that can be read', () => {
    const nonsense = { epoch: 1, seq: null, bytes: Buffer.from('nothing'), leaf: null };
    const report = verifyLedger(toVerify(book, { rows: [nonsense, ...plain(book.rows).slice(1)], checkpoints: [], logId: null }));
    expect(report.logId).toBe(LOG_ID);
    expect(report.findings).toEqual([{ kind: 'unreadable', epoch: 1, seq: 1 }]);
  });
});
