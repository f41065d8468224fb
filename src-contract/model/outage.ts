import { z } from 'zod';
import { screenNumberSchema } from './screen.ts';
import { streamFailureSchema } from './stream-state.ts';

/** What a tile was instead of live, mildest first. */
export const outageStateSchema = z.enum(['late', 'connecting', 'waiting-keyframe', 'frozen', 'black', 'stale', 'failed']);
export type OutageState = z.infer<typeof outageStateSchema>;

/** `left`: the camera was taken off the tile. `program-ended` also stands for a crash: then the end is the last sign of life. */
export const outageEndSchema = z.enum(['recovered', 'left', 'window-closed', 'program-ended']);
export type OutageEnd = z.infer<typeof outageEndSchema>;

/** One interval in which a tile of this workstation was not live. Times are this machine's clock. */
export const outageSchema = z
  .object({
    id: z.uuid(),
    cameraId: z.string().max(64),
    /** As they were then: the log outlives its camera. */
    cameraNumber: z.int(),
    cameraName: z.string().max(200),
    /** The window it was in. */
    screen: screenNumberSchema,
    cell: z.int().min(0).max(63),
    fromMs: z.number(),
    /** `null` while it goes on. */
    toMs: z.number().nullable(),
    /** The worst of it, and the last reason that was told. */
    state: outageStateSchema,
    reason: streamFailureSchema.nullable(),
    ended: outageEndSchema.nullable(),
  })
  .readonly();
export type Outage = z.infer<typeof outageSchema>;

/** One camera's share of a span of time. Tiles that show it at once count each for itself. */
export const outageTotalSchema = z
  .object({ cameraId: z.string(), cameraNumber: z.int(), cameraName: z.string(), count: z.int(), lostMs: z.number() })
  .readonly();
export type OutageTotal = z.infer<typeof outageTotalSchema>;
