/** Whether a stream that delivers frames still delivers pictures: decided from what is in them. Pure. */

import type { PictureSuspicion } from '../../../src-contract/model/stream-state.ts';

/** Places of the picture that are looked at in turn, one a second. */
export const PROBE_PLACES = 8;

/** One look at one place of a decoded frame. */
export interface ProbeSample {
  /** Of the exact values: the same for the same pixels only. */
  readonly hash: number;
  /** Luma, 0 to 255. */
  readonly mean: number;
  readonly darkest: number;
  readonly brightest: number;
}

/** Black is 16 in limited range; a covered lens adds a little noise. */
const blackMean = 30;
const blackSpread = 16;
const frozenAfterMs = 10_000;
/** A picture that is coded anew from a live sensor never comes out the same; once could be chance in a dark scene. */
const keyframesForFrozen = 3;

/**
 * An encoder that has nothing to tell sends headers and "all skipped". Measured with x264 and x265: 22 to
 * 90 bytes at 360p, 70 to 700 at 1080p. A quiet scene at night gets there too, so this alone proves nothing.
 */
const skipBytes = (pixels: number): number => 200 + pixels / 1_000;
const nearlySame = (one: number, other: number): boolean => Math.abs(one - other) <= 16;

/**
 * Suspects a frozen picture only when everything agrees for ten seconds and more: each place looked at
 * twice with exactly the same pixels, over several keyframes of the same size, and nothing but skips
 * between them. Sensor noise breaks at least one of these in any live scene, however still; an encoder
 * that changes its quantiser over a still picture escapes, which is the lesser fault.
 */
export class PictureWatch {
  readonly #hashes: (number | null)[] = Array.from({ length: PROBE_PLACES }, () => null);
  /** Of the newest look at each place; all of them dark is a black picture for as long as a round takes. */
  readonly #dark: boolean[] = Array.from({ length: PROBE_PLACES }, () => false);
  #sameLooks = 0;
  #stillSinceMs: number | null = null;
  #keyframes = 0;
  #keyframeBytes = 0;
  #nowMs = 0;

  /** Every encoded unit; `pixels` of the whole picture. */
  unit(bytes: number, keyframe: boolean, pixels: number): void {
    if (keyframe) {
      if (!nearlySame(bytes, this.#keyframeBytes)) this.#moved();
      this.#keyframeBytes = bytes;
      this.#keyframes += 1;
    } else if (bytes > skipBytes(pixels)) this.#moved();
  }

  sample(place: number, sample: ProbeSample, nowMs: number): void {
    this.#nowMs = nowMs;
    this.#dark[place] = sample.mean <= blackMean && sample.brightest - sample.darkest <= blackSpread;
    const before = this.#hashes[place] ?? null;
    this.#hashes[place] = sample.hash;
    if (before === null) return;
    if (before !== sample.hash) this.#moved();
    else {
      this.#stillSinceMs ??= nowMs;
      this.#sameLooks += 1;
    }
  }

  /** Another connection or format: what was seen says nothing about what comes. */
  forget(): void {
    this.#hashes.fill(null);
    this.#dark.fill(false);
    this.#moved();
  }

  /** `null` until enough was seen, and while anything speaks against it. */
  get suspicion(): PictureSuspicion | null {
    if (this.#dark.every(Boolean)) return 'black';
    const stillMs = this.#stillSinceMs === null ? 0 : this.#nowMs - this.#stillSinceMs;
    const proven = stillMs >= frozenAfterMs && this.#sameLooks >= PROBE_PLACES && this.#keyframes >= keyframesForFrozen;
    return proven ? 'frozen' : null;
  }

  #moved(): void {
    this.#stillSinceMs = null;
    this.#sameLooks = 0;
    this.#keyframes = 0;
  }
}
