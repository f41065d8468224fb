/** In device pixels, or in pixels of a picture. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}
