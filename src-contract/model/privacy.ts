import { z } from 'zod';
import { cameraIdSchema } from './camera.ts';

/** A polygon in shares of the picture's width and height, whatever the stream's resolution; the last corner is joined to the first. */
export const maskShapeSchema = z
  .array(z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }).readonly())
  .min(3)
  .max(32)
  .readonly();
export type MaskShape = z.infer<typeof maskShapeSchema>;

/** What of a camera's picture nobody at this seat may see now. Every window gets it with the stream, and again when it changes. */
export const pictureMasksSchema = z
  .object({
    /** Hatched: told from a dark object by its stripes. */
    style: z.enum(['solid', 'hatched']),
    always: z.array(maskShapeSchema).max(16).readonly(),
    /** Lifted by two persons; drawn again by the window itself after so many ms, whatever it hears. */
    lifted: z
      .object({ shapes: z.array(maskShapeSchema).max(16).readonly(), forMs: z.number().min(0) })
      .readonly()
      .nullable(),
  })
  .readonly();
export type PictureMasks = z.infer<typeof pictureMasksSchema>;

/** Of a camera that hides nothing. */
export const noMasks: PictureMasks = { style: 'solid', always: [], lifted: null };

/** Acts for which a second person stands beside: a mask lifted, a sensitive camera looked back at. */
export const openedActSchema = z.enum(['unmask', 'sensitive-playback']);
export type OpenedAct = z.infer<typeof openedActSchema>;

/** Something two persons opened for a while at this seat. */
export const openingSchema = z
  .object({
    act: openedActSchema,
    cameraId: cameraIdSchema,
    /** How long still, when this was told. */
    forMs: z.number().min(0),
    byName: z.string().max(200),
    secondName: z.string().max(200),
  })
  .readonly();
export type Opening = z.infer<typeof openingSchema>;

/** What lies over every live picture, and says whose screen it is. */
export const watermarkSchema = z
  .object({
    /** Everything but the time. */
    text: z.string().max(600),
    /** The window adds date and time, to the minute. */
    time: z.boolean(),
    opacityPercent: z.number().min(8).max(80),
    density: z.enum(['sparse', 'normal', 'dense']),
  })
  .readonly();
export type Watermark = z.infer<typeof watermarkSchema>;

export const privacyStateSchema = z
  .object({
    /** `null`: nobody is signed in at a province, or its policy wants none. */
    watermark: watermarkSchema.nullable(),
    openings: z.array(openingSchema).max(500).readonly(),
    /** For how long a mask is lifted. */
    liftMinutes: z.number().min(1).max(30),
    /** Whether the second person may prove themselves at this seat. */
    secondPersonHere: z.boolean(),
  })
  .readonly();
export type PrivacyState = z.infer<typeof privacyStateSchema>;

export const noPrivacy: PrivacyState = { watermark: null, openings: [], liftMinutes: 30, secondPersonHere: false };
