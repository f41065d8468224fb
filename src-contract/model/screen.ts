import { z } from 'zod';

/** As many screens as a workstation may have (R-WALL-01). */
export const MAX_SCREENS = 8;

/** What people call a window of the program by: each has a number and a wall of its own, whichever monitor it stands on. */
export const screenNumberSchema = z.int().min(1).max(MAX_SCREENS);
export type ScreenNumber = z.infer<typeof screenNumberSchema>;

/** The one that is there when there is only one. */
export const FIRST_SCREEN: ScreenNumber = 1;

export const screenNumbers: readonly ScreenNumber[] = Array.from({ length: MAX_SCREENS }, (_, index) => index + 1);
