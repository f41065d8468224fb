/** Changes of a wall's shape by hand, as pure functions. No camera is lost: what leaves the glass stays in the cells behind it. */
import { gridShape, MOST_TILES, MOST_TRACKS, type LayoutShape, type TilePlace } from '../../src-contract/model/layout.ts';
import type { Wall } from '../../src-contract/model/wall.ts';
import { reshape } from './wall-edits.ts';

const right = (tile: TilePlace): number => tile.column + tile.columnSpan;
const bottom = (tile: TilePlace): number => tile.row + tile.rowSpan;

/** The rectangle around tiles. */
function around(tiles: readonly TilePlace[]): TilePlace {
  const column = Math.min(...tiles.map((tile) => tile.column));
  const row = Math.min(...tiles.map((tile) => tile.row));
  return { column, row, columnSpan: Math.max(...tiles.map(right)) - column, rowSpan: Math.max(...tiles.map(bottom)) - row };
}

const touches = (one: TilePlace, other: TilePlace): boolean =>
  one.column < right(other) && other.column < right(one) && one.row < bottom(other) && other.row < bottom(one);

/** Every tile in the rectangle around two, by number: what Shift and a click choose. */
export function tilesBetween({ tiles }: LayoutShape, from: number, to: number): readonly number[] {
  const [first, last] = [tiles[from], tiles[to]];
  if (first === undefined || last === undefined) return [];
  const area = around([first, last]);
  return tiles.flatMap((tile, index) => (touches(tile, area) ? [index] : []));
}

/** The tiles that would become one, lowest number first; `null` where the rectangle around the chosen ones would cut another tile. */
export function mergeable({ tiles }: LayoutShape, chosen: Iterable<number>): readonly number[] | null {
  const places = [...chosen].flatMap((index) => tiles[index] ?? []);
  if (places.length < 2) return null;
  const area = around(places);
  const inside = tiles.flatMap((tile, index) => (touches(tile, area) ? [index] : []));
  const sound = inside.every((index) => {
    const tile = tiles[index];
    return (
      tile !== undefined && tile.column >= area.column && tile.row >= area.row && right(tile) <= right(area) && bottom(tile) <= bottom(area)
    );
  });
  return sound && inside.length > 1 ? inside : null;
}

/** One tile instead of several, with the first camera among them; the same wall where they cannot be merged. */
export function mergeTiles(wall: Wall, chosen: Iterable<number>): Wall {
  const merged = mergeable(wall.shape, chosen);
  const [first] = merged ?? [];
  if (merged === null || first === undefined) return wall;
  const area = around(merged.flatMap((index) => wall.shape.tiles[index] ?? []));
  const gone = new Set(merged.slice(1));
  const kept = wall.shape.tiles.flatMap((tile, index) => (gone.has(index) ? [] : [index === first ? area : tile]));
  // The camera to show changes places with what the first tile had, so that splitting brings all of them back.
  const shown = merged.find((index) => wall.cells[index] != null) ?? first;
  const order = wall.cells.map((_, index) => (index === first ? shown : index === shown ? first : index));
  const onGlass = order.slice(0, wall.shape.tiles.length);
  const cells = [...onGlass.filter((_, at) => !gone.has(at)), ...onGlass.filter((_, at) => gone.has(at)), ...order.slice(onGlass.length)];
  const moved = { ...wall, cells: cells.map((index) => wall.cells[index] ?? null), hotspot: movedHotspot(wall.hotspot, gone, first) };
  return reshape(moved, { ...wall.shape, tiles: kept });
}

/** Where the hot spot is once tiles are gone; merged into another it is that one. */
function movedHotspot(hotspot: number | null, gone: ReadonlySet<number>, into: number): number | null {
  if (hotspot === null) return null;
  const tile = gone.has(hotspot) ? into : hotspot;
  return tile - [...gone].filter((index) => index < tile).length;
}

/** A large tile's cells, each a tile; the first keeps number and camera, the others come last. The same wall where that makes too many. */
export function splitTile(wall: Wall, cell: number): Wall {
  const tile = wall.shape.tiles[cell];
  if (tile === undefined) return wall;
  const parts = Array.from({ length: tile.columnSpan * tile.rowSpan }, (_, at): TilePlace => ({
    column: tile.column + (at % tile.columnSpan),
    row: tile.row + Math.floor(at / tile.columnSpan),
    columnSpan: 1,
    rowSpan: 1,
  }));
  const [first, ...rest] = parts;
  if (first === undefined || rest.length === 0 || wall.shape.tiles.length + rest.length > MOST_TILES) return wall;
  const tiles = [...wall.shape.tiles.map((other, index) => (index === cell ? first : other)), ...rest];
  return reshape(wall, { ...wall.shape, tiles });
}

/** Equal tiles in so many columns and rows; the same wall where that is none or too many. */
export function regrid(wall: Wall, columns: number, rows: number): Wall {
  const sound = [columns, rows].every((tracks) => Number.isInteger(tracks) && tracks >= 1 && tracks <= MOST_TRACKS);
  return sound && columns * rows <= MOST_TILES ? reshape(wall, gridShape(columns, rows)) : wall;
}

/** Makes a tile the hot spot, or none if it is. */
export const toggleHotspot = (wall: Wall, cell: number): Wall => ({ ...wall, hotspot: wall.hotspot === cell ? null : cell });

/** The camera of a tile, in the hot spot as well; the same wall where there is none. */
export function inHotspot(wall: Wall, cell: number): Wall {
  const camera = wall.cells[cell] ?? null;
  if (wall.hotspot === null || wall.hotspot === cell || camera === null || wall.cells[wall.hotspot] === camera) return wall;
  return { ...wall, cells: wall.cells.map((other, index) => (index === wall.hotspot ? camera : other)) };
}
