/** How the tiles of a wall lie on its glass: regular grids, merged cells, anything of rectangles that do not overlap. Pure. */
import { z } from 'zod';

/** Tiles one wall can have; also the cells a wall keeps. */
export const MOST_TILES = 64;
/** Columns or rows one shape can have. */
export const MOST_TRACKS = 16;

/** One rectangle of the grid, in whole columns and rows counted from 0. */
export const tilePlaceSchema = z
  .object({
    column: z
      .int()
      .min(0)
      .max(MOST_TRACKS - 1),
    row: z
      .int()
      .min(0)
      .max(MOST_TRACKS - 1),
    columnSpan: z.int().min(1).max(MOST_TRACKS),
    rowSpan: z.int().min(1).max(MOST_TRACKS),
  })
  .readonly();
export type TilePlace = z.infer<typeof tilePlaceSchema>;

export interface LayoutShape {
  readonly columns: number;
  readonly rows: number;
  /** In the order of their numbers: the first is tile 1. What none of them covers stays dark. */
  readonly tiles: readonly TilePlace[];
}

/** Why a shape cannot be used; `null` when it can. */
export type ShapeProblem = 'no-tiles' | 'too-many-tiles' | 'outside' | 'overlap';

export function shapeProblem({ columns, rows, tiles }: LayoutShape): ShapeProblem | null {
  if (tiles.length === 0) return 'no-tiles';
  if (tiles.length > MOST_TILES) return 'too-many-tiles';
  const taken = new Set<number>();
  for (const tile of tiles) {
    if (tile.column < 0 || tile.row < 0 || tile.columnSpan < 1 || tile.rowSpan < 1) return 'outside';
    if (tile.column + tile.columnSpan > columns || tile.row + tile.rowSpan > rows) return 'outside';
    for (const cell of cellsOf(tile, columns)) {
      if (taken.has(cell)) return 'overlap';
      taken.add(cell);
    }
  }
  return null;
}

/** The 1×1 cells under a tile, row by row, as `row * columns + column`. */
function cellsOf({ column, row, columnSpan, rowSpan }: TilePlace, columns: number): readonly number[] {
  return Array.from(
    { length: columnSpan * rowSpan },
    (_, at) => (row + Math.floor(at / columnSpan)) * columns + column + (at % columnSpan),
  );
}

export const layoutShapeSchema = z
  .object({
    columns: z.int().min(1).max(MOST_TRACKS),
    rows: z.int().min(1).max(MOST_TRACKS),
    tiles: z.array(tilePlaceSchema).min(1).max(MOST_TILES).readonly(),
  })
  .readonly()
  .refine((shape) => shapeProblem(shape) === null, 'tiles overlap or lie outside');

/** Equal tiles without gaps. At most 64 of them: `columns * rows` beyond that is a mistake of the caller. */
export function gridShape(columns: number, rows: number): LayoutShape {
  const tiles = Array.from({ length: columns * rows }, (_, at) => unit(at % columns, Math.floor(at / columns)));
  return { columns, rows, tiles };
}

/** Squares of equal tiles, the sizes people ask for by their number. */
export const regularCounts = [1, 4, 9, 16, 25, 36, 49, 64] as const;
export type RegularCount = (typeof regularCounts)[number];

export function regularShape(count: RegularCount): LayoutShape {
  const side = Math.sqrt(count);
  return gridShape(side, side);
}

/** Large tiles first, then every cell they leave, row by row. */
export function shapeAround(columns: number, rows: number, large: readonly TilePlace[]): LayoutShape {
  const taken = new Set(large.flatMap((tile) => cellsOf(tile, columns)));
  const small = gridShape(columns, rows).tiles.filter(({ column, row }) => !taken.has(row * columns + column));
  return { columns, rows, tiles: [...large, ...small] };
}

const unit = (column: number, row: number): TilePlace => ({ column, row, columnSpan: 1, rowSpan: 1 });
const square = (column: number, row: number, span: number): TilePlace => ({ column, row, columnSpan: span, rowSpan: span });

export interface PresetShape {
  /** As people write it: `16`, or `1+5` for one large tile and five small ones. */
  readonly name: string;
  readonly shape: LayoutShape;
}

/** Large tiles beside small ones, each in the smallest grid that has them. */
export const mixedShapes: readonly PresetShape[] = [
  { name: '1+5', shape: shapeAround(3, 3, [square(0, 0, 2)]) },
  { name: '1+7', shape: shapeAround(4, 4, [square(0, 0, 3)]) },
  { name: '2+8', shape: shapeAround(4, 4, [square(0, 0, 2), square(2, 0, 2)]) },
  { name: '1+12', shape: shapeAround(4, 4, [square(1, 1, 2)]) },
];

/** Every ready shape, fewest tiles first. */
export const presetShapes: readonly PresetShape[] = [
  ...regularCounts.map((count) => ({ name: String(count), shape: regularShape(count) })),
  ...mixedShapes,
].sort((left, right) => left.shape.tiles.length - right.shape.tiles.length);

export function sameShape(left: LayoutShape, right: LayoutShape): boolean {
  if (left === right) return true;
  if (left.columns !== right.columns || left.rows !== right.rows || left.tiles.length !== right.tiles.length) return false;
  return left.tiles.every((tile, at) => {
    const other = right.tiles[at];
    return other !== undefined && sameArea(tile, other);
  });
}

const sameArea = (left: TilePlace, right: TilePlace): boolean =>
  left.column === right.column && left.row === right.row && left.columnSpan === right.columnSpan && left.rowSpan === right.rowSpan;

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The tile next to another, over the longest common edge and then the nearest to its beginning; the same one at the rim. */
export function neighbour({ tiles }: LayoutShape, from: number, direction: Direction): number {
  const here = tiles[from];
  if (here === undefined) return from;
  const beside = tiles.flatMap((tile, index) => {
    const gap = gapBetween(here, tile, direction);
    const shared = sharedEdge(here, tile, direction);
    return gap >= 0 && shared > 0 ? [{ index, gap, shared }] : [];
  });
  const [nearest] = beside.sort((left, right) => left.gap - right.gap || right.shared - left.shared || left.index - right.index);
  return nearest?.index ?? from;
}

/** Columns or rows between two tiles in a direction; negative where the other is not there. */
function gapBetween(from: TilePlace, to: TilePlace, direction: Direction): number {
  switch (direction) {
    case 'left':
      return from.column - (to.column + to.columnSpan);
    case 'right':
      return to.column - (from.column + from.columnSpan);
    case 'up':
      return from.row - (to.row + to.rowSpan);
    case 'down':
      return to.row - (from.row + from.rowSpan);
  }
}

function sharedEdge(from: TilePlace, to: TilePlace, direction: Direction): number {
  return direction === 'left' || direction === 'right'
    ? overlap(from.row, from.rowSpan, to.row, to.rowSpan)
    : overlap(from.column, from.columnSpan, to.column, to.columnSpan);
}

const overlap = (left: number, leftSpan: number, right: number, rightSpan: number): number =>
  Math.min(left + leftSpan, right + rightSpan) - Math.max(left, right);
