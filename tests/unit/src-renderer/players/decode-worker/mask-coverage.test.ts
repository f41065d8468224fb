import { expect, test } from 'vitest';
import type { MaskShape } from '../../../../../src-contract/model/privacy.ts';
import { coverageOf, halvedSpans, stripesOf, type Span } from '../../../../../src-renderer/players/decode-worker/mask-coverage.ts';

const square: MaskShape = [
  { x: 0.25, y: 0.25 },
  { x: 0.75, y: 0.25 },
  { x: 0.75, y: 0.75 },
  { x: 0.25, y: 0.75 },
];
const at = (spans: readonly Span[], x: number, y: number): boolean => spans.some(({ row, from, to }) => row === y && from <= x && x < to);

/** Even-odd, as the contract says. */
function isInside(shape: MaskShape, x: number, y: number): boolean {
  let inside = false;
  for (const [index, { x: ax, y: ay }] of shape.entries()) {
    const next = shape[(index + 1) % shape.length]!; // within its bounds
    if (ay > y !== next.y > y && x < ax + ((y - ay) / (next.y - ay)) * (next.x - ax)) inside = !inside;
  }
  return inside;
}

test('every pixel any part of which lies inside is covered, and few others', () => {
  let seed = 7;
  const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  for (let round = 0; round < 60; round += 1) {
    const shape = Array.from({ length: 3 + (round % 5) }, () => ({ x: random(), y: random() }));
    const size = { width: 24 + (round % 9) * 7, height: 16 + (round % 7) * 5 };
    const spans = coverageOf([shape], size);
    for (let y = 0; y < size.height; y += 1)
      for (let x = 0; x < size.width; x += 1)
        for (const [dx, dy] of [
          [0.5, 0.5],
          [0.05, 0.05],
          [0.95, 0.95],
        ] as const)
          if (isInside(shape, (x + dx) / size.width, (y + dy) / size.height)) expect(at(spans, x, y), `${round}: ${x} ${y}`).toBe(true);
  }
  const covered = coverageOf([square], { width: 100, height: 100 }).reduce((sum, { from, to }) => sum + to - from, 0);
  expect(covered).toBeGreaterThanOrEqual(2500);
  expect(covered).toBeLessThan(2900);
});

test('a mask over the whole picture covers all of it, and one at the edge nothing beyond', () => {
  const whole: MaskShape = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 1, y: 1 },
    { x: 0, y: 1 },
  ];
  const spans = coverageOf([whole], { width: 32, height: 18 });
  expect(spans).toEqual(Array.from({ length: 18 }, (_, row) => ({ row, from: 0, to: 32 })));
  expect(coverageOf([], { width: 32, height: 18 })).toEqual([]);
});

test('overlapping masks make one stretch, and a crossing polygon covers each enclosed part', () => {
  const moved = square.map(({ x, y }) => ({ x: x + 0.1, y }));
  expect(coverageOf([square, moved], { width: 100, height: 100 }).filter(({ row }) => row === 50)).toEqual([{ row: 50, from: 24, to: 86 }]);
  const bowTie: MaskShape = [
    { x: 0.1, y: 0.1 },
    { x: 0.9, y: 0.9 },
    { x: 0.9, y: 0.1 },
    { x: 0.1, y: 0.9 },
  ];
  const spans = coverageOf([bowTie], { width: 100, height: 100 });
  expect([at(spans, 20, 50), at(spans, 80, 50), at(spans, 50, 15)]).toEqual([true, true, false]);
});

test('stripes lie within what is covered, and every halved sample of a covered pixel is covered', () => {
  const spans = coverageOf([square], { width: 97, height: 97 });
  const stripes = stripesOf(spans, 97);
  const count = (all: readonly Span[]): number => all.reduce((sum, { from, to }) => sum + to - from, 0);
  for (const { row, from, to } of stripes) for (let x = from; x < to; x += 1) expect(at(spans, x, row)).toBe(true);
  expect(count(stripes) / count(spans)).toBeCloseTo(0.5, 1);
  const halved = halvedSpans(spans);
  for (const { row, from, to } of spans) for (let x = from; x < to; x += 1) expect(at(halved, x >> 1, row >> 1)).toBe(true);
});
