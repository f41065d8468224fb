/** What people keep to show again: a layout, a scenario over several screens, a tour. */
import { z } from 'zod';
import { cameraIdSchema } from './camera.ts';
import { layoutShapeSchema, MOST_TILES } from './layout.ts';

export const LONGEST_NAME = 200;
export const MOST_SCREENS = 8;
/** Seconds a step of a tour stays: below three nobody has looked at it. */
export const SHORTEST_DWELL = 3;
export const LONGEST_DWELL = 3600;

export const arrangementIdSchema = z.string().min(1).max(64);
const nameSchema = z.string().trim().min(1).max(LONGEST_NAME);

/** Personal ones are kept on this workstation for whoever made them; shared ones are the province's documents. */
export const placeSchema = z.enum(['personal', 'shared']);
export type Place = z.infer<typeof placeSchema>;

export const layoutRefSchema = z.object({ place: placeSchema, id: arrangementIdSchema }).readonly();
export type LayoutRef = z.infer<typeof layoutRefSchema>;

const layoutContent = {
  name: nameSchema,
  shape: layoutShapeSchema,
  /** What stands in each tile of the shape. */
  cells: z.array(cameraIdSchema.nullable()).max(MOST_TILES).readonly(),
  hotspot: z
    .int()
    .min(0)
    .max(MOST_TILES - 1)
    .nullable(),
};

/** A layout as somebody saves it. */
export const layoutDraftSchema = z
  .object(layoutContent)
  .readonly()
  .refine(({ shape, cells }) => cells.length === shape.tiles.length, 'a cell for each tile');
export type LayoutDraft = z.infer<typeof layoutDraftSchema>;

/** How what is kept under a name stands here and with the province. */
const standing = {
  id: arrangementIdSchema,
  place: placeSchema,
  /** Of what it was saved last; an edit is offered against it. */
  rev: z.string().max(100).nullable(),
  /** Whether the person at the seat may change or delete it. */
  mayEdit: z.boolean(),
  /** Changed here, and not yet taken by the province. */
  waiting: z.boolean(),
};

export const savedLayoutSchema = z.object({ kind: z.literal('layout'), ...standing, ...layoutContent }).readonly();
export type SavedLayout = z.infer<typeof savedLayoutSchema>;

const screenNumber = z.int().min(1).max(MOST_SCREENS);
const eachOnce = ({ screens }: { readonly screens: readonly { readonly screen: number }[] }): boolean =>
  new Set(screens.map(({ screen }) => screen)).size === screens.length;

const scenarioScreenSchema = z.object({ screen: screenNumber, layout: layoutRefSchema }).readonly();
/** A scenario as somebody saves it. */
export const scenarioDraftSchema = z
  .object({ name: nameSchema, screens: z.array(scenarioScreenSchema).min(1).max(MOST_SCREENS).readonly() })
  .readonly()
  .refine(eachOnce, 'each screen once');
export type ScenarioDraft = z.infer<typeof scenarioDraftSchema>;

const sharedRefSchema = z.object({ place: z.literal('shared'), id: arrangementIdSchema }).readonly();
const sharedScreenSchema = z.object({ screen: screenNumber, layout: sharedRefSchema }).readonly();
/** One to share: of layouts that everybody who has it can show. */
export const sharedScenarioDraftSchema = z
  .object({ name: nameSchema, screens: z.array(sharedScreenSchema).min(1).max(MOST_SCREENS).readonly() })
  .readonly()
  .refine(eachOnce, 'each screen once');
export type SharedScenarioDraft = z.infer<typeof sharedScenarioDraftSchema>;

const tourStepSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('layout'), layout: layoutRefSchema }).readonly(),
  z.object({ kind: z.literal('camera'), cameraId: cameraIdSchema }).readonly(),
]);
export type TourStep = z.infer<typeof tourStepSchema>;

export const tourDraftSchema = z
  .object({
    name: nameSchema,
    dwellSeconds: z.int().min(SHORTEST_DWELL).max(LONGEST_DWELL),
    steps: z.array(tourStepSchema).min(1).max(MOST_TILES).readonly(),
  })
  .readonly();
export type TourDraft = z.infer<typeof tourDraftSchema>;

export const scenarioSchema = z.discriminatedUnion('place', [
  z.object({ kind: z.literal('scenario'), ...standing, place: z.literal('personal'), scenario: scenarioDraftSchema }).readonly(),
  z.object({ kind: z.literal('scenario'), ...standing, place: z.literal('shared'), scenario: sharedScenarioDraftSchema }).readonly(),
]);
export type Scenario = z.infer<typeof scenarioSchema>;
/** Kept on this workstation only: the province's contract has no document for them. */
export const tourSchema = z.object({ kind: z.literal('tour'), id: arrangementIdSchema, tour: tourDraftSchema }).readonly();
export type Tour = z.infer<typeof tourSchema>;

export const arrangementSchema = z.discriminatedUnion('kind', [savedLayoutSchema, scenarioSchema, tourSchema]);
export type Arrangement = z.infer<typeof arrangementSchema>;

/** Arrangements of one person, and of one province, that a window is told of. */
export const MOST_ARRANGEMENTS = 2000;
