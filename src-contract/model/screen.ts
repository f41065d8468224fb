import { z } from 'zod';

/** As many screens as a workstation may have (R-WALL-01). */
export const MAX_SCREENS = 8;

/** What people call a window of the program by: each has a number and a wall of its own, whichever monitor it stands on. */
export const screenNumberSchema = z.int().min(1).max(MAX_SCREENS);
export type ScreenNumber = z.infer<typeof screenNumberSchema>;

/** The one that is there when there is only one. */
export const FIRST_SCREEN: ScreenNumber = 1;

export const screenNumbers: readonly ScreenNumber[] = Array.from({ length: MAX_SCREENS }, (_, index) => index + 1);

export const displayIdSchema = z.string().max(200);

const areaSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).readonly();

/** A monitor; its area in device-independent pixels of the virtual desktop. */
export const deskDisplaySchema = z
  .object({ id: displayIdSchema, label: z.string(), area: areaSchema, scale: z.number(), primary: z.boolean() })
  .readonly();
export type DeskDisplay = z.infer<typeof deskDisplaySchema>;

/** A window of the program where it stands now. */
export const deskScreenSchema = z
  .object({
    screen: screenNumberSchema,
    area: areaSchema,
    fullscreen: z.boolean(),
    /** The monitor most of it is on; `null` where the host cannot name any. */
    displayId: displayIdSchema.nullable(),
    /** Its own monitor is not there: it stands elsewhere until that returns. */
    away: z.boolean(),
  })
  .readonly();
export type DeskScreen = z.infer<typeof deskScreenSchema>;

/** The picture of the desk: the monitors, and the windows on them. */
export const deskSchema = z
  .object({ displays: z.array(deskDisplaySchema).readonly(), screens: z.array(deskScreenSchema).readonly() })
  .readonly();
export type Desk = z.infer<typeof deskSchema>;

/** A layout or scenario by name or id, for a screen; `null` where none was said. */
export const askedWallSchema = z.object({ screen: screenNumberSchema.nullable(), name: z.string().min(1).max(200) }).readonly();
export type AskedWall = z.infer<typeof askedWallSchema>;
