import { z } from 'zod';
import { settingsPatchSchema, settingsSchema } from '../model/settings.ts';
import { ffmpegStatusSchema } from './app.ts';
import { invoke, notify } from './builder.ts';

export const settings = {
  update: invoke({ permission: 'settings.manage', args: z.object({ patch: settingsPatchSchema }), result: settingsSchema }),
  /** Probes one FFmpeg without choosing it; `null` probes what would be used with no setting. */
  probeFfmpeg: invoke({
    permission: 'workstation.manage',
    args: z.object({ path: z.string().max(4096).nullable() }),
    result: ffmpegStatusSchema,
  }),
  onChanged: notify(settingsSchema),
};
