import { expect, it } from 'vitest';
import { driftLevel, driftNews } from '../../../../src-main/base/clock-drift.ts';

it.each([
  [0, 0, 'right'],
  [2_000, 0, 'right'],
  [2_001, 0, 'warn'],
  [-2_001, 0, 'warn'],
  [2_500, 500, 'right'],
  [60_000, 0, 'warn'],
  [60_001, 0, 'far'],
  [-90_000, 100, 'far'],
  [-60_050, 100, 'warn'],
] as const)('takes an offset of %i ms known to %i ms as %s', (offsetMs, uncertaintyMs, level) => {
  expect(driftLevel({ offsetMs, uncertaintyMs })).toBe(level);
});

it('tells a level once, and nothing while nothing is known', () => {
  expect(driftNews('right', null)).toBeNull();
  expect(driftNews('right', { offsetMs: 5, uncertaintyMs: 1 })).toBeNull();
  expect(driftNews('right', { offsetMs: 5_000, uncertaintyMs: 1 })).toBe('warn');
  expect(driftNews('warn', { offsetMs: 5_000, uncertaintyMs: 1 })).toBeNull();
  expect(driftNews('far', { offsetMs: 0, uncertaintyMs: 1 })).toBe('right');
});
