import { describe, expect, it } from 'vitest';
import { monotonicMs, ptsUs } from '../../../../src-contract/time.ts';
import { KeyframeCache } from '../../../../src-main/media/keyframe-cache.ts';
import type { StreamUnit } from '../../../../src-main/media/stream-unit.ts';

const unit = (keyframe: boolean, bytes = 10): StreamUnit => ({
  data: new Uint8Array(bytes),
  ptsUs: ptsUs(0),
  arrivalMs: monotonicMs(0),
  keyframe,
  discontinuity: false,
});

describe('KeyframeCache', () => {
  it('holds the units since the last keyframe', () => {
    const cache = new KeyframeCache();
    for (const keyframe of [false, true, false, true, false, false]) cache.add(unit(keyframe));
    expect(cache.units().map(({ keyframe }) => keyframe)).toEqual([true, false, false]);
    expect(cache.complete).toBe(true);
  });

  it.each([[{ bytes: 35, units: 100 }], [{ bytes: 1000, units: 3 }]])(
    'shrinks to the keyframe when a group outgrows %j, until the next one',
    (limits) => {
      const cache = new KeyframeCache(limits);
      for (const keyframe of [true, false, false, false, false]) cache.add(unit(keyframe));
      expect([cache.units().length, cache.complete]).toEqual([1, false]);
      cache.add(unit(true));
      cache.add(unit(false));
      expect([cache.units().length, cache.complete]).toEqual([2, true]);
    },
  );
});
