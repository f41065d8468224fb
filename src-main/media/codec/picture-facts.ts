import type { PictureColour } from '../../../src-contract/link/messages.ts';

/** What a stream's own headers say about its pictures. */
export interface PictureFacts {
  /** For WebCodecs; `null` when it has no string for this codec. */
  readonly codecString: string | null;
  /** Visible size, after cropping. */
  readonly width: number;
  readonly height: number;
  /** Colour matrix as signalled (ITU-T H.273 number), `null` when it is not. */
  readonly matrix: number | null;
  readonly fullRange: boolean;
}

/** Sizes beyond this are a broken or hostile header. */
export const maxPictureSide = 16_384;

export function plausible(facts: PictureFacts): PictureFacts | null {
  const sides = [facts.width, facts.height];
  return sides.every((side) => side > 0 && side <= maxPictureSide) ? facts : null;
}

/** As signalled. Where the matrix is not: full range is taken for JPEG's own, which is BT.601; else up to 576 lines are BT.601. */
export function colourOf({ matrix, fullRange, height }: PictureFacts): PictureColour {
  if (matrix === 1) return { matrix: 'bt709', fullRange };
  if (matrix === 5 || matrix === 6) return { matrix: 'bt601', fullRange };
  return { matrix: fullRange || height <= 576 ? 'bt601' : 'bt709', fullRange };
}
