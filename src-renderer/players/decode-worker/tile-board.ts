import type { FrameLedger } from './frame-ledger.ts';
import type { QueuedFrame } from './frame-queue.ts';
import type { ShownTile, TileSink } from './tile-sink.ts';

export interface Handing {
  readonly switched: (tile: number) => void;
  /** Also where nobody can see it now: what lies there must not be seen later. */
  readonly evenCovered: boolean;
}

/** The tiles of one window and what follows from them for their streams. */
export class TileBoard {
  readonly #ledger: FrameLedger;
  readonly #tiles = new Map<number, TileSink>();

  constructor(ledger: FrameLedger) {
    this.#ledger = ledger;
  }

  get entries(): Iterable<[number, TileSink]> {
    return this.#tiles;
  }

  get(tile: number): TileSink | undefined {
    return this.#tiles.get(tile);
  }

  add(tile: number, sink: TileSink): void {
    this.#tiles.set(tile, sink);
  }

  /** Returns the tile that is gone. */
  remove(tile: number): ShownTile | undefined {
    const sink = this.#tiles.get(tile);
    sink?.dispose();
    this.#tiles.delete(tile);
    return sink;
  }

  /** The size of the largest tile that shows the stream. */
  pictureSize(stream: number): { readonly width: number; readonly height: number } {
    let size = { width: 2, height: 2 };
    for (const tile of this.#tiles.values()) {
      if (concerns(tile, stream) && tile.width * tile.height > size.width * size.height) size = { width: tile.width, height: tile.height };
    }
    return size;
  }

  /** A stream is worth carrying while one of its tiles can be seen; one without tiles is about to get some. */
  isCovered(stream: number): boolean {
    let covered = false;
    for (const tile of this.#tiles.values()) {
      if (!concerns(tile, stream)) continue;
      if (!tile.covered) return false;
      covered = true;
    }
    return covered;
  }

  /**
   * Hands a stream's frame to every tile that shows it: a clone to all but the last. `switched` tiles waited for it;
   * `holdMs` is its source's hold. Returns whether each of them was ready for it.
   */
  hand(stream: number, { frame, arrivalMs }: QueuedFrame, holdMs: number, { switched, evenCovered }: Handing): boolean {
    let [given, all] = [false, true];
    try {
      let previous: TileSink | null = null;
      for (const [tileId, tile] of this.#tiles) {
        if (tile.next === stream) {
          tile.stream = stream;
          tile.next = null;
          switched(tileId);
        }
        if (tile.shows !== stream || (tile.covered && !evenCovered)) continue;
        if (!tile.ready) {
          tile.skipped();
          all = false;
          continue;
        }
        if (previous) previous.write(this.#ledger.opened(frame.clone()), arrivalMs, holdMs);
        previous = tile;
      }
      if (previous) {
        given = true;
        previous.write(frame, arrivalMs, holdMs);
      }
      return all;
    } finally {
      if (!given) this.#ledger.close(frame);
    }
  }
}

const concerns = (tile: TileSink, stream: number): boolean => tile.stream === stream || tile.next === stream || tile.replay === stream;
