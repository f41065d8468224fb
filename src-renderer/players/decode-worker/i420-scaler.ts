import type { PixelSize } from '../pixel-size.ts';
import { planeScalerCode } from './plane-scaler-code.ts';

/** Planes in the scaler's own memory: copy out before the next call. */
export interface I420Planes {
  readonly data: Uint8Array<ArrayBuffer>;
  readonly layout: readonly [PlaneLayout, PlaneLayout, PlaneLayout];
}

/** Four target pixels and their right neighbours must lie within sixteen source pixels. */
export const LARGEST_RATIO = 4.3;
const LARGEST_SIDE = 8_192;

const PIXELS_A_GROUP = 8;
const GROUP_BYTES = 64;
const PAGE_BYTES = 65_536;
/** The memory: two tables, one blended row, then source and target. */
const LUMA_TABLE = 0;
const CHROMA_TABLE = PAGE_BYTES;
const ROW = 2 * PAGE_BYTES;
const SOURCE = ROW + PAGE_BYTES;
/** The last load of a row reaches past its end. */
const OVERREAD = 16;

type ScalePlane = (
  ...args: [source: number, stride: number, height: number, target: number, stride: number, height: number, row: number, table: number]
) => void;

/** Makes I420 pictures smaller, bilinear, in WebAssembly SIMD. Throws where that is not allowed or not known. */
export class I420Scaler {
  readonly #memory: WebAssembly.Memory;
  readonly #scalePlane: ScalePlane;
  #tablesFor = '';

  constructor() {
    const code = Uint8Array.from(atob(planeScalerCode), (character) => character.charCodeAt(0));
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code));
    this.#memory = exports['memory'] as WebAssembly.Memory; // exported by our own code
    this.#scalePlane = exports['scalePlane'] as ScalePlane; // the same
  }

  /** Where to put a picture of this size before `scale`. */
  source(size: PixelSize): I420Planes {
    const layout = layoutOf(size, 16);
    this.#reserve(SOURCE + bytesOf(layout, size) + OVERREAD);
    return { data: new Uint8Array(this.#memory.buffer, SOURCE, bytesOf(layout, size)), layout };
  }

  /** Scales what was put there. Neither side may grow, and the width shrinks by `LARGEST_RATIO` at most. */
  scale(from: PixelSize, to: PixelSize): I420Planes {
    if (to.width > from.width || to.height > from.height || from.width / to.width > LARGEST_RATIO || from.width > LARGEST_SIDE) {
      throw new RangeError(`cannot scale ${from.width}x${from.height} to ${to.width}x${to.height}`);
    }
    const sources = layoutOf(from, 16);
    const targets = layoutOf(to, PIXELS_A_GROUP);
    const target = roundUp(SOURCE + bytesOf(sources, from) + OVERREAD, 16);
    this.#reserve(target + bytesOf(targets, to));
    this.#setTables(from.width, to.width);
    for (const [index, plane] of targets.entries()) {
      const { offset, stride } = sources[index] ?? plane;
      const heights = index === 0 ? [from.height, to.height] : [half(from.height), half(to.height)];
      const [height = 0, targetHeight = 0] = heights;
      const table = index === 0 ? LUMA_TABLE : CHROMA_TABLE;
      this.#scalePlane(SOURCE + offset, stride, height, target + plane.offset, plane.stride, targetHeight, ROW, table);
    }
    return { data: new Uint8Array(this.#memory.buffer, target, bytesOf(targets, to)), layout: targets };
  }

  #reserve(bytes: number): void {
    const missing = bytes - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE_BYTES));
  }

  #setTables(sourceWidth: number, width: number): void {
    const key = `${sourceWidth} ${width}`;
    if (key === this.#tablesFor) return;
    const memory = new Uint8Array(this.#memory.buffer);
    memory.set(squeezeTable(sourceWidth, width), LUMA_TABLE);
    memory.set(squeezeTable(half(sourceWidth), half(width)), CHROMA_TABLE);
    this.#tablesFor = key;
  }
}

/** How a row of `sourceWidth` pixels becomes one of `width`: 64 bytes for each eight pixels, laid out as `plane-scaler.wat` says. */
function squeezeTable(sourceWidth: number, width: number): Uint8Array {
  const groups = Math.ceil(width / PIXELS_A_GROUP);
  const table = new Uint8Array(groups * GROUP_BYTES);
  const view = new DataView(table.buffer);
  for (let group = 0; group < groups; group += 1) {
    const entry = group * GROUP_BYTES;
    for (const fours of [0, 1]) {
      const first = group * PIXELS_A_GROUP + fours * 4;
      const base = neighbours(first, sourceWidth, width).left;
      view.setUint32(entry + fours * 4, base, true);
      const taken = entry + 16 + fours * 16;
      table.fill(0xff, taken, taken + 16); // "no byte" to a swizzle
      for (let pixel = 0; pixel < 4; pixel += 1) {
        const { left, right, weight } = neighbours(first + pixel, sourceWidth, width);
        const lane = fours * 4 + pixel;
        table[taken + lane] = left - base;
        table[taken + 8 + lane] = right - base;
        table[entry + 48 + lane] = 128 - weight;
        table[entry + 56 + lane] = weight;
      }
    }
  }
  return table;
}

/** The two source pixels around the centre of a target pixel, and the weight of the right one out of 128. */
function neighbours(pixel: number, sourceWidth: number, width: number): { left: number; right: number; weight: number } {
  const centre = ((Math.min(pixel, width - 1) + 0.5) * sourceWidth) / width - 0.5;
  const left = Math.max(0, Math.floor(centre));
  return { left, right: Math.min(sourceWidth - 1, left + 1), weight: Math.round(Math.max(0, centre - left) * 128) };
}

function layoutOf({ width, height }: PixelSize, strideStep: number): I420Planes['layout'] {
  const stride = roundUp(width, strideStep);
  const chromaStride = roundUp(half(width), strideStep);
  const chroma = stride * height;
  return [
    { offset: 0, stride },
    { offset: chroma, stride: chromaStride },
    { offset: chroma + chromaStride * half(height), stride: chromaStride },
  ];
}

const bytesOf = ([, , last]: I420Planes['layout'], { height }: PixelSize): number => last.offset + last.stride * half(height);
const half = (side: number): number => Math.ceil(side / 2);
const roundUp = (value: number, step: number): number => Math.ceil(value / step) * step;
