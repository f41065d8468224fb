/** A clock that moves only when told, and runs what has become due, in order. */
import { epochMs, monotonicMs } from '../../src-contract/time.ts';
import type { Clock } from '../../src-main/base/clock.ts';
import { toDisposable } from '../../src-main/base/disposable.ts';

export interface SteppedClock extends Clock {
  advance(byMs: number): void;
}

export function createSteppedClock(): SteppedClock {
  let nowMs = 0;
  const due = new Set<{ atMs: number; act: () => void }>();
  const after = (delayMs: number, act: () => void) => {
    const entry = { atMs: nowMs + delayMs, act };
    due.add(entry);
    return toDisposable(() => due.delete(entry));
  };
  return {
    now: () => monotonicMs(nowMs),
    wall: () => epochMs(1_700_000_000_000 + nowMs),
    after,
    every(periodMs, action) {
      const entry = { atMs: nowMs + periodMs, act: action };
      entry.act = () => {
        action();
        entry.atMs += periodMs;
        due.add(entry);
      };
      due.add(entry);
      return toDisposable(() => due.delete(entry));
    },
    advance(byMs) {
      const untilMs = nowMs + byMs;
      for (;;) {
        const next = [...due].filter((entry) => entry.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
        if (next === undefined) break;
        due.delete(next);
        nowMs = next.atMs;
        next.act();
      }
      nowMs = untilMs;
    },
  };
}
