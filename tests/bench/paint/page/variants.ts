/** Ways to get decoded frames onto tiles. */
export interface Variant {
  readonly name: string;
  /**
   * `track`: generator and `<video>`; `exact-track`: the same after scaling to the tile's pixels; `mosaic`: all scaled tiles copied
   * into one picture for one track; the others paint an OffscreenCanvas.
   */
  readonly paint: 'track' | 'exact-track' | 'mosaic' | 'bitmap' | 'canvas-2d';
  readonly tickMs: number;
  /** The streams are divided among so many; one unless said. */
  readonly workers?: number;
}

/** The one track of a mosaic, before its parts. */
export interface AddMosaic {
  readonly kind: 'add-mosaic';
  readonly writable: WritableStream<VideoFrame>;
  readonly width: number;
  readonly height: number;
}

/** A tile of a mosaic, in its even pixels. */
export interface AddPart {
  readonly kind: 'add-part';
  readonly tile: number;
  readonly stream: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
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
