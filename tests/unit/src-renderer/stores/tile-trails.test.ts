import { expect, it } from 'vitest';
import { emptyWall, type Wall } from '../../../../src-contract/model/wall.ts';
import { TRAIL_LENGTH, trailsAfter, trailStep, type Trails } from '../../../../src-renderer/stores/tile-trails.ts';
import { place } from '../../../../src-renderer/stores/wall-edits.ts';

const none: Trails = new Map();
function shown(...cameras: readonly string[]): { wall: Wall; trails: Trails } {
  let [wall, trails]: [Wall, Trails] = [emptyWall, none];
  for (const camera of cameras) {
    const next = place(wall, 1, camera);
    trails = trailsAfter(trails, wall, next);
    wall = next;
  }
  return { wall, trails };
}

it('remembers the last eight of a tile, and of no other', () => {
  const { trails } = shown('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l');
  expect(trails.get(1)?.past.join('')).toBe('defghijk');
  expect(trails.get(1)?.past).toHaveLength(TRAIL_LENGTH);
  expect(trails.has(0)).toBe(false);
});

it('goes back and forward again', () => {
  const { trails } = shown('a', 'b', 'c');
  const back = trailStep(trails, 1, 'c', 'back');
  expect(back?.camera).toBe('b');
  const further = trailStep(back?.trails ?? none, 1, 'b', 'back');
  expect(further?.camera).toBe('a');
  expect(trailStep(further?.trails ?? none, 1, 'a', 'back')).toBeNull();
  expect(trailStep(further?.trails ?? none, 1, 'a', 'forward')?.camera).toBe('b');
});

it('brings back what was cleared, and forgets the way forward when something else is placed', () => {
  const { wall, trails } = shown('a', 'b');
  const cleared = { ...wall, cells: wall.cells.map(() => null) };
  expect(trailStep(trailsAfter(trails, wall, cleared), 1, null, 'back')?.camera).toBe('b');
  const back = trailStep(trails, 1, 'b', 'back')?.trails ?? none;
  const onA = place(wall, 1, 'a');
  expect(trailStep(trailsAfter(back, onA, place(onA, 1, 'x')), 1, 'x', 'forward')).toBeNull();
});
