/** Whether two pictures look the same; small differences of how letters are smoothed do not count. */
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

export interface Comparison {
  /** Share of the pixels that differ visibly, 0…1; 1 where the sizes differ. */
  readonly share: number;
  /** PNG with the differing pixels in red; `null` where the sizes differ. */
  readonly difference: Buffer | null;
}

/** Colour distance below which a pixel counts as the same, 0…1 (pixelmatch's own measure). */
const THRESHOLD = 0.15;

export function comparePictures(before: Uint8Array, now: Uint8Array): Comparison {
  const [one, other] = [PNG.sync.read(Buffer.from(before)), PNG.sync.read(Buffer.from(now))];
  if (one.width !== other.width || one.height !== other.height) return { share: 1, difference: null };
  const difference = new PNG({ width: one.width, height: one.height });
  const differing = pixelmatch(one.data, other.data, difference.data, one.width, one.height, { threshold: THRESHOLD });
  return { share: differing / (one.width * one.height), difference: PNG.sync.write(difference) };
}
