/** Most ages a tile reports per status; at 30 fps and four statuses a second some eight are used. */
const CAPACITY = 64;

/** The ages of the newest frames, kept without allocating per frame. */
export class FrameAges {
  readonly #ring = new Float64Array(CAPACITY);
  #count = 0;

  add(ageMs: number): void {
    this.#ring[this.#count % CAPACITY] = ageMs;
    this.#count += 1;
  }

  /** Everything since the last call, at most the capacity, rounded to 0.1 ms; oldest first unless the ring wrapped. */
  drain(): number[] {
    const kept = Math.min(this.#count, CAPACITY);
    this.#count = 0;
    return Array.from(this.#ring.subarray(0, kept), (age) => Math.round(age * 10) / 10);
  }
}
