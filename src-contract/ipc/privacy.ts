import { z } from 'zod';
import { cameraIdSchema } from '../model/camera.ts';
import { openedActSchema, pictureMasksSchema, privacyStateSchema } from '../model/privacy.ts';
import { invoke, notify, send } from './builder.ts';

/** What is hidden of pictures at this seat, and what lies over them. */
export const privacy = {
  /** Ends at once what two persons opened; whoever is at the window may. */
  shut: invoke({ permission: 'session.use', args: z.object({ act: openedActSchema, cameraId: cameraIdSchema }), result: z.object({}) }),
  /** The window found its watermark gone from over a picture, and has hidden that picture. */
  watermarkMissing: send({ permission: 'app.use', args: z.object({ cameraId: cameraIdSchema }) }),
  onState: notify(privacyStateSchema),
  /** Of a camera, from the next frame on. */
  onMasks: notify(z.object({ cameraId: cameraIdSchema, masks: pictureMasksSchema })),
};
