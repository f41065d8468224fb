/** The last minutes of what tiles and streams did, kept in main for whoever asks afterwards. */
import type { StreamState, TileReport } from '../../../src-contract/model/stream-state.ts';

/** One tile over one second, as a row: what is worth keeping of a report. */
export type TileSecond = readonly [
  epochMs: number,
  cell: number,
  cameraId: string,
  state: string,
  profile: string,
  decoder: string | null,
  fps: number,
  receivedFps: number,
  bitrateKbps: number,
  frameAgeMs: number | null,
  droppedFrames: number,
];
export const tileSecondColumns = 'epochMs cell cameraId state profile decoder fps receivedFps bitrateKbps frameAgeMs droppedFrames'.split(
  ' ',
);

const KEPT_MS = 3 * 60_000;
const STREAMS_KEPT = 512;

export class RecentHistory {
  readonly #now: () => number;
  #tiles: TileSecond[] = [];
  readonly #streams = new Map<string, { readonly epochMs: number; readonly state: StreamState }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  reported(tiles: readonly TileReport[]): void {
    const epochMs = this.#now();
    const first = this.#tiles.findIndex(([at]) => epochMs - at <= KEPT_MS);
    if (first > 0) this.#tiles.splice(0, first);
    for (const tile of tiles) {
      const { cell, cameraId, state, profile, decoder, fps, receivedFps, bitrateKbps, frameAgeMs, droppedFrames } = tile;
      this.#tiles.push([epochMs, cell, cameraId, state, profile, decoder, fps, receivedFps, bitrateKbps, frameAgeMs, droppedFrames]);
    }
  }

  streamChanged(label: string, state: StreamState): void {
    this.#streams.delete(label);
    this.#streams.set(label, { epochMs: this.#now(), state });
    const [oldest] = this.#streams.keys();
    if (this.#streams.size > STREAMS_KEPT && oldest !== undefined) this.#streams.delete(oldest);
  }

  get tiles(): readonly TileSecond[] {
    return this.#tiles;
  }

  get streams(): readonly { readonly stream: string; readonly epochMs: number; readonly state: StreamState }[] {
    return Array.from(this.#streams, ([stream, change]) => ({ stream, ...change }));
  }
}
