import type { StreamWish } from '../../src-contract/model/camera.ts';
import type { PlayerClock } from './player-clock.ts';
import type { OpenedStream } from './player-types.ts';
import type { StreamLeases } from './stream-leases.ts';
import type { StreamStatus, WorkerCommand } from './worker-messages.ts';

/** What tells one tile from the others, older ones having smaller numbers. */
export interface TileInWall {
  readonly id: number;
}

/** What a tile needs of its wall. */
export interface TileHost {
  readonly clock: PlayerClock;
  readonly leases: StreamLeases;
  open(cameraId: string, tileHeightPx: number, want: StreamWish): Promise<OpenedStream>;
  /** Tiles of the window that were attached before this one. */
  othersOf(tile: TileInWall): number;
  /** Height of the camera's sub stream as last seen. */
  subHeightPx(cameraId: string): number | null;
  /** A ticket that came too late to be used. */
  spare(ticket: string): void;
  send(command: WorkerCommand, transfer?: Transferable[]): void;
  streamStatus(stream: number): StreamStatus | undefined;
  ended(tile: TileInWall): void;
}
