import { describe, expect, it } from 'vitest';
import type { ReplayStatus } from '../../../../../src-contract/link/messages.ts';
import { monotonicMs, ptsUs } from '../../../../../src-contract/time.ts';
import { ReplayFeed } from '../../../../../src-main/media/replay/replay-feed.ts';
import { dueIn, movedTo, paceFrom, positionMs, withPaused, withSpeed } from '../../../../../src-main/media/replay/replay-pace.ts';
import { ReplayRings } from '../../../../../src-main/media/replay/replay-rings.ts';
import type { StreamFormat, StreamUnit } from '../../../../../src-main/media/stream-unit.ts';
import { createSteppedClock } from '../../../../fakes/stepped-clock.ts';

const format: StreamFormat = {
  codec: 'mjpeg',
  facts: { codecString: null, width: 640, height: 360 } as StreamFormat['facts'],
  sourceHoldMs: 0,
}; // the feed only passes it on

/** A stream of 10 frames a second with a keyframe every second, arriving from 0 to `untilMs`, replayed from there. */
function setUp(untilMs = 10_000, gap: readonly [number, number] = [Number.NaN, Number.NaN]) {
  const clock = createSteppedClock();
  const rings = new ReplayRings();
  const { ring } = rings.open();
  ring.format(format);
  const add = (atMs: number): void => {
    const data = new Uint8Array([atMs / 100]);
    ring.add({ data, ptsUs: ptsUs(atMs * 1000), arrivalMs: monotonicMs(atMs), keyframe: atMs % 1000 === 0, discontinuity: false });
  };
  for (let at = 0; at <= untilMs; at += 100) if (!(at > gap[0] && at < gap[1])) add(at);
  clock.advance(untilMs);
  const statuses: ReplayStatus[] = [];
  const units: (StreamUnit & { sentMs: number })[] = [];
  const feed = new ReplayFeed({ ring, clock, onStatus: (status) => statuses.push(status) });
  feed.attach({
    state: () => undefined,
    format: () => undefined,
    unit: (unit) => units.push({ ...unit, sentMs: clock.now() }),
  });
  const shown = (): number[] => units.filter(({ preroll }) => preroll !== true).map(({ arrivalMs }) => arrivalMs);
  return { clock, rings, ring, feed, units, shown, statuses, add };
}

describe('replay pace', () => {
  it('goes on from where it is when speed or pause change', () => {
    const from = paceFrom(1000, 50_000);
    expect(positionMs(from, 51_000)).toBe(2000);
    const fast = withSpeed(from, 2, 51_000);
    expect(positionMs(fast, 52_000)).toBe(4000);
    const held = withPaused(fast, true, 52_000);
    expect(positionMs(held, 99_000)).toBe(4000);
    expect(positionMs(withPaused(held, false, 99_000), 99_500)).toBe(5000);
    expect(positionMs(movedTo(held, 1500, 99_000), 99_500)).toBe(1500);
  });

  it('waits for a unit by its speed, skips gaps and never plays while paused', () => {
    const pace = withSpeed(paceFrom(1000, 0), 0.5, 0);
    expect(dueIn(pace, 1100, 0)).toBe(200);
    expect(dueIn(pace, 900, 0)).toBe(0);
    expect(dueIn(pace, 4000, 0)).toBe('skip');
    expect(dueIn(withPaused(pace, true, 0), 900, 0)).toBe('never');
  });
});

describe('ReplayFeed', () => {
  it('shows the frame of the moment asked for and goes on at the pace it came', () => {
    const { feed, clock, units, shown } = setUp();
    feed.seek(3350);
    expect(units.map(({ arrivalMs, preroll, discontinuity, keyframe }) => [arrivalMs, preroll, discontinuity, keyframe])).toEqual([
      [3000, true, true, true],
      [3100, true, false, false],
      [3200, true, false, false],
      [3300, false, false, false],
    ]);
    clock.advance(1000);
    expect(shown()).toEqual([3300, 3400, 3500, 3600, 3700, 3800, 3900, 4000, 4100, 4200, 4300]);
    expect(units.at(-1)?.sentMs).toBe(11_000);
    expect(units.map(({ data }) => data[0])).toEqual(units.map(({ arrivalMs }) => arrivalMs / 100));
  });

  it.each([
    [0.5, 5],
    [2, 20],
  ] as const)('plays at %f times', (speed, frames) => {
    const { feed, clock, shown } = setUp();
    feed.seek(2000);
    feed.play(speed);
    clock.advance(1000);
    expect(shown()).toHaveLength(1 + frames);
  });

  it('stands still while paused, and steps frame by frame both ways over group bounds', () => {
    const { feed, clock, shown } = setUp();
    feed.seek(3900);
    feed.pause();
    clock.advance(5000);
    feed.step(1);
    feed.step(1);
    feed.step(-1);
    feed.step(-1);
    feed.step(-1);
    expect(shown()).toEqual([3900, 4000, 4100, 4000, 3900, 3800]);
    feed.play(1);
    clock.advance(200);
    expect(shown().slice(-2)).toEqual([3900, 4000]);
  });

  it('skips the time in which nothing came', () => {
    const { feed, clock, shown, units } = setUp(10_000, [3000, 9000]);
    feed.seek(2900);
    clock.advance(300);
    expect(shown()).toEqual([2900, 3000, 9000, 9100, 9200]);
    expect(units.find(({ arrivalMs }) => arrivalMs === 9000)?.keyframe).toBe(true);
  });

  it('follows what comes once it has caught up', () => {
    const { feed, clock, add, shown } = setUp();
    feed.seek(9900);
    clock.advance(1000);
    expect(shown()).toEqual([9900, 10_000]);
    add(11_000);
    clock.advance(1100);
    expect(shown()).toEqual([9900, 10_000, 11_000]);
  });

  it('begins at the oldest when that is asked for or what it was at has gone', () => {
    const { feed, shown, ring } = setUp();
    feed.seek(-5000);
    feed.pause();
    ring.dropOldest();
    ring.dropOldest();
    feed.step(1);
    expect(shown()).toEqual([0, 2000]);
    feed.step(-1);
    expect(shown()).toEqual([0, 2000]);
  });

  it('tells where it is, and that nothing is left after a wipe', () => {
    const { feed, clock, statuses, rings, units } = setUp(2000);
    feed.seek(1500);
    expect(statuses.at(-1)).toEqual({ fromMs: 0, toMs: 2000, atMs: 1500, paused: false, speed: 1, keyframes: [0, 1000, 2000] });
    rings.wipe();
    const before = units.length;
    clock.advance(600);
    expect(statuses.at(-1)).toMatchObject({ fromMs: null, toMs: null, keyframes: [] });
    expect(units).toHaveLength(before);
    feed.dispose();
  });
});
