import type { FrameLedger } from './frame-ledger.ts';

/** Two: at 25 or 30 fps two frames may meet in one 33 ms tick with none in the next; neither should be lost for that. */
const CAPACITY = 2;

export interface QueuedFrame {
  readonly frame: VideoFrame;
  /** On the worker's clock. */
  readonly arrivalMs: number;
}

/** Decoded frames waiting for the next tick. The newest win: what does not fit closes the oldest. */
export class FrameQueue {
  readonly #ledger: FrameLedger;
  readonly #waiting: QueuedFrame[] = [];

  constructor(ledger: FrameLedger) {
    this.#ledger = ledger;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** Returns how many frames were overtaken (0 or 1). */
  push(frame: VideoFrame, arrivalMs: number): number {
    this.#waiting.push({ frame, arrivalMs });
    if (this.#waiting.length <= CAPACITY) return 0;
    const overtaken = this.#waiting.shift();
    if (overtaken) this.#ledger.close(overtaken.frame);
    return 1;
  }

  /** The oldest waiting frame; whoever takes it closes it. */
  shift(): QueuedFrame | undefined {
    return this.#waiting.shift();
  }

  clear(): void {
    for (let queued = this.#waiting.shift(); queued; queued = this.#waiting.shift()) this.#ledger.close(queued.frame);
  }
}
