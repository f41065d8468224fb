/** The last minutes of what tiles and streams did, kept in main for whoever asks afterwards. */
import type { StreamState, TileReport } from '../../../src-contract/model/stream-state.ts';
import { TileSeconds, type TileSecond } from './tile-seconds.ts';

const KEPT_MS = 3 * 60_000;
/** Four windows of 64 tiles over the three minutes. */
const TILE_SECONDS_KEPT = 46_080;
const STREAMS_KEPT = 512;

export class RecentHistory {
  readonly #now: () => number;
  readonly #tiles = new TileSeconds(KEPT_MS, TILE_SECONDS_KEPT);
  readonly #streams = new Map<string, { readonly epochMs: number; readonly state: StreamState }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  reported(tiles: readonly TileReport[]): void {
    this.#tiles.add(this.#now(), tiles);
  }

  streamChanged(label: string, state: StreamState): void {
    this.#streams.delete(label);
    this.#streams.set(label, { epochMs: this.#now(), state });
    const [oldest] = this.#streams.keys();
    if (this.#streams.size > STREAMS_KEPT && oldest !== undefined) this.#streams.delete(oldest);
  }

  get tiles(): readonly TileSecond[] {
    return this.#tiles.rows();
  }

  get streams(): readonly { readonly stream: string; readonly epochMs: number; readonly state: StreamState }[] {
    return Array.from(this.#streams, ([stream, change]) => ({ stream, ...change }));
  }
}
