import { CaptureOrigin } from '../../src-contract/link/records.ts';
import type { StreamUnit } from './stream-unit.ts';

/** Sender reports of one camera disagree by a few ms among themselves; less than this is not worth a record. */
const toleranceMs = 5;

/** Remembers what a window knows of the camera's clock, so that it is told only what is new. */
export class CaptureTelling {
  #origin: number = CaptureOrigin.none;
  #aheadMs = 0;

  /** The `CaptureOrigin` to tell with this unit; `null` when the window can date it by what it knows. */
  next({ ptsUs, wallClock }: Pick<StreamUnit, 'ptsUs' | 'wallClock'>): number | null {
    if (wallClock == null) {
      if (this.#origin === CaptureOrigin.none) return null;
      this.#origin = CaptureOrigin.none;
      return CaptureOrigin.none;
    }
    const origin = CaptureOrigin[wallClock.origin];
    const aheadMs = wallClock.epochMs - ptsUs / 1000;
    if (origin === this.#origin && Math.abs(aheadMs - this.#aheadMs) <= toleranceMs) return null;
    this.#origin = origin;
    this.#aheadMs = aheadMs;
    return origin;
  }
}
