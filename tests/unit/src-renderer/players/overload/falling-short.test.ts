import { expect, it } from 'vitest';
import { fallingShort } from '../../../../../src-renderer/players/overload/falling-short.ts';
import type { LoadSample } from '../../../../../src-renderer/players/overload/load-health.ts';

const sample = (painted: readonly number[], lateMs: number, due = 40): LoadSample => ({
  ...{ workerLateMs: lateMs, windowLateMs: 0, lowerable: false },
  streams: painted.map((count, index) => ({
    ...{ stream: index + 1, areaPx: 1, protectedTile: false, halvable: false, due, painted: count, delayMs: 50 },
  })),
});
const none: ReadonlySet<number> = new Set();

it('names the streams that lose a quarter of their frames while a core is waited for', () => {
  expect([...fallingShort(none, sample([40, 29, 31], 100))]).toEqual([2]);
});

it('does not blame the machine for bursts while nobody waits for a core', () => {
  expect(fallingShort(none, sample([10], 20)).size).toBe(0);
});

it('goes on saying so until nearly all frames are shown again, and not longer', () => {
  const before = new Set([1]);
  expect(fallingShort(before, sample([35], 0)).has(1)).toBe(true);
  expect(fallingShort(before, sample([36], 0)).has(1)).toBe(false);
});

it('takes no share from a handful of frames, and forgets streams that are gone', () => {
  expect([...fallingShort(none, sample([0], 500, 7))]).toEqual([]);
  expect([...fallingShort(new Set([1, 2]), sample([0], 500, 7))]).toEqual([1]);
});
