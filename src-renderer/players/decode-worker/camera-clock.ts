import { CaptureOrigin, type LinkRecord } from '../../../src-contract/link/records.ts';

/** Whose clock dates a stream's pictures where it is not their arrival: sender reports, or a recording's own times. */
export type ClockOrigin = 'rtcp' | 'replay';

/** How far the camera's clock is ahead of this machine's, as far as that can be told from here. */
export interface CameraClockReading {
  readonly origin: ClockOrigin;
  /** Against the clock arrivals are told in. Understates by the fastest way from lens to here; negative = the camera is behind. */
  readonly aheadMs: number;
}

/** When the camera took one picture, epoch ms by its own clock. */
export interface CameraTimeReading {
  readonly origin: ClockOrigin;
  readonly atMs: number;
}

const BUCKET_MS = 10_000;

/**
 * Dates a stream's pictures by the camera's clock, and holds that clock against ours.
 *
 * A picture can be late by any time but never early, so the largest difference seen recently is the
 * best estimate: a network that stutters must not read as a clock that is wrong.
 */
export class CameraClock {
  #origin: ClockOrigin | null = null;
  #aheadOfPtsMs = 0;
  #current = Number.NEGATIVE_INFINITY;
  #previous = Number.NEGATIVE_INFINITY;
  #bucketStartedAtMs = Number.NEGATIVE_INFINITY;

  /** A `captureTime` record. */
  told(record: Pick<LinkRecord, 'flags' | 'ptsUs' | 'arrivalMs'>): void {
    const origin = record.flags === CaptureOrigin.rtcp ? 'rtcp' : record.flags === CaptureOrigin.replay ? 'replay' : null;
    const aheadOfPtsMs = record.arrivalMs - record.ptsUs / 1_000;
    // A clock that was set says nothing about how it was before.
    if (origin !== this.#origin || Math.abs(aheadOfPtsMs - this.#aheadOfPtsMs) > 500) this.#forget();
    this.#origin = origin;
    this.#aheadOfPtsMs = aheadOfPtsMs;
  }

  /** Every unit or picture, on the worker's clock. */
  arrived(ptsUs: number, arrivalMs: number): void {
    if (this.#origin === null) return;
    if (arrivalMs - this.#bucketStartedAtMs > BUCKET_MS) {
      this.#previous = this.#current;
      this.#current = Number.NEGATIVE_INFINITY;
      this.#bucketStartedAtMs = arrivalMs;
    }
    this.#current = Math.max(this.#current, this.#aheadOfPtsMs + ptsUs / 1_000 - arrivalMs);
  }

  /** When the camera took a picture; `null` where nobody says so. */
  capturedAt(ptsUs: number): CameraTimeReading | null {
    return this.#origin === null ? null : { origin: this.#origin, atMs: this.#aheadOfPtsMs + ptsUs / 1_000 };
  }

  /** `sharedOriginMs`: what the worker's zero reads on the shared time line. */
  reading(sharedOriginMs: number): CameraClockReading | null {
    const aheadMs = Math.max(this.#current, this.#previous) - sharedOriginMs;
    return this.#origin === null || !Number.isFinite(aheadMs) ? null : { origin: this.#origin, aheadMs };
  }

  #forget(): void {
    this.#current = Number.NEGATIVE_INFINITY;
    this.#previous = Number.NEGATIVE_INFINITY;
    this.#bucketStartedAtMs = Number.NEGATIVE_INFINITY;
  }
}
