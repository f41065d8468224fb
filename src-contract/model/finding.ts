/** How a person finds cameras at this workstation: what they keep at hand, and how they look at the list. */
import { z } from 'zod';
import { cameraIdSchema } from './camera.ts';

/** What the list of cameras is ordered by. */
export const findingViewSchema = z.enum(['area', 'unit', 'group', 'favourites', 'recent', 'tags', 'list']);
export type FindingView = z.infer<typeof findingViewSchema>;

/** A person's own word for some cameras. */
export const tagNameSchema = z.string().trim().normalize('NFC').min(1).max(40);

/** Cameras that were put on the wall are kept at hand: that many, the last first. */
export const RECENT_KEPT = 50;

/** Nodes of the trees a person folded or unfolded themselves, by their keys. */
export const foldsSchema = z.record(z.string().min(1).max(1000), z.boolean()).readonly();
export type Folds = z.infer<typeof foldsSchema>;

/** More than anybody folds by hand; the oldest are forgotten first. */
export const FOLDS_KEPT = 2000;

/** Of the person at the seat; only cameras they may know of. */
export const findingSchema = z
  .object({
    view: findingViewSchema,
    folds: foldsSchema,
    favourites: z.array(cameraIdSchema).readonly(),
    recent: z.array(cameraIdSchema).max(RECENT_KEPT).readonly(),
    tags: z.array(z.object({ name: tagNameSchema, cameraIds: z.array(cameraIdSchema).readonly() }).readonly()).readonly(),
  })
  .readonly();
export type Finding = z.infer<typeof findingSchema>;

export const emptyFinding: Finding = { view: 'area', folds: {}, favourites: [], recent: [], tags: [] };
