import { z } from 'zod';
import { cameraIdSchema } from '../model/camera.ts';
import { screenNumberSchema } from '../model/screen.ts';
import { handCallSchema, handedCameraSchema } from '../model/tile-exchange.ts';
import { wallSchema } from '../model/wall.ts';
import { invoke, notify } from './builder.ts';

/** The current wall of the screen that the calling window is; saved on every change. */
export const wall = {
  save: invoke({ permission: 'wall.edit', args: z.object({ wall: wallSchema }), result: z.object({}) }),
  /** Into one tile of any open screen. Rejects `not-found` for a screen that is not open or has no such tile. */
  place: invoke({
    permission: 'wall.edit',
    args: z.object({ screen: screenNumberSchema, cell: z.int().min(0).max(63), cameraId: cameraIdSchema }),
    result: z.object({}),
  }),
  /**
   * Tells the window of another screen its end of an exchange of two tiles; each window makes its own end a step of its own undo.
   * Rejects `not-found` for a screen that is not open or has no such tile.
   */
  exchange: invoke({ permission: 'wall.edit', args: handCallSchema, result: z.object({}) }),
  onChanged: notify(wallSchema),
  onExchanged: notify(handedCameraSchema),
};
