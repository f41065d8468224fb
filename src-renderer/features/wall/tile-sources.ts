import type { TilePlayer } from '../../players/player-types.ts';

/** What the wall needs to show a camera in a cell; the composition root hands over the window's player. */
export interface TileSources {
  attach(cell: number, video: HTMLVideoElement, camera: { readonly id: string; readonly name: string }): TilePlayer;
}
