/**
 * The machine-readable strip in every simulated picture: which scene, which stream, which frame.
 *
 * One row of 32 cells at the bottom left; the picture is 40 cells wide, so a cell is 16 px of a
 * 640×360 picture (one H.264 macroblock) and still 4 px of a 160×90 tile. Cells, left to right:
 * sync 1010 · frame 10 bits · scene 5 bits · stream 3 bits · CRC-8 of those 18 bits · sync 01.
 * Pure functions: the clip generator paints `encodeBlockCode`, tests and benchmarks read
 * screenshots with `decodeBlockCode`.
 */
export const cellsAcross = 40;
export const codeCells = 32;
/** Height of the strip as a share of the picture's height (16 px of 360). */
export const stripShare = 16 / 360;

export const streamCodes = ['sub', 'main', 'hevc', 'mjpeg'] as const;
export type StreamCode = (typeof streamCodes)[number];

export interface BlockCode {
  /** Index of the frame within its clip, 0…1023. */
  readonly frame: number;
  /** 1…31. */
  readonly scene: number;
  readonly stream: StreamCode;
}

const syncHead = [1, 0, 1, 0];
const syncTail = [0, 1];

/** The 32 cells, 1 = white. */
export function encodeBlockCode(code: BlockCode): readonly number[] {
  const payload = (code.frame << 8) | (code.scene << 3) | streamCodes.indexOf(code.stream);
  return [...syncHead, ...bitsOf(payload, 18), ...bitsOf(crc8(payload), 8), ...syncTail];
}

/**
 * Reads the strip from RGBA pixels of a picture or of a tile that shows the whole picture, edge to
 * edge. Tolerates scaling, compression, noise and a crop that is a pixel or two off; `null` when
 * sync or CRC do not hold, never a guess.
 */
export function decodeBlockCode(pixels: Uint8Array | Uint8ClampedArray, width: number, height: number): BlockCode | null {
  const rows = [0.5, 0.35, 0.65, 0.85].map((share) => Math.round(height - height * stripShare * share - 0.5));
  for (const row of rows) {
    for (const shift of [0, -0.2, 0.2, -0.35, 0.35]) {
      const found = readRow(pixels, width, height, row, shift);
      if (found !== null) return found;
    }
  }
  return null;
}

/** `shift` moves the sampling points by that share of a cell. */
function readRow(pixels: Uint8Array | Uint8ClampedArray, width: number, height: number, row: number, shift: number): BlockCode | null {
  const cell = width / cellsAcross;
  const half = Math.max(0, Math.floor(cell * 0.15));
  const levels: number[] = [];
  for (let index = 0; index < codeCells; index += 1) {
    levels.push(meanLuma(pixels, width, height, Math.round((index + 0.5 + shift) * cell - 0.5), row, half));
  }
  const white = (levels[0] ?? 0) / 2 + (levels[2] ?? 0) / 2;
  const black = (levels[1] ?? 0) / 2 + (levels[3] ?? 0) / 2;
  if (white - black < 60) return null;
  return parseCells(levels.map((level) => (level > (white + black) / 2 ? 1 : 0)));
}

function parseCells(cells: readonly number[]): BlockCode | null {
  if (syncHead.some((bit, index) => cells[index] !== bit)) return null;
  if (syncTail.some((bit, index) => cells[30 + index] !== bit)) return null;
  const payload = numberOf(cells.slice(4, 22));
  if (crc8(payload) !== numberOf(cells.slice(22, 30))) return null;
  const stream = streamCodes[payload & 7];
  return stream === undefined ? null : { frame: payload >> 8, scene: (payload >> 3) & 31, stream };
}

function meanLuma(pixels: Uint8Array | Uint8ClampedArray, width: number, height: number, x: number, y: number, half: number): number {
  let sum = 0;
  let count = 0;
  for (let py = Math.max(0, y - half); py <= Math.min(height - 1, y + half); py += 1) {
    for (let px = Math.max(0, x - half); px <= Math.min(width - 1, x + half); px += 1) {
      const at = (py * width + px) * 4;
      sum += 0.2126 * (pixels[at] ?? 0) + 0.7152 * (pixels[at + 1] ?? 0) + 0.0722 * (pixels[at + 2] ?? 0);
      count += 1;
    }
  }
  return count === 0 ? 0 : sum / count;
}

function bitsOf(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => (value >> (count - 1 - index)) & 1);
}

function numberOf(bits: readonly number[]): number {
  return bits.reduce((value, bit) => value * 2 + bit, 0);
}

/** CRC-8 (polynomial 0x07, start 0xff so that an all-black strip is invalid) over three payload bytes. */
function crc8(payload: number): number {
  let crc = 0xff;
  for (const byte of [(payload >> 16) & 0xff, (payload >> 8) & 0xff, payload & 0xff]) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x80) === 0 ? (crc << 1) & 0xff : ((crc << 1) ^ 0x07) & 0xff;
  }
  return crc;
}
