import { z } from 'zod';
import { layoutRefSchema, type SavedLayout } from './arrangement.ts';
import { cameraIdSchema } from './camera.ts';
import { layoutShapeSchema, MOST_TILES, regularCounts, regularShape } from './layout.ts';

/** What the wall shows: always 64 cells, of which the first `shape.tiles.length` are on the glass; shrinking forgets nothing. */
export const wallSchema = z
  .object({
    shape: layoutShapeSchema,
    cells: z.array(cameraIdSchema.nullable()).length(MOST_TILES).readonly(),
    /** Index of the enlarged cell, `null` when all are equal. */
    enlarged: z
      .int()
      .min(0)
      .max(MOST_TILES - 1)
      .nullable(),
    /** The cell that shows whichever camera is chosen in another one; `null` when none does. */
    hotspot: z
      .int()
      .min(0)
      .max(MOST_TILES - 1)
      .nullable(),
    /** Which kept layout it shows, with or without changes; `null` when none. */
    layout: layoutRefSchema.nullable().default(null),
  })
  .readonly();
export type Wall = z.infer<typeof wallSchema>;

export const emptyWall: Wall = {
  shape: regularShape(4),
  cells: Array.from({ length: MOST_TILES }, () => null),
  enlarged: null,
  hotspot: null,
  layout: null,
};

/** A wall with a layout on it and nothing else: no camera of another layout waits behind the glass. */
export function wallOfLayout({ shape, cells, hotspot, place, id }: SavedLayout): Wall {
  const all = emptyWall.cells.map((_, cell) => cells[cell] ?? null);
  return { shape, cells: all, enlarged: null, hotspot, layout: { place, id } };
}

/** Tiles on the glass. */
export const tileCount = ({ shape }: Pick<Wall, 'shape'>): number => shape.tiles.length;

/** What stands in each tile on the glass, in the order of their numbers. */
export const shownCells = ({ shape, cells }: Pick<Wall, 'shape' | 'cells'>): Wall['cells'] => cells.slice(0, shape.tiles.length);

/** A wall of an earlier version, which knew squares only. */
const squareWallSchema = z.object({ grid: z.literal(regularCounts), cells: z.unknown(), enlarged: z.unknown() });

/** A wall as any version stored it; `null` for what is none. */
export function readStoredWall(stored: unknown): Wall | null {
  const square = squareWallSchema.safeParse(stored);
  const value = square.success
    ? { ...emptyWall, shape: regularShape(square.data.grid), cells: square.data.cells, enlarged: square.data.enlarged }
    : stored;
  const wall = wallSchema.safeParse(value);
  return wall.success ? wall.data : null;
}
