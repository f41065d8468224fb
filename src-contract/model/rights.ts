import { z } from 'zod';
import { cameraIdSchema } from './camera.ts';

/**
 * Rights a call may ask for; the main side decides, denied by default. `app.use` and `session.use` everybody has who
 * can touch a window: what one must be able to do before signing in.
 */
export const permissionSchema = z.enum([
  'app.use',
  'session.use',
  'live.view',
  'live.listen',
  /** Looking back at what a tile just showed. */
  'live.replay',
  'camera.read',
  'camera.manage',
  /** Putting a camera there that is not there yet. */
  'camera.add',
  /** A test picture while setting a camera up. */
  'camera.test',
  'wall.edit',
  /** Opening, moving and closing windows of the program over the monitors. */
  'screens.arrange',
  /** Changing the layouts everybody of a unit works with. */
  'wall.share',
  'settings.manage',
  /** What of the settings concerns the workstation and everybody at it, such as which FFmpeg runs. */
  'workstation.manage',
  /** A single picture as a file. */
  'snapshot',
  /** Moving a camera, and its presets. */
  'ptz',
  /** Making a hidden part of a picture visible for a while, with a second person. */
  'mask.lift',
  /** Looking back at a sensitive camera, with a second person. */
  'replay.with-second',
  /** Asking a second person, for one of the two above. */
  'second.ask',
  /** Being that second person. */
  'second.decide',
  'sync.manage',
  'audit.read',
]);
export type Permission = z.infer<typeof permissionSchema>;

/** What windows show and hide by. Only a convenience: the main side judges every call again. */
export const rightsSchema = z
  .object({
    /** What the person may do somewhere at least. */
    may: z.array(permissionSchema).readonly(),
    /** Cameras for which some of `may` does not hold, and what. */
    except: z.record(cameraIdSchema, z.array(permissionSchema).readonly()).readonly(),
  })
  .readonly();
export type Rights = z.infer<typeof rightsSchema>;

/** Of whoever sits at a workstation without a province. */
export const allRights: Rights = { may: permissionSchema.options, except: {} };
