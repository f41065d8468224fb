import { epochMs, monotonicMs, type EpochMs, type MonotonicMs } from '../../src-contract/time.ts';
import { toDisposable, type Disposable } from './disposable.ts';

/** Time as an argument, so that retry and stall rules can be tested without waiting. */
export interface Clock {
  /** Never jumps; origin is arbitrary. */
  now(): MonotonicMs;
  /** UTC as the machine believes it; may jump. */
  wall(): EpochMs;
  after(delayMs: number, action: () => void): Disposable;
  every(periodMs: number, action: () => void): Disposable;
}

export const systemClock: Clock = {
  now: () => monotonicMs(performance.now()),
  wall: () => epochMs(Date.now()),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return toDisposable(() => {
      clearTimeout(timer);
    });
  },
  every(periodMs, action) {
    const timer = setInterval(action, periodMs);
    return toDisposable(() => {
      clearInterval(timer);
    });
  },
};
