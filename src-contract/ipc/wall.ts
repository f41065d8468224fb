import { z } from 'zod';
import { wallSchema } from '../model/wall.ts';
import { invoke, notify } from './builder.ts';

/** The current wall of the screen that the calling window is; saved on every change. */
export const wall = {
  save: invoke({ permission: 'wall.edit', args: z.object({ wall: wallSchema }), result: z.object({}) }),
  onChanged: notify(wallSchema),
};
