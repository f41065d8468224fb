/**
 * The last minutes of what tiles did, written into room taken once. Rows of their own each lived three minutes, so only V8's rare
 * full collections found them: main's heap grew by 18 MB an hour in between, by 4 since (docs/decisions/0042).
 */
import type { TileReport } from '../../../src-contract/model/stream-state.ts';

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

const NUMBERS = 7;
const TEXTS = 4;
const FIRST_ROWS = 4096;
/** Different words kept to be shared between rows; a tour over all cameras must not keep every name it met. */
const WORDS = 1024;

export class TileSeconds {
  readonly #keptMs: number;
  readonly #mostRows: number;
  readonly #words = new Map<string, string>();
  #rows = FIRST_ROWS;
  #numbers = new Float64Array(FIRST_ROWS * NUMBERS);
  #texts: (string | null)[] = new Array<string | null>(FIRST_ROWS * TEXTS).fill(null);
  #first = 0;
  #count = 0;

  /** `mostRows`: where more would be needed to keep `keptMs`, the oldest go first. */
  constructor(keptMs: number, mostRows: number) {
    this.#keptMs = keptMs;
    this.#mostRows = mostRows;
  }

  add(epochMs: number, tiles: readonly TileReport[]): void {
    this.#forgetBefore(epochMs - this.#keptMs);
    for (const tile of tiles) this.#write(epochMs, tile);
  }

  /** Oldest first, as new rows. */
  rows(): readonly TileSecond[] {
    return Array.from({ length: this.#count }, (_, index) => this.#read(this.#placeOf(index)));
  }

  #forgetBefore(epochMs: number): void {
    while (this.#count > 0 && (this.#numbers[this.#first * NUMBERS] ?? 0) < epochMs) this.#forgetFirst();
  }

  #forgetFirst(): void {
    this.#first = (this.#first + 1) % this.#rows;
    this.#count -= 1;
  }

  #placeOf(index: number): number {
    return (this.#first + index) % this.#rows;
  }

  #write(epochMs: number, tile: TileReport): void {
    if (this.#count === this.#rows) this.#makeRoom();
    const place = this.#placeOf(this.#count);
    const numbers = place * NUMBERS;
    this.#numbers[numbers] = epochMs;
    this.#numbers[numbers + 1] = tile.cell;
    this.#numbers[numbers + 2] = tile.fps;
    this.#numbers[numbers + 3] = tile.receivedFps;
    this.#numbers[numbers + 4] = tile.bitrateKbps;
    this.#numbers[numbers + 5] = tile.frameAgeMs ?? Number.NaN;
    this.#numbers[numbers + 6] = tile.droppedFrames;
    const texts = place * TEXTS;
    this.#texts[texts] = this.#shared(tile.cameraId);
    this.#texts[texts + 1] = this.#shared(tile.state);
    this.#texts[texts + 2] = this.#shared(tile.profile);
    this.#texts[texts + 3] = tile.decoder === null ? null : this.#shared(tile.decoder);
    this.#count += 1;
  }

  #read(place: number): TileSecond {
    const [epochMs = 0, cell = 0, fps = 0, receivedFps = 0, bitrateKbps = 0, frameAge = Number.NaN, droppedFrames = 0] =
      this.#numbers.subarray(place * NUMBERS, (place + 1) * NUMBERS);
    const [cameraId, state, profile, decoder] = this.#texts.slice(place * TEXTS, (place + 1) * TEXTS);
    const frameAgeMs = Number.isNaN(frameAge) ? null : frameAge;
    return [
      ...([epochMs, cell, cameraId ?? '', state ?? '', profile ?? '', decoder ?? null] as const),
      ...([fps, receivedFps, bitrateKbps, frameAgeMs, droppedFrames] as const),
    ];
  }

  /** Every report is parsed anew, so each brings its own copy of the same words. */
  #shared(word: string): string {
    const known = this.#words.get(word);
    if (known !== undefined) return known;
    if (this.#words.size === WORDS) this.#words.clear();
    this.#words.set(word, word);
    return word;
  }

  #makeRoom(): void {
    const rows = Math.min(this.#rows * 2, this.#mostRows);
    if (rows <= this.#rows) {
      this.#forgetFirst();
      return;
    }
    const numbers = new Float64Array(rows * NUMBERS);
    numbers.set(this.#numbers.subarray(this.#first * NUMBERS));
    numbers.set(this.#numbers.subarray(0, this.#first * NUMBERS), (this.#rows - this.#first) * NUMBERS);
    const texts = [...this.#texts.slice(this.#first * TEXTS), ...this.#texts.slice(0, this.#first * TEXTS)];
    this.#numbers = numbers;
    this.#texts = texts.concat(new Array<string | null>((rows - this.#rows) * TEXTS).fill(null));
    this.#rows = rows;
    this.#first = 0;
  }
}
