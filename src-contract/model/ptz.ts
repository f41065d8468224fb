/** Pan, tilt and zoom of a camera, as windows ask for them and are told of them. */
import { z } from 'zod';
import { cameraIdSchema } from './camera.ts';

const speed = z.number().min(-1).max(1);

/** How fast and which way, −1…1 of the fastest: right, up, closer and focus further are positive. */
export const ptzVelocitySchema = z.object({ pan: speed, tilt: speed, zoom: speed, focus: speed }).readonly();
export type PtzVelocity = z.infer<typeof ptzVelocitySchema>;
export const noVelocity: PtzVelocity = { pan: 0, tilt: 0, zoom: 0, focus: 0 };

/** As cameras hand them out. */
export const presetTokenSchema = z.string().min(1).max(64);
export const ptzPresetSchema = z.object({ token: presetTokenSchema, name: z.string().max(200) }).readonly();
export type PtzPreset = z.infer<typeof ptzPresetSchema>;

/** What a camera's mount and lens can do; `null` in place of it: nothing of this. */
export const ptzAbilitiesSchema = z
  .object({
    /** Moves by an amount: click to centre, box zoom. */
    relative: z.boolean(),
    presets: z.boolean(),
    home: z.boolean(),
    focus: z.boolean(),
    iris: z.boolean(),
  })
  .readonly();
export type PtzAbilities = z.infer<typeof ptzAbilitiesSchema>;

/** Who has a camera in hand at this workstation. */
export const ptzHolderSchema = z
  .object({
    name: z.string().max(200),
    /** 1…254; the higher takes over from the lower. */
    level: z.int().min(1).max(254),
    /** Kept until it is given back, whatever the pause. */
    locked: z.boolean(),
    /** Of this very window and person. */
    mine: z.boolean(),
  })
  .readonly();
export type PtzHolder = z.infer<typeof ptzHolderSchema>;

export const ptzMotionSchema = z.enum([
  'still',
  'moving',
  /** Told to stop; not yet certain that it has. */
  'stopping',
  /** Told to stop again and again, and still not certain. */
  'unconfirmed',
]);
export type PtzMotion = z.infer<typeof ptzMotionSchema>;

export const ptzStateSchema = z
  .object({
    cameraId: cameraIdSchema,
    motion: ptzMotionSchema,
    holder: ptzHolderSchema.nullable(),
    /** Goes from preset to preset until somebody moves the camera. */
    touring: z.boolean(),
  })
  .readonly();
export type PtzState = z.infer<typeof ptzStateSchema>;

/** What became of a wish to move. */
export const ptzAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('taken') }),
  /** Somebody else has the camera in hand: a higher level, the same level first, or locked. */
  z.object({ kind: z.literal('held'), holder: ptzHolderSchema }),
]);
export type PtzAnswer = z.infer<typeof ptzAnswerSchema>;
