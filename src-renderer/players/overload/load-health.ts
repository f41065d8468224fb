/** Whether the machine itself is out of capacity, from what a window can measure. Pure. */

/** One decoded stream over the last seconds. */
export interface StreamLoad {
  readonly stream: number;
  /** Of its largest tile, in device pixels. */
  readonly areaPx: number;
  /** A tile that a person looks at (enlarged, selected) shows it: it is never touched. */
  readonly protectedTile: boolean;
  /** Has pictures that no other picture needs. */
  readonly halvable: boolean;
  /** Arrived and meant to be shown, over the window. */
  readonly due: number;
  /** Of those, painted by the compositor. */
  readonly painted: number;
  /** Arrival to hand-over of its newest frame, without what the source held back, ms. */
  readonly delayMs: number | null;
}

export interface LoadSample {
  /** How much later than due the worker's tick and the window's own timer came, at worst in the last second, ms. */
  readonly workerLateMs: number;
  readonly windowLateMs: number;
  /** Some tile could still be put on its sub stream, which costs the picture less. */
  readonly lowerable: boolean;
  /** Streams past their start; one that swallows its first group of pictures looks like overload. */
  readonly streams: readonly StreamLoad[];
}

export type Verdict = 'fine' | 'holding' | 'troubled';

export interface Health {
  readonly verdict: Verdict;
  /** Share of what was due that was painted, all streams. */
  readonly shown: number;
  /** Median over the streams. */
  readonly delayMs: number;
  /** Frames painted over the window, all streams. */
  readonly painted: number;
}

/** Timers come this late only where processes wait for a core. */
const LATE_MS = 100;
/** Where a wall that is merely full still paints most: acting above this would take more than it gives. */
const TROUBLED = { shown: 0.6, delayMs: 500, longDelayMs: 1_500 } as const;
const FINE = { shown: 0.75, delayMs: 1_000 } as const;
/** Fewer frames than this say nothing about a share. */
export const ENOUGH_FRAMES = 8;

/**
 * Trouble takes three signs at once: somebody waits for a core, frames grow old on their way, and much
 * of what arrives is never painted (or all of it far too late). A slow camera, a slow network or a busy
 * compositor alone shows at most two, and nothing left out would help them.
 */
export function judgeLoad(sample: LoadSample): Health {
  const { streams } = sample;
  const due = streams.reduce((sum, stream) => sum + stream.due, 0);
  const painted = streams.reduce((sum, stream) => sum + stream.painted, 0);
  const shown = due < ENOUGH_FRAMES ? 1 : Math.min(1, painted / due);
  const delayMs = median(streams.flatMap((stream) => (stream.delayMs === null ? [] : [stream.delayMs])));
  const starved = isStarved(sample);
  const tooLittle = shown < TROUBLED.shown && delayMs >= TROUBLED.delayMs;
  if (starved && (tooLittle || delayMs >= TROUBLED.longDelayMs)) return { verdict: 'troubled', shown, delayMs, painted };
  const fine = shown >= FINE.shown && delayMs < FINE.delayMs;
  return { verdict: fine ? 'fine' : 'holding', shown, delayMs, painted };
}

/** Whether worker or window had to wait for a core. */
export function isStarved({ workerLateMs, windowLateMs }: LoadSample): boolean {
  return Math.max(workerLateMs, windowLateMs) >= LATE_MS;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[sorted.length >> 1] ?? 0;
}
