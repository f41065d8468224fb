/** One still of a camera, for a quick look. Whoever took it closes the bitmap. */
export interface Glance {
  readonly bitmap: ImageBitmap;
  /** UTC ms. */
  readonly arrivedAtMs: number;
}

/** Where a still comes from: the window's player, over the same way as a tile's pictures. */
export interface Glances {
  /** `null` when none came in time. Rejects as main refuses. */
  glance(camera: { readonly id: string }): Promise<Glance | null>;
}
export interface LimitedGlances {
  readonly glance: (camera: { readonly id: string }) => Promise<Glance | 'busy' | null>;
}

/** Somebody who runs down the list asks for no more than this at once. */
const MOST_AT_ONCE = 2;

export function limitGlances(glances: Glances): LimitedGlances {
  let asked = 0;
  return {
    async glance(camera) {
      if (asked >= MOST_AT_ONCE) return 'busy';
      asked += 1;
      try {
        return await glances.glance(camera);
      } finally {
        asked -= 1;
      }
    },
  };
}
