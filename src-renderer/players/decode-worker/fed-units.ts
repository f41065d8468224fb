/** Units in flight that are remembered; more than any decoder holds. */
const REMEMBERED = 1_024;
/** Frames are numbered by their timestamps, 1 ms apart, because cameras repeat and rewind theirs. */
const TIMESTAMP_STEP_US = 1_000;

/** What is known of a unit while its frame is being decoded. On the worker's clock. */
export interface FedUnit {
  readonly arrivalMs: number;
  readonly ptsUs: number;
  readonly nowMs: number;
}

/** Finds a decoder's frame the unit it was made of. Allocates nothing per unit. */
export class FedUnits {
  readonly #arrivalsMs = new Float64Array(REMEMBERED);
  readonly #fedAtMs = new Float64Array(REMEMBERED);
  readonly #ptsUs = new Float64Array(REMEMBERED);
  #fed = 0;

  /** Returns the timestamp the unit's frame will bear, µs. */
  add({ arrivalMs, ptsUs, nowMs }: FedUnit): number {
    this.#fed += 1;
    const place = this.#fed % REMEMBERED;
    this.#arrivalsMs[place] = arrivalMs;
    this.#ptsUs[place] = ptsUs;
    this.#fedAtMs[place] = nowMs;
    return this.#fed * TIMESTAMP_STEP_US;
  }

  arrivalMs(frame: { readonly timestamp: number }): number {
    return this.#arrivalsMs[placeOf(frame)] ?? 0;
  }

  fedAtMs(frame: { readonly timestamp: number }): number {
    return this.#fedAtMs[placeOf(frame)] ?? 0;
  }

  ptsUs(frame: { readonly timestamp: number }): number {
    return this.#ptsUs[placeOf(frame)] ?? 0;
  }
}

const placeOf = ({ timestamp }: { readonly timestamp: number }): number => Math.round(timestamp / TIMESTAMP_STEP_US) % REMEMBERED;
