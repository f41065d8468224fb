/** Every change an operator makes to a wall, as pure functions. All answer the same object when nothing changes. */
import type { CameraId } from '../../src-contract/model/camera.ts';
import { MOST_TILES, regularCounts, regularShape, sameShape, type LayoutShape } from '../../src-contract/model/layout.ts';
import { tileCount, type Wall } from '../../src-contract/model/wall.ts';

/** Whether a cell may be taken: empty, or its camera is gone. */
export type IsFree = (cell: CameraId | null) => boolean;

function withCells(wall: Wall, changes: ReadonlyMap<number, CameraId | null>): Wall {
  const changed = [...changes].some(([cell, camera]) => cell >= 0 && cell < MOST_TILES && wall.cells[cell] !== camera);
  if (!changed) return wall;
  return { ...wall, cells: wall.cells.map((camera, cell) => changes.get(cell) ?? (changes.has(cell) ? null : camera)) };
}

export const place = (wall: Wall, cell: number, camera: CameraId): Wall => withCells(wall, new Map([[cell, camera]]));

/** Places several from `cell` on, in order; what does not fit on the glass is left out. */
export function placeMany(wall: Wall, cell: number, cameras: readonly CameraId[]): Wall {
  const fitting = cameras.slice(0, Math.max(0, tileCount(wall) - cell));
  return withCells(wall, new Map(fitting.map((camera, index) => [cell + index, camera])));
}

export function swap(wall: Wall, from: number, to: number): Wall {
  return withCells(
    wall,
    new Map([
      [from, wall.cells[to] ?? null],
      [to, wall.cells[from] ?? null],
    ]),
  );
}

/** Empties one cell; an enlarged one goes back to the wall. */
export function clearCell(wall: Wall, cell: number): Wall {
  const cleared = withCells(wall, new Map([[cell, null]]));
  return cleared.enlarged === cell ? { ...cleared, enlarged: null } : cleared;
}

/** What a cell is to show, `null` for nothing. */
export const put = (wall: Wall, cell: number, camera: CameraId | null): Wall =>
  camera === null ? clearCell(wall, cell) : place(wall, cell, camera);

export function clearAll(wall: Wall): Wall {
  return { ...withCells(wall, new Map(wall.cells.map((_, cell) => [cell, null]))), enlarged: null };
}

/** The first cameras, one a tile, over the whole glass; the rest of the tiles become empty. */
export function fill(wall: Wall, cameras: readonly CameraId[]): Wall {
  const changes = new Map(Array.from({ length: tileCount(wall) }, (_, cell) => [cell, cameras[cell] ?? null] as const));
  return { ...withCells(wall, changes), enlarged: null };
}

/** As `fill`, in the smallest square that holds them all where the present shape does not. */
export function fillFitting(wall: Wall, cameras: readonly CameraId[]): Wall {
  const count = regularCounts.find((size) => size >= cameras.length) ?? MOST_TILES;
  return fill(cameras.length > tileCount(wall) ? reshape(wall, regularShape(count)) : wall, cameras);
}

/** Another shape over the same cells: tile 1 stays tile 1. A hot spot that is not on it any more is none. */
export function reshape(wall: Wall, shape: LayoutShape): Wall {
  if (sameShape(shape, wall.shape)) return wall;
  const hotspot = wall.hotspot !== null && wall.hotspot < shape.tiles.length ? wall.hotspot : null;
  return { ...wall, shape, enlarged: null, hotspot };
}

/** Enlarges a cell, or goes back to the wall when it already is. */
export const toggleEnlarged = (wall: Wall, cell: number): Wall => ({ ...wall, enlarged: wall.enlarged === cell ? null : cell });

export const restore = (wall: Wall): Wall => (wall.enlarged === null ? wall : { ...wall, enlarged: null });

/** Where "put it on the wall" goes: the selected tile if free, the next free one after it, else the selected one. */
export function targetCell(wall: Wall, selected: number, isFree: IsFree): number {
  const tiles = tileCount(wall);
  const start = Math.min(selected, tiles - 1);
  for (let step = 0; step < tiles; step += 1) {
    const cell = (start + step) % tiles;
    if (isFree(wall.cells[cell] ?? null)) return cell;
  }
  return start;
}
