import { expect, it } from 'vitest';
import { moveTour, startTour, tickTour } from '../../../../src-renderer/lib/tour-clock.ts';

it('moves on when the time of a step is over, and begins anew at the end', () => {
  const first = tickTour(startTour(2, 5_000), 5_000, false);
  expect([first.moved, first.clock.at, first.clock.leftMs]).toEqual([true, 1, 5_000]);
  expect(tickTour(first.clock, 9_000, false).clock.at).toBe(0);
});

it('asks once for the next step shortly before it comes', () => {
  let clock = startTour(3, 10_000);
  const asked: (number | null)[] = [];
  for (let second = 0; second < 10; second += 1) {
    const tick = tickTour(clock, 1_000, false);
    asked.push(tick.prepare);
    clock = tick.clock;
  }
  expect(asked).toEqual([null, null, null, null, null, null, 1, null, null, null]);
  expect(tickTour(startTour(1, 4_000), 2_000, false).prepare).toBeNull();
});

it('stands still while paused or held, and goes by hand', () => {
  const clock = startTour(3, 5_000);
  expect(tickTour(clock, 60_000, true).clock).toBe(clock);
  expect(tickTour({ ...clock, paused: true }, 60_000, false).moved).toBe(false);
  expect(moveTour(clock, -1).at).toBe(2);
  expect(moveTour({ ...clock, leftMs: 1 }, 1)).toEqual({ ...clock, at: 1 });
});
