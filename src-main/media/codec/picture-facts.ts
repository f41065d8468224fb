/** What a stream's own headers say about its pictures. */
export interface PictureFacts {
  /** For WebCodecs; `null` when it has no string for this codec. */
  readonly codecString: string | null;
  /** Visible size, after cropping. */
  readonly width: number;
  readonly height: number;
  /** Colour matrix as signalled (ITU-T H.273 number), `null` when it is not. */
  readonly matrix: number | null;
}

/** Sizes beyond this are a broken or hostile header. */
export const maxPictureSide = 16_384;

export function plausible(facts: PictureFacts): PictureFacts | null {
  const sides = [facts.width, facts.height];
  return sides.every((side) => side > 0 && side <= maxPictureSide) ? facts : null;
}

/** Which of the two matrices WebCodecs is told: as signalled, else by the usual convention (SD is BT.601). */
export function matrixOf(facts: PictureFacts): 'bt601' | 'bt709' {
  if (facts.matrix === 1) return 'bt709';
  if (facts.matrix === 5 || facts.matrix === 6) return 'bt601';
  return facts.height <= 576 ? 'bt601' : 'bt709';
}
