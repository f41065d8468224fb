import type { StreamStatus } from '../worker-messages.ts';
import type { LoadSample, StreamLoad } from './load-health.ts';

/** A stream swallows its first group of pictures in a rush; that is no measure of load. */
const STARTING_MS = 8_000;
/** Looks, one in half a second, that the figures are taken over. */
const LOOKS = 6;

/** One tile as far as load is concerned. */
export interface WatchedTile {
  readonly stream: number;
  readonly areaPx: number;
  readonly protectedTile: boolean;
  /** Counted by the compositor since the tile was opened. */
  readonly paintedFrames: number;
  /** Age of its newest frame at hand-over, ms. */
  readonly frameAgeMs: number | null;
}

interface Count {
  readonly tile: WatchedTile;
  readonly received: number;
  readonly skipped: number;
}

interface Watched {
  readonly sinceMs: number;
  readonly counts: Count[];
}

/** Turns the running counts of worker and compositor into what the governor judges. */
export class LoadWatch {
  readonly #streams = new Map<number, Watched>();
  #workerLateMs = 0;
  /** The look before still counts, so that lateness in a stall's middle is not forgotten at its end. */
  #lateBefore = { workerLateMs: 0, windowLateMs: 0 };

  /** By how much the worker's tick was late at worst, as its statuses tell. */
  workerLate(lateMs: number): void {
    this.#workerLateMs = Math.max(this.#workerLateMs, lateMs);
  }

  /** After a pause (window hidden, worker replaced) nothing earlier compares. */
  forget(): void {
    this.#streams.clear();
    this.#workerLateMs = 0;
    this.#lateBefore = { workerLateMs: 0, windowLateMs: 0 };
  }

  look(
    tiles: readonly WatchedTile[],
    streams: ReadonlyMap<number, StreamStatus>,
    { windowLateMs, lowerable, nowMs }: { readonly windowLateMs: number; readonly lowerable: boolean; readonly nowMs: number },
  ): LoadSample {
    const late = { workerLateMs: this.#workerLateMs, windowLateMs };
    const before = this.#lateBefore;
    this.#lateBefore = late;
    this.#workerLateMs = 0;
    return {
      workerLateMs: Math.max(late.workerLateMs, before.workerLateMs),
      windowLateMs: Math.max(late.windowLateMs, before.windowLateMs),
      lowerable,
      streams: this.#loads(tiles, streams, nowMs),
    };
  }

  #loads(tiles: readonly WatchedTile[], streams: ReadonlyMap<number, StreamStatus>, nowMs: number): readonly StreamLoad[] {
    const shown = Map.groupBy(tiles, (tile) => tile.stream);
    for (const stream of this.#streams.keys()) if (!shown.has(stream)) this.#streams.delete(stream);
    const loads: StreamLoad[] = [];
    for (const [stream, those] of shown) {
      const status = streams.get(stream);
      // What FFmpeg decodes is not this window's work, and a stream that does not play is no load.
      if (status?.decoder !== 'webcodecs' || status.state?.kind !== 'playing') this.#streams.delete(stream);
      else {
        const load = this.#load(status, those, nowMs);
        if (load) loads.push(load);
      }
    }
    return loads;
  }

  /** The largest tile stands for the stream; where another takes over, counting starts anew. */
  #load(status: StreamStatus, those: readonly WatchedTile[], nowMs: number): StreamLoad | null {
    const tile = those.reduce((largest, one) => (one.areaPx > largest.areaPx ? one : largest));
    const count: Count = { tile, received: status.receivedFrames, skipped: status.skippedFrames };
    const watched = this.#streams.get(status.stream) ?? { sinceMs: nowMs, counts: [] };
    const [first] = watched.counts;
    if (first !== undefined && !comparable(first, count)) watched.counts.length = 0;
    watched.counts.push(count);
    if (watched.counts.length > LOOKS + 1) watched.counts.shift();
    this.#streams.set(status.stream, watched);
    const oldest = watched.counts[0] ?? count;
    if (nowMs - watched.sinceMs < STARTING_MS) return null;
    return {
      stream: status.stream,
      areaPx: tile.areaPx,
      protectedTile: those.some((one) => one.protectedTile),
      halvable: status.halvable,
      due: count.received - oldest.received - (count.skipped - oldest.skipped),
      painted: tile.paintedFrames - oldest.tile.paintedFrames,
      delayMs: tile.frameAgeMs === null ? null : Math.max(0, tile.frameAgeMs - status.sourceHoldMs),
    };
  }
}

/** Counts go on only while nothing was replaced. Tiles are told apart by their size here: a resized tile starts anew too. */
function comparable(before: Count, now: Count): boolean {
  const goesOn = now.received >= before.received && now.skipped >= before.skipped;
  return goesOn && now.tile.paintedFrames >= before.tile.paintedFrames && now.tile.areaPx === before.tile.areaPx;
}
