/** Waits of one repeated attempt: each longer than the one before, the last one for ever. */
export class BackOff {
  readonly #stepsMs: readonly number[];
  #failures = 0;

  constructor(stepsMs: readonly number[]) {
    this.#stepsMs = stepsMs;
  }

  /** How long to wait before the attempt that follows this failure. */
  next(): number {
    const waitMs = this.#stepsMs[Math.min(this.#failures, this.#stepsMs.length - 1)] ?? 0;
    this.#failures += 1;
    return waitMs;
  }

  reset(): void {
    this.#failures = 0;
  }
}
