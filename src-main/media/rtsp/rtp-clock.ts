import { ptsUs, type PtsUs } from '../../../src-contract/time.ts';

/** A step beyond these is a camera's clock being set, not time passing. Backwards there are B-frames. */
const maxStepMs = 10_000;
const maxBackMs = 2000;

/** 32-bit timestamps as one presentation line that starts at 0, goes on over wrap-arounds and is not torn when the camera's clock jumps. */
export class RtpClock {
  readonly #ticksPerMs: number;
  #last: { readonly timestamp: number; readonly ms: number; readonly arrivalMs: number } | null = null;

  constructor(clockRate: number) {
    this.#ticksPerMs = clockRate / 1000;
  }

  at(timestamp: number, arrivalMs: number): PtsUs {
    const last = this.#last;
    const stepMs = last === null ? 0 : ((timestamp - last.timestamp) | 0) / this.#ticksPerMs;
    const jumped = last !== null && (stepMs > Math.max(maxStepMs, 2 * (arrivalMs - last.arrivalMs)) || stepMs < -maxBackMs);
    const ms = last === null ? 0 : last.ms + (jumped ? Math.max(1, arrivalMs - last.arrivalMs) : stepMs);
    this.#last = { timestamp, ms, arrivalMs };
    return ptsUs(Math.round(ms * 1000));
  }

  /** A new source numbers its time anew: the next timestamp follows by arrival. */
  restart(timestamp: number, arrivalMs: number): void {
    if (this.#last === null) return;
    this.#last = { timestamp, ms: this.#last.ms + Math.max(1, arrivalMs - this.#last.arrivalMs), arrivalMs };
  }
}
