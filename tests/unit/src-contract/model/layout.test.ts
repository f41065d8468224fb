import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  gridShape,
  layoutShapeSchema,
  neighbour,
  presetShapes,
  regularShape,
  sameShape,
  shapeAround,
  shapeProblem,
  type LayoutShape,
  type TilePlace,
} from '../../../../src-contract/model/layout.ts';
import { emptyWall, readStoredWall } from '../../../../src-contract/model/wall.ts';

const tile = (column: number, row: number, columnSpan = 1, rowSpan = 1): TilePlace => ({ column, row, columnSpan, rowSpan });
const preset = (name: string): LayoutShape => presetShapes.find((one) => one.name === name)?.shape ?? regularShape(1);

describe('a shape', () => {
  it('is refused when tiles overlap, leave the grid, are none or too many', () => {
    expect(shapeProblem({ columns: 3, rows: 3, tiles: [tile(0, 0, 2, 2), tile(1, 1)] })).toBe('overlap');
    expect(shapeProblem({ columns: 3, rows: 3, tiles: [tile(2, 0, 2, 1)] })).toBe('outside');
    expect(shapeProblem({ columns: 3, rows: 3, tiles: [] })).toBe('no-tiles');
    expect(shapeProblem(gridShape(9, 8))).toBe('too-many-tiles');
    expect(layoutShapeSchema.safeParse({ columns: 2, rows: 2, tiles: [tile(0, 0, 2, 2), tile(1, 1)] }).success).toBe(false);
    expect(layoutShapeSchema.safeParse({ columns: 17, rows: 1, tiles: [tile(0, 0)] }).success).toBe(false);
  });

  it('may leave parts of the glass dark', () => {
    expect(shapeProblem({ columns: 16, rows: 16, tiles: [tile(5, 5, 3, 9)] })).toBeNull();
  });

  it('finds an overlap exactly where a cell belongs to two tiles', () => {
    const place = fc.record({
      column: fc.nat(5),
      row: fc.nat(5),
      columnSpan: fc.integer({ min: 1, max: 3 }),
      rowSpan: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(place, place, (left, right) => {
        const apart =
          left.column + left.columnSpan <= right.column ||
          right.column + right.columnSpan <= left.column ||
          left.row + left.rowSpan <= right.row ||
          right.row + right.rowSpan <= left.row;
        expect(shapeProblem({ columns: 8, rows: 8, tiles: [left, right] })).toBe(apart ? null : 'overlap');
      }),
    );
  });
});

describe('the ready shapes', () => {
  it('have the tiles people know them by, and cover their grid', () => {
    expect(presetShapes.map(({ shape }) => shape.tiles.length)).toEqual([1, 4, 6, 8, 9, 10, 13, 16, 25, 36, 49, 64]);
    for (const { name, shape } of presetShapes) {
      const area = shape.tiles.reduce((sum, { columnSpan, rowSpan }) => sum + columnSpan * rowSpan, 0);
      expect([name, layoutShapeSchema.safeParse(shape).success, area]).toEqual([name, true, shape.columns * shape.rows]);
    }
  });

  it('begin with their large tiles', () => {
    expect(preset('1+12').tiles[0]).toEqual(tile(1, 1, 2, 2));
    expect(preset('2+8').tiles.slice(0, 3)).toEqual([tile(0, 0, 2, 2), tile(2, 0, 2, 2), tile(0, 2)]);
  });

  it('are told apart', () => {
    expect(sameShape(regularShape(9), gridShape(3, 3))).toBe(true);
    expect(sameShape(regularShape(4), gridShape(4, 1))).toBe(false);
    expect(sameShape(shapeAround(3, 3, [tile(0, 0, 2, 2)]), shapeAround(3, 3, [tile(1, 0, 2, 2)]))).toBe(false);
  });
});

describe('the neighbour of a tile', () => {
  it('is the next one of a square, and itself at the rim', () => {
    const nine = regularShape(9);
    expect(neighbour(nine, 4, 'left')).toBe(3);
    expect(neighbour(nine, 4, 'down')).toBe(7);
    expect(neighbour(nine, 0, 'up')).toBe(0);
    expect(neighbour(nine, 2, 'right')).toBe(2);
    expect(neighbour(nine, 3, 'left')).toBe(3);
    expect(neighbour(nine, 8, 'down')).toBe(8);
  });

  it('is found around a large tile', () => {
    const ring = preset('1+12'); // large in the middle, twelve around it, row by row from tile 2
    expect(neighbour(ring, 0, 'up')).toBe(2);
    expect(neighbour(ring, 0, 'left')).toBe(5);
    expect(neighbour(ring, 5, 'right')).toBe(0);
    expect(neighbour(ring, 11, 'up')).toBe(0);
  });

  it('lies beyond a gap, and never diagonally', () => {
    const sparse = { columns: 4, rows: 2, tiles: [tile(0, 0), tile(3, 0), tile(1, 1)] };
    expect(neighbour(sparse, 0, 'right')).toBe(1);
    expect(neighbour(sparse, 0, 'down')).toBe(0);
  });

  it('leads to every tile of every ready shape', () => {
    for (const { name, shape } of presetShapes) {
      const reached = new Set([0]);
      for (const from of reached) for (const way of ['left', 'right', 'up', 'down'] as const) reached.add(neighbour(shape, from, way));
      expect([name, reached.size]).toEqual([name, shape.tiles.length]);
    }
  });
});

describe('a stored wall', () => {
  const cells = emptyWall.cells.map((_, cell) => (cell === 8 ? 'cam-1' : null));

  it('of the version that knew squares is read with everything in it', () => {
    expect(readStoredWall({ grid: 9, cells, enlarged: 8 })).toEqual({
      shape: regularShape(9),
      cells,
      enlarged: 8,
      hotspot: null,
      layout: null,
    });
    expect(readStoredWall({ grid: 10, cells, enlarged: null })).toBeNull();
  });

  it('is itself, or nothing', () => {
    const wall = { ...emptyWall, shape: preset('1+5'), cells, hotspot: 0 };
    expect(readStoredWall(wall)).toEqual(wall);
    expect(readStoredWall({ ...wall, shape: { columns: 2, rows: 2, tiles: [tile(0, 0, 2, 2), tile(1, 1)] } })).toBeNull();
    expect(readStoredWall(undefined)).toBeNull();
  });
});
