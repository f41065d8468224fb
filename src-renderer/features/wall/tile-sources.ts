import type { CapturedFrame } from '../../players/capture/tile-on-glass.ts';
import type { TilePlayer } from '../../players/player-types.ts';

/** What the wall needs to show a camera in a cell; the composition root hands over the window's player. */
export interface TileSources {
  /** Loudness of the audible tile, ten times a second, 0…1; returns the way to stop listening. */
  readonly sound: { onLevel(listener: (level: number) => void): () => void };
  attach(cell: number, video: HTMLVideoElement, camera: { readonly id: string; readonly name: string }): TilePlayer;
  /** The player of a cell, once something is shown there. */
  at(cell: number): TilePlayer | null;
  /** What a cell shows, as decoded; `null` where there is no picture. */
  capture(cell: number): Promise<CapturedFrame | null>;
  /** The next frame of a camera's main stream; `null` when none came in time. Rejects with `VmsError`. */
  captureMain(camera: { readonly id: string }): Promise<CapturedFrame | null>;
}
