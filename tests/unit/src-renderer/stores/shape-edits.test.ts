import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridShape, presetShapes, regularShape } from '../../../../src-contract/model/layout.ts';
import { emptyWall, wallSchema, type Wall } from '../../../../src-contract/model/wall.ts';
import * as shapes from '../../../../src-renderer/stores/shape-edits.ts';

const wallOf = (shape: Wall['shape'], ...cells: (string | null)[]): Wall => ({
  ...emptyWall,
  shape,
  cells: emptyWall.cells.map((_, cell) => cells[cell] ?? null),
});
const nine = (): Wall => wallOf(regularShape(9), 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i');
const cameras = (wall: Wall): readonly string[] => wall.cells.flatMap((id) => id ?? []).sort();

describe('merging', () => {
  it('makes one tile of a rectangle, with its first camera, and keeps the others behind the glass', () => {
    const merged = shapes.mergeTiles(nine(), [0, 4]);
    expect(merged.shape.tiles).toHaveLength(6);
    expect(merged.shape.tiles[0]).toEqual({ column: 0, row: 0, columnSpan: 2, rowSpan: 2 });
    expect(merged.cells.slice(0, 10)).toEqual(['a', 'c', 'f', 'g', 'h', 'i', 'b', 'd', 'e', null]);
  });

  it('is refused where the rectangle would cut a large tile', () => {
    const merged = shapes.mergeTiles(nine(), [0, 4]);
    expect(shapes.mergeable(merged.shape, [2, 3])).toBeNull();
    expect(shapes.mergeTiles(merged, [2, 3])).toBe(merged);
    expect(shapes.mergeable(merged.shape, [0])).toBeNull();
  });

  it('takes the first tile with a camera when the first one is empty', () => {
    const merged = shapes.mergeTiles(wallOf(regularShape(4), null, 'b', 'c', 'd'), [0, 1]);
    expect(merged.cells.slice(0, 4)).toEqual(['b', 'c', 'd', null]);
  });

  it('takes the hot spot along', () => {
    expect(shapes.mergeTiles({ ...nine(), hotspot: 8 }, [0, 4]).hotspot).toBe(5);
    expect(shapes.mergeTiles({ ...nine(), hotspot: 4 }, [0, 4]).hotspot).toBe(0);
  });
});

describe('splitting', () => {
  it('brings back what merging put behind the glass', () => {
    const split = shapes.splitTile(shapes.mergeTiles(nine(), [0, 4]), 0);
    expect(split.shape.tiles).toHaveLength(9);
    expect(split.cells.slice(0, 9)).toEqual(['a', 'c', 'f', 'g', 'h', 'i', 'b', 'd', 'e']);
  });

  it('never makes more than 64 tiles, and leaves a small tile alone', () => {
    const wide = wallOf({
      ...gridShape(8, 8),
      columns: 9,
      tiles: [...gridShape(8, 8).tiles.slice(1), { column: 8, row: 0, columnSpan: 1, rowSpan: 2 }],
    });
    expect(shapes.splitTile(wide, 63)).toBe(wide);
    const wall = nine();
    expect(shapes.splitTile(wall, 3)).toBe(wall);
  });
});

it('chooses every tile of the rectangle between two', () => {
  expect(shapes.tilesBetween(regularShape(9), 0, 4)).toEqual([0, 1, 3, 4]);
  expect(shapes.tilesBetween(regularShape(9), 7, 5)).toEqual([4, 5, 7, 8]);
});

it('makes grids of columns and rows, as far as there may be tiles', () => {
  expect(shapes.regrid(nine(), 5, 2).shape).toEqual(gridShape(5, 2));
  const wall = nine();
  expect(shapes.regrid(wall, 9, 8)).toBe(wall);
  expect(shapes.regrid(wall, 0, 3)).toBe(wall);
});

it('shows the camera of another tile in the hot spot, and nothing of an empty one', () => {
  const wall = { ...nine(), hotspot: 0 };
  expect(shapes.inHotspot(wall, 4).cells[0]).toBe('e');
  expect(shapes.inHotspot(wall, 0)).toBe(wall);
  expect(shapes.inHotspot(nine(), 4)).toEqual(nine());
});

it('loses no camera and never makes a wall that cannot be saved', () => {
  const tile = fc.nat(63);
  const change = fc.oneof(
    fc.tuple(tile, tile).map(
      ([one, other]) =>
        (wall: Wall) =>
          shapes.mergeTiles(wall, [one, other]),
    ),
    tile.map((at) => (wall: Wall) => shapes.splitTile(wall, at)),
    fc.tuple(fc.nat(16), fc.nat(16)).map(
      ([columns, rows]) =>
        (wall: Wall) =>
          shapes.regrid(wall, columns, rows),
    ),
    tile.map((at) => (wall: Wall) => (at < wall.shape.tiles.length ? shapes.toggleHotspot(wall, at) : wall)),
  );
  const start = fc.constantFrom(...presetShapes).map(({ shape }) => wallOf(shape, ...Array.from({ length: 64 }, (_, at) => `cam-${at}`)));
  fc.assert(
    fc.property(start, fc.array(change, { maxLength: 20 }), (wall, changes) => {
      const end = changes.reduce((current, apply) => apply(current), wall);
      expect(wallSchema.safeParse(end).success).toBe(true);
      expect(cameras(end)).toEqual(cameras(wall));
      expect(end.hotspot === null || end.hotspot < end.shape.tiles.length).toBe(true);
    }),
  );
});
