import { expect, it } from 'vitest';
import { markPlaces } from '../../../../src-renderer/ui/watermark/watermark-layout.ts';

it('marks every picture at least once, and not across its middle', () => {
  expect(markPlaces({ width: 0, height: 0 }, 'dense')).toHaveLength(1);
  expect(markPlaces({ width: 240, height: 135 }, 'sparse')).toEqual([{ x: 0.5, y: 0.66 }]);
});

it('has more marks the larger the picture and the denser the policy, within bounds', () => {
  const count = (width: number, density: 'sparse' | 'normal' | 'dense') => markPlaces({ width, height: (width * 9) / 16 }, density).length;
  expect(count(1920, 'sparse')).toBeLessThan(count(1920, 'normal'));
  expect(count(1920, 'normal')).toBeLessThan(count(1920, 'dense'));
  expect(count(480, 'normal')).toBeLessThan(count(1920, 'normal'));
  expect(count(40_000, 'dense')).toBeLessThanOrEqual(80);
});

it('leaves no column of a large picture without a mark', () => {
  const places = markPlaces({ width: 1920, height: 1080 }, 'normal');
  expect(new Set(places.map(({ x }) => x.toFixed(3))).size).toBeGreaterThan(8);
  for (const { x, y } of places) expect(x > 0 && x < 1 && y > 0 && y < 1).toBe(true);
});
