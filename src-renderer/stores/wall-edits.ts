/** Every change an operator makes to a wall, as pure functions. All answer the same object when nothing changes. */
import type { CameraId } from '../../src-contract/model/camera.ts';
import type { GridSize, Wall } from '../../src-contract/model/wall.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';
/** Whether a cell may be taken: empty, or its camera is gone. */
export type IsFree = (cell: CameraId | null) => boolean;

const CELLS = 64;

function withCells(wall: Wall, changes: ReadonlyMap<number, CameraId | null>): Wall {
  const changed = [...changes].some(([cell, camera]) => cell >= 0 && cell < CELLS && wall.cells[cell] !== camera);
  if (!changed) return wall;
  return { ...wall, cells: wall.cells.map((camera, cell) => changes.get(cell) ?? (changes.has(cell) ? null : camera)) };
}

/** Tiles along one side of the grid. */
export const gridSide = (grid: GridSize): number => Math.sqrt(grid);

export const place = (wall: Wall, cell: number, camera: CameraId): Wall => withCells(wall, new Map([[cell, camera]]));

/** Places several from `cell` on, in order; what does not fit on the glass is left out. */
export function placeMany(wall: Wall, cell: number, cameras: readonly CameraId[]): Wall {
  const fitting = cameras.slice(0, Math.max(0, wall.grid - cell));
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

export function clearAll(wall: Wall): Wall {
  return { ...withCells(wall, new Map(wall.cells.map((_, cell) => [cell, null]))), enlarged: null };
}

/** The first cameras, one a tile, over the whole glass; the rest of the tiles become empty. */
export function fill(wall: Wall, cameras: readonly CameraId[]): Wall {
  const changes = new Map(Array.from({ length: wall.grid }, (_, cell) => [cell, cameras[cell] ?? null] as const));
  return { ...withCells(wall, changes), enlarged: null };
}

export function resize(wall: Wall, grid: GridSize): Wall {
  return grid === wall.grid ? wall : { ...wall, grid, enlarged: null };
}

/** Enlarges a cell, or goes back to the wall when it already is. */
export const toggleEnlarged = (wall: Wall, cell: number): Wall => ({ ...wall, enlarged: wall.enlarged === cell ? null : cell });

export const restore = (wall: Wall): Wall => (wall.enlarged === null ? wall : { ...wall, enlarged: null });

/** Where "put it on the wall" goes: the selected tile if free, the next free one after it, else the selected one. */
export function targetCell(wall: Wall, selected: number, isFree: IsFree): number {
  const start = Math.min(selected, wall.grid - 1);
  for (let step = 0; step < wall.grid; step += 1) {
    const cell = (start + step) % wall.grid;
    if (isFree(wall.cells[cell] ?? null)) return cell;
  }
  return start;
}

/** The neighbouring cell on the glass, or the same one at the edge. */
export function neighbour(grid: GridSize, cell: number, direction: Direction): number {
  const side = gridSide(grid);
  const column = cell % side;
  switch (direction) {
    case 'left':
      return column > 0 ? cell - 1 : cell;
    case 'right':
      return column < side - 1 ? cell + 1 : cell;
    case 'up':
      return cell >= side ? cell - side : cell;
    case 'down':
      return cell + side < grid ? cell + side : cell;
  }
}
