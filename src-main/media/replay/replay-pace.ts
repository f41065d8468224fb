/** When the units of a replay are due, as pure functions. A position is an arrival time on the media process's clock, ms. */

export interface Pace {
  /** 1 = as fast as it came. */
  readonly speed: number;
  readonly paused: boolean;
  /** The position at `sinceMs`. */
  readonly atMs: number;
  readonly sinceMs: number;
}

/** A longer time without units is a stream that was lost: it is skipped, not waited out. */
export const GAP_MS = 2000;

export function paceFrom(atMs: number, nowMs: number): Pace {
  return { speed: 1, paused: false, atMs, sinceMs: nowMs };
}

export function positionMs(pace: Pace, nowMs: number): number {
  return pace.paused ? pace.atMs : pace.atMs + (nowMs - pace.sinceMs) * pace.speed;
}

/** The same position, from now on at another speed. */
export function withSpeed(pace: Pace, speed: number, nowMs: number): Pace {
  return { ...pace, speed, atMs: positionMs(pace, nowMs), sinceMs: nowMs };
}

export function withPaused(pace: Pace, paused: boolean, nowMs: number): Pace {
  return { ...pace, paused, atMs: positionMs(pace, nowMs), sinceMs: nowMs };
}

export function movedTo(pace: Pace, atMs: number, nowMs: number): Pace {
  return { ...pace, atMs, sinceMs: nowMs };
}

/** How long until a unit that arrived at `unitMs` is due, ms; `skip` when a gap lies before it; `never` while paused. */
export function dueIn(pace: Pace, unitMs: number, nowMs: number): number | 'skip' | 'never' {
  if (pace.paused) return 'never';
  const ahead = unitMs - positionMs(pace, nowMs);
  if (ahead > GAP_MS) return 'skip';
  return Math.max(0, ahead / pace.speed);
}
