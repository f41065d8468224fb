import { z } from 'zod';
import { outageSchema, outageTotalSchema } from '../model/outage.ts';
import { invoke } from './builder.ts';

/** More rows of one day than a person looks through; the totals count all of them. */
export const OUTAGES_SHOWN = 5000;

/** The log of every interval in which a tile of this workstation was not live. */
export const outages = {
  /** Of the cameras the person may know of: what touches the span, newest first, and each camera's total within it, worst first. */
  list: invoke({
    permission: 'camera.read',
    args: z.object({ fromMs: z.number().min(0), toMs: z.number().min(0), cameraId: z.string().max(64).nullable() }),
    result: z.object({ outages: z.array(outageSchema), truncated: z.boolean(), totals: z.array(outageTotalSchema) }),
  }),
};
