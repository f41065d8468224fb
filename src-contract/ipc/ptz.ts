import { z } from 'zod';
import { cameraIdSchema } from '../model/camera.ts';
import {
  presetTokenSchema,
  ptzAbilitiesSchema,
  ptzAnswerSchema,
  ptzPresetSchema,
  ptzStateSchema,
  ptzVelocitySchema,
} from '../model/ptz.ts';
import { invoke, notify } from './builder.ts';

const ofCamera = z.object({ cameraId: cameraIdSchema });
const ofPreset = z.object({ cameraId: cameraIdSchema, token: presetTokenSchema });
const nothing = z.object({});
const fraction = z.number().min(-1).max(1);
/** Of a small JPEG as a data URL. */
const MAX_PICTURE = 40_000;
const pictureSchema = z
  .string()
  .max(MAX_PICTURE)
  .regex(/^data:image\/jpeg;base64,[A-Za-z0-9+/=]+$/u);

/** Moving cameras. What moves is stopped by whatever ends the wish; see `docs/ref/ptz-safety.md`. */
export const ptz = {
  /** What the camera can do and who has it in hand. `abilities` null: it does not move. Rejects where it cannot be reached. */
  describe: invoke({
    permission: 'ptz',
    args: ofCamera,
    result: z.object({ abilities: ptzAbilitiesSchema.nullable(), state: ptzStateSchema.nullable() }),
  }),
  /** Wants the camera to move so, for as long as this is told again every quarter of a second. Written down by main before the first move. */
  move: invoke({ permission: 'ptz', args: z.object({ cameraId: cameraIdSchema, velocity: ptzVelocitySchema }), result: ptzAnswerSchema }),
  /** Needs no right: whoever sees a camera move may stop it. */
  stop: invoke({ permission: 'app.use', args: ofCamera, result: nothing }),
  /** Brings a place of the picture to its centre (−1…1 from there, right and up) and makes it so many times larger. */
  shift: invoke({
    permission: 'ptz',
    audited: 'ptz.start',
    args: z.object({ cameraId: cameraIdSchema, x: fraction, y: fraction, closer: z.number().min(0.04).max(25) }),
    result: nothing,
  }),
  autoFocus: invoke({ permission: 'ptz', audited: 'ptz.start', args: ofCamera, result: nothing }),
  iris: invoke({
    permission: 'ptz',
    audited: 'ptz.start',
    args: z.object({ cameraId: cameraIdSchema, change: z.enum(['open', 'close', 'auto']) }),
    result: nothing,
  }),
  /** Keeps the camera in hand over pauses until it is given back, or gives it back. */
  lock: invoke({ permission: 'ptz', args: z.object({ cameraId: cameraIdSchema, locked: z.boolean() }), result: nothing }),
  /** With the small pictures this workstation keeps of them. */
  presets: invoke({
    permission: 'ptz',
    args: ofCamera,
    result: z.object({ presets: z.array(z.object({ preset: ptzPresetSchema, picture: pictureSchema.nullable() })) }),
  }),
  goTo: invoke({ permission: 'ptz', audited: 'ptz.start', args: ofPreset, result: nothing }),
  goHome: invoke({ permission: 'ptz', audited: 'ptz.start', args: ofCamera, result: nothing }),
  /** `token` null makes a new one. */
  savePreset: invoke({
    permission: 'ptz',
    audited: 'ptz.preset',
    args: z.object({ cameraId: cameraIdSchema, token: presetTokenSchema.nullable(), name: z.string().trim().min(1).max(64) }),
    result: z.object({ token: presetTokenSchema }),
  }),
  removePreset: invoke({ permission: 'ptz', audited: 'ptz.preset', args: ofPreset, result: nothing }),
  /** What the camera shows at a preset, taken from the glass with its masks; kept on this workstation. */
  keepPicture: invoke({
    permission: 'ptz',
    args: z.object({ cameraId: cameraIdSchema, token: presetTokenSchema, picture: pictureSchema }),
    result: nothing,
  }),
  /** From preset to preset until somebody moves the camera; `seconds` at each. */
  startTour: invoke({
    permission: 'ptz',
    audited: 'ptz.start',
    args: z.object({ cameraId: cameraIdSchema, seconds: z.int().min(3).max(600) }),
    result: nothing,
  }),
  onState: notify(ptzStateSchema),
};
