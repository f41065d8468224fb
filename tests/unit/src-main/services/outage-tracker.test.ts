import { describe, expect, it } from 'vitest';
import type { TileReport } from '../../../../src-contract/model/stream-state.ts';
import { OPENING_GRACE_MS, OutageTracker } from '../../../../src-main/services/outage-tracker.ts';
import { cameraId } from '../../../fakes/camera-rows.ts';
import { tileReport } from '../../../fakes/tile-reports.ts';

const from = Date.UTC(2026, 0, 1);

function tracker() {
  let ids = 0;
  const one = new OutageTracker({ newId: () => cameraId((ids += 1)), numberOf: (id) => Number(id.slice(-3)), screenOf: () => 3 });
  let nowMs = from;
  /** A second passes, then the window reports this of its tile 1. */
  const second = (changes: Partial<TileReport> = {}) => one.report('w1', [tileReport(0, changes)], (nowMs += 1000));
  return { one, second, now: () => nowMs };
}

describe('a tile', () => {
  it('that loses its picture was not live since the last good one, and is again when it plays', () => {
    const { second, now } = tracker();
    second();
    const lastGoodMs = now() - 200;
    const [began] = second({ state: 'late', lastGoodMs });
    expect(began).toMatchObject({ cameraId: cameraId(1), cameraNumber: 1, screen: 3, cell: 0, state: 'late', reason: null, ended: null });
    expect([began?.fromMs, began?.toMs]).toEqual([lastGoodMs, null]);
    expect(second({ state: 'late', lastGoodMs })).toEqual([]);
    expect(second({ state: 'stale', reason: 'stalled', lastGoodMs })).toEqual([{ ...began, state: 'stale', reason: 'stalled' }]);
    expect(second({ state: 'connecting' })).toEqual([]);
    expect(second({ state: 'late', reason: null })).toEqual([]);
    expect(second()).toEqual([{ ...began, state: 'stale', reason: 'stalled', toMs: now(), ended: 'recovered' }]);
    expect(second()).toEqual([]);
  });

  it('may take its time to the first picture, but not too long', () => {
    const { second } = tracker();
    const began = [];
    for (let waited = 0; waited <= OPENING_GRACE_MS + 2000; waited += 1000) began.push(...second({ state: 'connecting' }));
    expect(began).toMatchObject([{ fromMs: from + 1000, state: 'connecting' }]);
  });

  it('has no grace once it was live', () => {
    const { second, now } = tracker();
    second();
    expect(second({ state: 'connecting' })).toMatchObject([{ fromMs: now(), state: 'connecting' }]);
  });

  it('that shows a frozen picture is not live since that was suspected', () => {
    const { second, now } = tracker();
    second();
    expect(second({ state: 'frozen', lastGoodMs: now() })).toMatchObject([{ state: 'frozen', fromMs: now() }]);
  });

  it('that shows its past has lost nothing, and what it shows dates no loss after it', () => {
    const { second, now } = tracker();
    second();
    expect(second({ state: 'replay', lastGoodMs: now() - 60_000 })).toEqual([]);
    const lookedBackMs = now();
    expect(second({ state: 'stale', lastGoodMs: now() - 60_000 })).toMatchObject([{ state: 'stale', fromMs: lookedBackMs }]);
  });

  it('that is given another camera, or none, ends what went on', () => {
    const { one, second, now } = tracker();
    second();
    const [began] = second({ state: 'failed', reason: 'unauthorised' });
    expect(second({ cameraId: cameraId(2) })).toEqual([{ ...began, toMs: now(), ended: 'left' }]);
    const [other] = second({ cameraId: cameraId(2), state: 'stale' });
    expect(one.report('w1', [], now() + 500)).toEqual([{ ...other, toMs: now() + 500, ended: 'left' }]);
  });

  it('never ends before it began when this machine’s clock is set back', () => {
    const { one, second, now } = tracker();
    second();
    const [began] = second({ state: 'failed' });
    expect(one.report('w1', [tileReport(0)], now() - 3_600_000)).toMatchObject([{ fromMs: began?.fromMs, toMs: began?.fromMs }]);
  });
});

it('keeps windows apart, and ends a window’s intervals with it', () => {
  const { one, second, now } = tracker();
  second();
  second({ state: 'stale' });
  one.report('w2', [tileReport(0)], now());
  const [other] = one.report('w2', [tileReport(0, { state: 'black' })], now());
  expect(other).toMatchObject({ state: 'black' });
  expect(one.windowClosed('w1', now())).toMatchObject([{ state: 'stale', ended: 'window-closed' }]);
  expect([one.anyOpen, one.programEnds(now())]).toMatchObject([true, [{ id: other?.id, ended: 'program-ended' }]]);
  expect(one.anyOpen).toBe(false);
});
