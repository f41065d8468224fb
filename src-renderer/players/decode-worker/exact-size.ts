import type { PixelSize } from '../pixel-size.ts';
import { LARGEST_RATIO } from './i420-scaler.ts';

/** Of a picture, in pixels as stored and as shown; they differ where pixels are not square. */
export interface PictureShape {
  readonly stored: PixelSize;
  readonly shown: PixelSize;
}

/**
 * The size a picture has on a tile of so many device pixels, so that the compositor only has to copy it. Neighbouring
 * sides are as even or odd as the tile's: the bars beside a picture are then whole pixels.
 * `null` where the picture would have to grow, or to shrink too far for the scaler.
 */
export function exactSize({ stored, shown }: PictureShape, tile: PixelSize): PixelSize | null {
  const scale = Math.min(tile.width / shown.width, tile.height / shown.height);
  const width = besideBars(Math.round(shown.width * scale), tile.width);
  const height = besideBars(Math.round(shown.height * scale), tile.height);
  const fits = width >= 2 && height >= 2 && width <= stored.width && height <= stored.height;
  return fits && stored.width / width <= LARGEST_RATIO ? { width, height } : null;
}

function besideBars(side: number, tileSide: number): number {
  return Math.min(tileSide, side + ((tileSide - side) % 2));
}
