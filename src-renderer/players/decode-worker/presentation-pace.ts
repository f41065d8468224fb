/** What of a stream the pace depends on. */
export interface PacedStream {
  readonly receivedFrames: number;
  /** A frame of it is left for the next tick. */
  readonly waiting: boolean;
}

export type PacedStreams = ReadonlyMap<number, { readonly playback: PacedStream }>;

/** Frames are handed over together: measured against 16 and 66 ms, see docs/decisions/0003-painting.md. */
export const PACE_MS = 33;
/**
 * Without a GPU each hand-over has the window composed anew, twice as often as a wall of sub streams of 15 fps has anything new to
 * show. Shorter than their 67 ms, and three pictures of a 60 Hz display.
 */
const EASY_PACE_MS = 50;
/** Frames a second above which a stream would look uneven at the easy pace. */
const EASY_RATE = 18;
/** With fewer streams in sight the window is composed seldom anyway, and what is enlarged or steered should be quick. */
const WALL_STREAMS = 9;
const LOOK_EVERY_MS = 1_000;

/** How long from one hand-over to the next: as the fastest stream needs it, or longer on a wall of slow ones that the CPU composes. */
export class PresentationPace {
  readonly #composesInSoftware: boolean;
  readonly #received = new Map<number, number>();
  #lookedAtMs = Number.NEGATIVE_INFINITY;
  #easy = false;

  constructor(composesInSoftware: boolean) {
    this.#composesInSoftware = composesInSoftware;
  }

  /** To be asked once a tick, after it. */
  nextMs(streams: PacedStreams, nowMs: number): number {
    if (!this.#composesInSoftware) return PACE_MS;
    const sinceMs = nowMs - this.#lookedAtMs;
    if (sinceMs >= LOOK_EVERY_MS) {
      this.#easy = this.#isEasy(streams, sinceMs / 1_000);
      this.#received.clear();
      for (const [id, { playback }] of streams) this.#received.set(id, playback.receivedFrames);
      this.#lookedAtMs = nowMs;
    }
    return this.#easy && !anyWaits(streams) ? EASY_PACE_MS : PACE_MS;
  }

  #isEasy(streams: PacedStreams, seconds: number): boolean {
    let playing = 0;
    for (const [id, { playback }] of streams) {
      const rate = (playback.receivedFrames - (this.#received.get(id) ?? playback.receivedFrames)) / seconds;
      if (rate > EASY_RATE) return false;
      if (rate > 0) playing += 1;
    }
    return playing >= WALL_STREAMS;
  }
}

function anyWaits(streams: PacedStreams): boolean {
  for (const { playback } of streams.values()) if (playback.waiting) return true;
  return false;
}
