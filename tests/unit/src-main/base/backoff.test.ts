import { describe, expect, it } from 'vitest';
import { backoffMs, reconnectDelaysMs } from '../../../../src-main/base/backoff.ts';

describe('backoffMs', () => {
  it('grows step by step and stays at the last step', () => {
    const middle = (): number => 0.5;
    expect([1, 2, 3, 4, 5, 6, 7, 8, 100].map((failures) => backoffMs(failures, reconnectDelaysMs, middle))).toEqual([
      1000, 1000, 2000, 5000, 10_000, 30_000, 60_000, 60_000, 60_000,
    ]);
  });

  it('spreads by a fifth to both sides', () => {
    expect(backoffMs(1, reconnectDelaysMs, () => 0)).toBeCloseTo(800);
    expect(backoffMs(1, reconnectDelaysMs, () => 0.999_999)).toBeCloseTo(1200, 2);
  });
});
