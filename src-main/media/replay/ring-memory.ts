/** The memory of all replay rings together: equal segments up to a bound that is never passed, zeroed as soon as they are given back. */

export const SEGMENT_BYTES = 64 * 1024;
/** Kept for the next taker, so that a steady ring allocates nothing. */
const SPARE_SEGMENTS = 64;

export interface RingMemoryOptions {
  readonly limitBytes: number;
  readonly segmentBytes?: number;
  /** So that tests can look at what was given back. */
  readonly allocate?: (bytes: number) => Uint8Array;
}

export class RingMemory {
  readonly segmentBytes: number;
  readonly #allocate: (bytes: number) => Uint8Array;
  readonly #spare: Uint8Array[] = [];
  #limit: number;
  #taken = 0;

  constructor({ limitBytes, segmentBytes = SEGMENT_BYTES, allocate = (bytes) => new Uint8Array(bytes) }: RingMemoryOptions) {
    this.segmentBytes = segmentBytes;
    this.#allocate = allocate;
    this.#limit = segmentsIn(limitBytes, segmentBytes);
  }

  /** Segments there may be. */
  get limit(): number {
    return this.#limit;
  }

  /** Segments in use. */
  get taken(): number {
    return this.#taken;
  }

  /** Everything allocated, used or spare. */
  get heldBytes(): number {
    return (this.#taken + this.#spare.length) * this.segmentBytes;
  }

  /** Less than is in use is allowed: nothing more is given out until enough came back. */
  setLimit(limitBytes: number): void {
    this.#limit = segmentsIn(limitBytes, this.segmentBytes);
    while (this.#spare.length > 0 && this.#taken + this.#spare.length > this.#limit) this.#spare.pop();
  }

  /** A zeroed segment, or `null` at the bound. */
  take(): Uint8Array | null {
    if (this.#taken >= this.#limit) return null;
    this.#taken += 1;
    return this.#spare.pop() ?? this.#allocate(this.segmentBytes);
  }

  /** Zeroes it first: what was seen must not lie about in memory that is used for something else. */
  give(segment: Uint8Array): void {
    segment.fill(0);
    this.#taken -= 1;
    if (this.#spare.length < SPARE_SEGMENTS && this.#taken + this.#spare.length < this.#limit) this.#spare.push(segment);
  }

  /** Lets go of what is kept for the next taker. */
  trim(): void {
    this.#spare.length = 0;
  }
}

function segmentsIn(bytes: number, segmentBytes: number): number {
  return Math.max(0, Math.floor(bytes / segmentBytes));
}
