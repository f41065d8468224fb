import type { StreamStatus, TileStatus } from './worker-messages.ts';

/** Most ages one report may carry. */
const MAX_AGES = 120;

/** Rates are averaged over so many calls of `measure`: over one second a steady 15 fps reads as anything from 13 to 17. */
const AVERAGED_MEASURES = 3;

/** What the compositor itself counted for one `<video>`. */
export interface PaintedCount {
  readonly painted: number;
  readonly dropped: number;
}

export interface TileTotals {
  readonly receivedFrames: number;
  readonly paintedFrames: number;
  readonly droppedFrames: number;
}

export interface TileRates {
  readonly fps: number;
  readonly receivedFps: number;
  readonly bitrateKbps: number;
  /** Ages of the frames handed over since the last measurement. */
  readonly frameAgesMs: readonly number[];
}

/** The totals at one measurement. */
interface Mark {
  readonly atMs: number;
  readonly received: number;
  readonly bytes: number;
  readonly painted: number;
}

interface Counts {
  readonly frames: number;
  readonly bytes: number;
  readonly dropped: number;
}

const ZERO: Counts = { frames: 0, bytes: 0, dropped: 0 };

/**
 * Turns the cumulative counts of worker and compositor into a tile's own totals and rates.
 *
 * Counters start again when a stream, a surface or the worker is replaced; a tile's totals go on.
 */
export class TileMeter {
  #stream = -1;
  #streamCounts: Counts = ZERO;
  #tileDropped = 0;
  #surface: PaintedCount = { painted: 0, dropped: 0 };
  #ages: number[] = [];
  #frameAgeMs: number | null = null;
  #received = 0;
  #bytes = 0;
  #painted = 0;
  #dropped = 0;
  readonly #marks: Mark[];

  constructor(openedAtMs: number) {
    this.#marks = [{ atMs: openedAtMs, received: 0, bytes: 0, painted: 0 }];
  }

  get totals(): TileTotals {
    return { receivedFrames: this.#received, paintedFrames: this.#painted, droppedFrames: this.#dropped };
  }

  /** Age of the newest frame at its hand-over, ms. */
  get frameAgeMs(): number | null {
    return this.#frameAgeMs;
  }

  /** The tile joins a stream: what that received before is not the tile's. */
  joined(stream: number, status: StreamStatus | undefined): void {
    this.#stream = stream;
    this.#streamCounts = status ? countsOf(status) : ZERO;
  }

  addStream(status: StreamStatus): void {
    if (status.stream !== this.#stream) return;
    const counts = countsOf(status);
    this.#received += grown(this.#streamCounts.frames, counts.frames);
    this.#bytes += grown(this.#streamCounts.bytes, counts.bytes);
    this.#dropped += grown(this.#streamCounts.dropped, counts.dropped);
    this.#streamCounts = counts;
  }

  addTile(status: TileStatus): void {
    this.#dropped += grown(this.#tileDropped, status.droppedFrames);
    this.#tileDropped = status.droppedFrames;
    this.#frameAgeMs = status.frameAgeMs;
    this.#ages.push(...status.agesMs);
    if (this.#ages.length > MAX_AGES) this.#ages.splice(0, this.#ages.length - MAX_AGES);
  }

  addPainted(count: PaintedCount): void {
    this.#painted += grown(this.#surface.painted, count.painted);
    this.#dropped += grown(this.#surface.dropped, count.dropped);
    this.#surface = count;
  }

  /** The rates over the last calls; call it about once a second. */
  measure(nowMs: number): TileRates {
    const now: Mark = { atMs: nowMs, received: this.#received, bytes: this.#bytes, painted: this.#painted };
    const since = this.#marks[0] ?? now;
    if (this.#marks.push(now) > AVERAGED_MEASURES) this.#marks.shift();
    const seconds = Math.max(0.001, (nowMs - since.atMs) / 1_000);
    const rates: TileRates = {
      fps: tenths((now.painted - since.painted) / seconds),
      receivedFps: tenths((now.received - since.received) / seconds),
      bitrateKbps: Math.round(((now.bytes - since.bytes) * 8) / 1_000 / seconds),
      frameAgesMs: this.#ages,
    };
    this.#ages = [];
    return rates;
  }
}

function countsOf(status: StreamStatus): Counts {
  return { frames: status.receivedFrames, bytes: status.receivedBytes, dropped: status.droppedFrames };
}

/** A count that went back was restarted from nothing. */
function grown(before: number, now: number): number {
  return now >= before ? now - before : now;
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
