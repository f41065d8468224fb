/** When a tour moves on; pure. Time counts only while nobody holds it. */

export interface TourClock {
  readonly steps: number;
  /** Which step is shown. */
  readonly at: number;
  readonly dwellMs: number;
  /** Of this step. */
  readonly leftMs: number;
  /** By hand, until resumed by hand. */
  readonly paused: boolean;
}

/** Before the end of a step by which the next one's cameras are read ahead. */
export const PREPARE_AHEAD_MS = 3_000;

export const startTour = (steps: number, dwellMs: number): TourClock => ({ steps, at: 0, dwellMs, leftMs: dwellMs, paused: false });

export interface TourTick {
  readonly clock: TourClock;
  /** Another step is to be shown. */
  readonly moved: boolean;
  /** The step to read ahead now, once for each step; `null`: none. */
  readonly prepare: number | null;
}

/** `held`: the operator is at work in the wall, so the step stays. */
export function tickTour(clock: TourClock, passedMs: number, held: boolean): TourTick {
  if (clock.paused || held || clock.steps === 0) return { clock, moved: false, prepare: null };
  const leftMs = clock.leftMs - passedMs;
  if (leftMs <= 0) return { clock: moveTour(clock, 1), moved: true, prepare: null };
  const ahead = Math.min(PREPARE_AHEAD_MS, clock.dwellMs - 1);
  const now = clock.steps > 1 && leftMs <= ahead && clock.leftMs > ahead;
  return { clock: { ...clock, leftMs }, moved: false, prepare: now ? (clock.at + 1) % clock.steps : null };
}

/** By hand, or when its time is over: the next step, or the one before, with its whole time. */
export function moveTour(clock: TourClock, by: 1 | -1): TourClock {
  const at = (clock.at + by + clock.steps) % clock.steps;
  return { ...clock, at, leftMs: clock.dwellMs };
}
