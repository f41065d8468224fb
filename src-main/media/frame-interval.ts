const samples = 15;
const longestGapUs = 60_000_000;

/** The stream's usual time between frames, from presentation times: the median shrugs off gaps and jitter. */
export class FrameInterval {
  #deltas: number[] = [];
  #last: number | null = null;

  add(ptsUs: number): void {
    const delta = this.#last === null ? 0 : ptsUs - this.#last;
    this.#last = ptsUs;
    if (delta <= 0 || delta > longestGapUs) return;
    this.#deltas.push(delta);
    if (this.#deltas.length > samples) this.#deltas.shift();
  }

  get count(): number {
    return this.#deltas.length;
  }

  /** `null` before two frames came. */
  ms(): number | null {
    const sorted = this.#deltas.toSorted((a, b) => a - b);
    const middle = sorted[Math.floor(sorted.length / 2)];
    return middle === undefined ? null : middle / 1000;
  }

  reset(): void {
    this.#deltas = [];
    this.#last = null;
  }
}
