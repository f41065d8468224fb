import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import openAssembler from 'wabt';
import { I420Scaler, type I420Planes } from '../../../../../src-renderer/players/decode-worker/i420-scaler.ts';
import { planeScalerCode } from '../../../../../src-renderer/players/decode-worker/plane-scaler-code.ts';
import type { PixelSize } from '../../../../../src-renderer/players/pixel-size.ts';

const half = (side: number): number => Math.ceil(side / 2);
const sizeOf = (plane: number, { width, height }: PixelSize): PixelSize =>
  plane === 0 ? { width, height } : { width: half(width), height: half(height) };

/** Each plane its own slope, so that planes, rows and columns cannot be taken for one another. */
const slopes = [
  (x: number, y: number) => 20 + x * 150 + y * 60,
  (x: number, y: number) => 200 - x * 90 - y * 30,
  (x: number, y: number) => 10 + x * 40 + y * 180,
] as const;

function fill(planes: I420Planes, size: PixelSize, value: (plane: number, x: number, y: number, of: PixelSize) => number): void {
  for (const [plane, { offset, stride }] of planes.layout.entries()) {
    const of = sizeOf(plane, size);
    for (let y = 0; y < of.height; y += 1) {
      for (let x = 0; x < of.width; x += 1) planes.data[offset + y * stride + x] = Math.round(value(plane, x, y, of));
    }
  }
}

test.each([
  [
    { width: 640, height: 360 },
    { width: 477, height: 268 },
  ],
  [
    { width: 640, height: 360 },
    { width: 239, height: 135 },
  ],
  [
    { width: 640, height: 360 },
    { width: 640, height: 359 },
  ],
  [
    { width: 1_919, height: 1_081 },
    { width: 447, height: 251 },
  ],
  [
    { width: 353, height: 289 },
    { width: 83, height: 3 },
  ],
])('%o to %o: every pixel of every plane is where it belongs', (from, to) => {
  const scaler = new I420Scaler();
  fill(scaler.source(from), from, (plane, x, y, of) => slopes[plane]?.(x / of.width, y / of.height) ?? 0);
  const scaled = scaler.scale(from, to);
  let worst = 0;
  for (const [plane, { offset, stride }] of scaled.layout.entries()) {
    const [source, target] = [sizeOf(plane, from), sizeOf(plane, to)];
    for (let y = 0; y < target.height; y += 1) {
      for (let x = 0; x < target.width; x += 1) {
        const atX = Math.max(0, ((x + 0.5) * source.width) / target.width - 0.5);
        const atY = Math.max(0, ((y + 0.5) * source.height) / target.height - 0.5);
        const expected = slopes[plane]?.(atX / source.width, atY / source.height) ?? 0;
        worst = Math.max(worst, Math.abs((scaled.data[offset + y * stride + x] ?? 0) - expected));
      }
    }
  }
  expect(worst).toBeLessThanOrEqual(2.1);
});

test('black and white stay what they are, also at the edges', () => {
  const scaler = new I420Scaler();
  const [from, to] = [
    { width: 64, height: 36 },
    { width: 31, height: 17 },
  ];
  for (const value of [0, 255]) {
    fill(scaler.source(from), from, () => value);
    const { data, layout } = scaler.scale(from, to);
    const seen = new Set(Array.from({ length: 31 * 17 }, (_, at) => data[Math.floor(at / 31) * layout[0].stride + (at % 31)]));
    expect([...seen]).toEqual([value]);
  }
});

test('one scaler serves many sizes in turn', () => {
  const scaler = new I420Scaler();
  for (const [width, height] of [
    [1_280, 720],
    [64, 36],
    [1_920, 1_080],
  ] as const) {
    const [from, to] = [
      { width, height },
      { width: width / 2, height: height / 2 },
    ];
    fill(scaler.source(from), from, (plane) => 50 + plane);
    const { data, layout } = scaler.scale(from, to);
    expect(layout.map(({ offset }) => data[offset])).toEqual([50, 51, 52]);
  }
});

test.each([
  [{ width: 65, height: 36 }, 'wider'],
  [{ width: 64, height: 37 }, 'higher'],
  [{ width: 14, height: 36 }, 'too narrow'],
])('%o is refused: %s', (to) => {
  const scaler = new I420Scaler();
  scaler.source({ width: 64, height: 36 });
  expect(() => scaler.scale({ width: 64, height: 36 }, to)).toThrow(RangeError);
});

test('the code is what its text says', async () => {
  const file = resolve(import.meta.dirname, '../../../../../src-renderer/players/decode-worker/plane-scaler.wat');
  const assembler = await openAssembler();
  const module = assembler.parseWat(file, readFileSync(file, 'utf8'), { simd: true });
  module.validate();
  expect(Buffer.from(module.toBinary({}).buffer).toString('base64')).toBe(planeScalerCode);
});
