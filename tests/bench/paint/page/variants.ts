/** Ways to get decoded frames onto tiles. */
export interface Variant {
  readonly name: string;
  /** `track`: generator and `<video>`; `exact-track`: the same after scaling to the tile's pixels; the others paint an OffscreenCanvas. */
  readonly paint: 'track' | 'exact-track' | 'bitmap' | 'canvas-2d';
  readonly tickMs: number;
}

/** A tile of a canvas variant, beside the product's own commands. */
export interface AddCanvas {
  readonly kind: 'add-canvas';
  readonly tile: number;
  readonly stream: number;
  readonly canvas: OffscreenCanvas;
  readonly width: number;
  readonly height: number;
}
