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

  it('reads entries and nothing else', () => {
    expect(parseWatchEntry(new TextEncoder().encode(JSON.stringify(entry(1, 'live.start'))))?.action).toBe('live.start');
    expect(parseWatchEntry(new TextEncoder().encode('{"action":1}'))).toBeNull();
    expect(parseWatchEntry(new TextEncoder().encode('{"action"'))).toBeNull();
  });
});
