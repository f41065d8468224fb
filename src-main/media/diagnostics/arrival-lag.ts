/** A stream's clock and ours may run apart by so much (500 ppm, a poor crystal twice over) without that being a delay. */
const driftPerMs = 0.0005;
/** A larger step is a clock that was set, not a delay. */
const clockStepMs = 10_000;

/**
 * How much later than at its best a unit came, from its arrival and its presentation time. It grows
 * while a camera or the line to it holds pictures back, though none is lost. Allocates nothing.
 */
export class ArrivalLag {
  #best: number | null = null;
  #lastArrivalMs = 0;

  /** The lag of this unit, ms. */
  add(arrivalMs: number, ptsUs: number): number {
    const transit = arrivalMs - ptsUs / 1000;
    if (this.#best === null || Math.abs(transit - this.#best) > clockStepMs) this.#best = transit;
    this.#best = Math.min(
      this.#best + Math.max(0, arrivalMs - this.#lastArrivalMs) * (this.#lastArrivalMs === 0 ? 0 : driftPerMs),
      transit,
    );
    this.#lastArrivalMs = arrivalMs;
    return transit - this.#best;
  }

  reset(): void {
    this.#best = null;
    this.#lastArrivalMs = 0;
  }
}
