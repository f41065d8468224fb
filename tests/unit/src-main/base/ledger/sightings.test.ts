import { describe, expect, it } from 'vitest';
import type { Sighting } from '../../../../../src-contract/model/audit-log.ts';
import { parseWatchEntry, Sightings, sightingsWithin, type WatchEntry } from '../../../../../src-main/base/ledger/sightings.ts';

const at = (minute: number): number => Date.UTC(2026, 10, 21, 1, minute);
let seq = 0;
const entry = (minute: number, action: string, change: Partial<WatchEntry> = {}): WatchEntry => ({
  epoch: 1,
  seq: (seq += 1),
  utc: new Date(at(minute)).toISOString(),
  bootId: 'boot-1',
  action,
  actor: { userId: 'u-1', name: 'Ma Thị Hoa', session: 's-1' },
  object: { id: 'c-1', label: '101 Cổng' },
  params: { windowId: 'w1' },
  ...change,
});
const read = (entries: readonly WatchEntry[], runs = false): Sighting[] => {
  const sightings = new Sightings();
  let lastMs = at(0);
  for (const one of entries) {
    sightings.take(one, lastMs);
    lastMs = Date.parse(one.utc);
  }
  return sightings.result(lastMs, runs);
};
const spans = (sightings: readonly Sighting[]) =>
  sightings.map(({ cameraId, kind, fromMs, toMs, ended }) => [cameraId, kind, fromMs, toMs, ended]);
const anybody = { userId: null, fromMs: at(0), toMs: at(59) };

describe('what people had before them', () => {
  it('runs from the beginning to the end of watching', () => {
    const c2 = { object: { id: 'c-2', label: null } };
    const found = read([entry(1, 'live.start'), entry(2, 'audio.start', c2), entry(5, 'live.stop'), entry(9, 'audio.stop', c2)]);
    expect(spans(found)).toEqual([
      ['c-1', 'live', at(1), at(5), 'stopped'],
      ['c-2', 'audio', at(2), at(9), 'stopped'],
    ]);
  });

  it('ends with the program, or at the last sign of a run that was killed', () => {
    const next = { bootId: 'boot-2' };
    const found = read([
      ...[entry(1, 'live.start'), entry(3, 'app.stop', { object: null })],
      ...[entry(10, 'live.start', next), entry(12, 'snapshot.take', next)],
      entry(40, 'app.start', { bootId: 'boot-3', object: null }),
    ]);
    expect(spans(found)).toEqual([
      ['c-1', 'live', at(1), at(3), 'program-ended'],
      ['c-1', 'live', at(10), at(12), 'last-sign'],
      ['c-1', 'snapshot', at(12), at(12), 'moment'],
    ]);
  });

  it('goes on while the program that began it runs', () => {
    expect(spans(read([entry(1, 'live.start')], true))).toEqual([['c-1', 'live', at(1), null, 'goes-on']]);
    expect(spans(read([entry(1, 'live.start'), entry(4, 'snapshot.take', { object: { id: 'c-9', label: null } })]))[0]).toEqual([
      'c-1',
      'live',
      at(1),
      at(4),
      'last-sign',
    ]);
  });

  it('keeps windows apart and takes an end without a beginning for nothing', () => {
    const other = { params: { windowId: 'w2' } };
    expect(spans(read([entry(1, 'live.stop'), entry(2, 'live.start'), entry(3, 'live.stop', other), entry(6, 'live.stop')]))).toEqual([
      ['c-1', 'live', at(2), at(6), 'stopped'],
    ]);
  });

  it('is one stretch where a tile changes its stream, and another for another session', () => {
    const found = read([
      ...[entry(1, 'live.start'), entry(2, 'live.start'), entry(2, 'live.stop'), entry(8, 'live.stop')],
      ...[entry(9, 'live.start', { actor: { userId: 'u-2', name: 'Tú', session: 's-2' } }), entry(11, 'live.stop')],
    ]);
    expect(spans(sightingsWithin(found, anybody))).toEqual([
      ['c-1', 'live', at(1), at(8), 'stopped'],
      ['c-1', 'live', at(9), at(11), 'stopped'],
    ]);
    expect(sightingsWithin(found, { ...anybody, userId: 'u-2' })).toHaveLength(1);
    expect(sightingsWithin(found, { ...anybody, toMs: at(0) })).toEqual([]);
    expect(sightingsWithin(found, { ...anybody, fromMs: at(10), toMs: at(10) })).toHaveLength(1);
  });

  it('is nothing for what is no watching, and needs no window to be told apart', () => {
    const nowhere = { params: {} };
    const found = read([entry(1, 'live.start', nowhere), entry(2, 'ptz.move', nowhere), entry(4, 'live.stop', nowhere)]);
    expect(spans(found)).toEqual([['c-1', 'live', at(1), at(4), 'stopped']]);
  });

  it('knows whether anything is still open', () => {
    const sightings = new Sightings();
    sightings.take(entry(1, 'live.start'), at(0));
    expect(sightings.anyOpen).toBe(true);
    sightings.take(entry(2, 'live.stop'), at(1));
    expect(sightings.anyOpen).toBe(false);
  });

  it('ends in the order things began where one window began twice', () => {
    const twice = [entry(1, 'live.start'), entry(2, 'live.start'), entry(3, 'live.stop'), entry(9, 'live.stop')];
    expect(spans(read(twice))).toEqual([
      ['c-1', 'live', at(1), at(3), 'stopped'],
      ['c-1', 'live', at(2), at(9), 'stopped'],
    ]);
  });

  it('never ends before it began, however the clock was set', () => {
    const sightings = new Sightings();
    sightings.take(entry(5, 'live.start'), at(0));
    sightings.take(entry(1, 'app.stop', { object: null }), at(5));
    expect(spans(sightings.result(at(1), false))).toEqual([['c-1', 'live', at(5), at(5), 'program-ended']]);
  });

  it('reads entries and nothing else', () => {
    expect(parseWatchEntry(new TextEncoder().encode(JSON.stringify(entry(1, 'live.start'))))?.action).toBe('live.start');
    expect(parseWatchEntry(new TextEncoder().encode('{"action":1}'))).toBeNull();
    expect(parseWatchEntry(new TextEncoder().encode('{"action"'))).toBeNull();
  });
});

describe('joined into stretches', () => {
  const stretch = (fromMinute: number, toMinute: number | null, change: Partial<Sighting> = {}): Sighting => ({
    ...{ epoch: 1, seq: fromMinute, userId: 'u-1', userName: 'Hoa', session: 's-1', cameraId: 'c-1', cameraLabel: null, kind: 'live' },
    ...{ fromMs: at(fromMinute), toMs: toMinute === null ? null : at(toMinute), ended: toMinute === null ? 'goes-on' : 'stopped' },
    ...change,
  });
  const within = (...all: Sighting[]) => spans(sightingsWithin(all, anybody));

  it('what still goes on swallows what ends inside it, on either side', () => {
    const goesOn = [['c-1', 'live', at(1), null, 'goes-on']];
    expect(within(stretch(1, null), stretch(3, 5))).toEqual(goesOn);
    expect(within(stretch(1, 4), stretch(3, null))).toEqual(goesOn);
    expect(within(stretch(1, null), stretch(3, null))).toEqual(goesOn);
  });

  it('what ends inside another does not shorten it', () => {
    expect(within(stretch(1, 9), stretch(3, 5))).toEqual([['c-1', 'live', at(1), at(9), 'stopped']]);
  });

  it('what touches is one, what begins later is another, also after it', () => {
    expect(within(stretch(1, 3), stretch(3, 5), stretch(6, 7))).toEqual([
      ['c-1', 'live', at(1), at(5), 'stopped'],
      ['c-1', 'live', at(6), at(7), 'stopped'],
    ]);
  });

  it('cameras, kinds and people stay apart', () => {
    const others = [{ cameraId: 'c-2' }, { kind: 'audio' }, { userId: 'u-2' }, { session: 's-2' }] as const;
    for (const other of others) expect(within(stretch(1, 5), stretch(2, 4, other))).toHaveLength(2);
  });

  it('every snapshot is a moment of its own, and all are told in the order of time', () => {
    const snapshot = { kind: 'snapshot', ended: 'moment' } as const;
    expect(within(stretch(1, 9), stretch(4, 4, snapshot), stretch(4, 4, snapshot)).map(([, kind]) => kind)).toEqual([
      'live',
      'snapshot',
      'snapshot',
    ]);
    expect(within(stretch(5, 5, snapshot), stretch(1, 9)).map(([, kind]) => kind)).toEqual(['live', 'snapshot']);
  });

  it('the span holds its own first and last moment, and what goes on reaches into it', () => {
    const span = (fromMinute: number, toMinute: number) => ({ userId: null, fromMs: at(fromMinute), toMs: at(toMinute) });
    expect(sightingsWithin([stretch(1, 3)], span(3, 9))).toHaveLength(1);
    expect(sightingsWithin([stretch(1, 3)], span(4, 9))).toHaveLength(0);
    expect(sightingsWithin([stretch(5, 6)], span(1, 5))).toHaveLength(1);
    expect(sightingsWithin([stretch(5, 6)], span(1, 4))).toHaveLength(0);
    expect(sightingsWithin([stretch(1, null)], span(40, 50))).toHaveLength(1);
  });
});
