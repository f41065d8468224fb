import { describe, expect, test } from 'vitest';
import { fitsInto } from '../../../../src-main/ipc/payload-size.ts';

describe('fitsInto', () => {
  test('counts strings, keys and bytes', () => {
    expect(fitsInto('x'.repeat(100), 100)).toBe(true);
    expect(fitsInto('x'.repeat(101), 100)).toBe(false);
    expect(fitsInto({ ['k'.repeat(200)]: 1 }, 100)).toBe(false);
    expect(fitsInto(new Uint8Array(200), 100)).toBe(false);
  });

  test('stops at cycles, depth and endless members', () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(fitsInto(cycle, 1_000_000)).toBe(false);
    let deep: unknown = 1;
    for (let level = 0; level < 100; level += 1) deep = [deep];
    expect(fitsInto(deep, 1_000_000)).toBe(false);
    expect(
      fitsInto(
        Array.from({ length: 200_000 }, () => 0),
        1_000_000,
      ),
    ).toBe(false);
    expect(
      fitsInto(
        Array.from({ length: 10_000 }, () => 'a'.repeat(36)),
        1_000_000,
      ),
    ).toBe(true);
  });
});
