import { z } from 'zod';
import { controlsSchema } from '../model/controls.ts';
import { invoke, notify } from './builder.ts';

/** Keys and stick of the person at the seat; each person's own, on this workstation. */
export const controls = {
  keep: invoke({ permission: 'settings.manage', args: z.object({ controls: controlsSchema }), result: controlsSchema }),
  onChanged: notify(controlsSchema),
};
