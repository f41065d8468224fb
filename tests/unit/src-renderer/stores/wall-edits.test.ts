import fc from 'fast-check';
import { expect, it } from 'vitest';
import { presetShapes, regularShape } from '../../../../src-contract/model/layout.ts';
import { emptyWall, wallSchema, type Wall } from '../../../../src-contract/model/wall.ts';
import * as edits from '../../../../src-renderer/stores/wall-edits.ts';
import { demoCameras } from '../../../fakes/demo-cameras.ts';

const ids = demoCameras(64).map((camera) => camera.id);
const id = (index: number): string => ids[index] ?? '';
const wallOf = (...cells: (string | null)[]): Wall => ({ ...emptyWall, cells: emptyWall.cells.map((_, at) => cells[at] ?? null) });
const free: edits.IsFree = (cell) => cell === null;

it('places, swaps and clears', () => {
  const placed = edits.place(edits.place(emptyWall, 0, id(0)), 3, id(1));
  expect(placed.cells.slice(0, 4)).toEqual([id(0), null, null, id(1)]);
  expect(edits.swap(placed, 0, 3).cells.slice(0, 4)).toEqual([id(1), null, null, id(0)]);
  expect(edits.swap(placed, 3, 1).cells.slice(0, 4)).toEqual([id(0), id(1), null, null]);
  expect(edits.clearCell(placed, 0).cells[0]).toBeNull();
  expect(edits.clearAll(placed).cells.every((cell) => cell === null)).toBe(true);
});

it('fills the glass and empties what is left of it, but forgets nothing beyond it', () => {
  const wall = edits.place(wallOf(id(9), id(8), id(7), id(6)), 10, id(5));
  expect(edits.fill(wall, [id(0), id(1)]).cells.slice(0, 4)).toEqual([id(0), id(1), null, null]);
  expect(edits.fill(wall, [id(0)]).cells[10]).toBe(id(5));
});

it('places several from a tile on, as many as fit', () => {
  expect(edits.placeMany(emptyWall, 2, [id(0), id(1), id(2)]).cells.slice(0, 5)).toEqual([null, null, id(0), id(1), null]);
});

it('answers the same wall when nothing changes', () => {
  const wall = wallOf(id(0));
  expect(edits.place(wall, 0, id(0))).toBe(wall);
  expect(edits.swap(wall, 2, 3)).toBe(wall);
  expect(edits.reshape(wall, regularShape(4))).toBe(wall);
  expect(edits.restore(wall)).toBe(wall);
});

it('goes back to the wall when the enlarged tile is cleared or the grid changes', () => {
  const wall = edits.toggleEnlarged(wallOf(id(0)), 0);
  expect(wall.enlarged).toBe(0);
  expect(edits.toggleEnlarged(wall, 0).enlarged).toBeNull();
  expect(edits.clearCell(wall, 0).enlarged).toBeNull();
  expect(edits.reshape(wall, regularShape(9)).enlarged).toBeNull();
});

it('shrinking and growing again brings every camera back', () => {
  const wall = edits.fill(edits.reshape(emptyWall, regularShape(16)), ids);
  expect(edits.reshape(edits.reshape(wall, regularShape(1)), regularShape(16)).cells).toEqual(wall.cells);
});

it('puts cameras on the selected tile if free, then on the next free one, else replaces the selected one', () => {
  expect(edits.targetCell(wallOf(), 2, free)).toBe(2);
  expect(edits.targetCell(wallOf(null, null, id(0)), 2, free)).toBe(3);
  expect(edits.targetCell(wallOf(null, id(1), id(0), id(2)), 2, free)).toBe(0);
  expect(edits.targetCell(wallOf(id(0), id(1), id(2), id(3)), 2, free)).toBe(2);
});

it('never makes a wall that cannot be saved', () => {
  const cell = fc.integer({ min: 0, max: 63 });
  const change = fc.oneof(
    fc.tuple(cell, fc.nat(63)).map(
      ([at, camera]) =>
        (wall: Wall) =>
          edits.place(wall, at, id(camera)),
    ),
    fc.tuple(cell, cell).map(
      ([from, to]) =>
        (wall: Wall) =>
          edits.swap(wall, from, to),
    ),
    cell.map((at) => (wall: Wall) => edits.clearCell(wall, at)),
    cell.map((at) => (wall: Wall) => edits.toggleEnlarged(wall, at)),
    fc.constantFrom(...presetShapes).map(
      ({ shape }) =>
        (wall: Wall) =>
          edits.reshape(wall, shape),
    ),
    fc.nat(64).map((count) => (wall: Wall) => edits.fill(wall, ids.slice(0, count))),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      expect(wallSchema.safeParse(changes.reduce((wall, apply) => apply(wall), emptyWall)).success).toBe(true);
    }),
  );
});
