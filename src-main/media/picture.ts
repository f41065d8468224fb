import type { MonotonicMs, PtsUs } from '../../src-contract/time.ts';

/** One decoded picture on its way to windows. */
export interface Picture {
  readonly ptsUs: PtsUs;
  /** When the encoded unit was here: the age of what is seen counts from it. */
  readonly arrivalMs: MonotonicMs;
  /** See `PICTURE_HEADER_BYTES`. */
  readonly header: Uint8Array;
  readonly planes: Uint8Array;
}
