import { z } from 'zod';
import { cameraIdSchema } from './camera.ts';

/** Grid sizes a wall can take; each is a square of tiles. */
export const gridSizes = [1, 4, 9, 16, 25, 36, 49, 64] as const;
export const gridSizeSchema = z.union(gridSizes.map((size) => z.literal(size)));
export type GridSize = (typeof gridSizes)[number];

/** What the wall shows: always 64 cells, of which the first `grid` are on the glass; shrinking forgets nothing. */
export const wallSchema = z
  .object({
    grid: gridSizeSchema,
    cells: z.array(cameraIdSchema.nullable()).length(64).readonly(),
    /** Index of the enlarged cell, `null` when all are equal. */
    enlarged: z.int().min(0).max(63).nullable(),
  })
  .readonly();
export type Wall = z.infer<typeof wallSchema>;

export const emptyWall: Wall = { grid: 4, cells: Array.from({ length: 64 }, () => null), enlarged: null };
