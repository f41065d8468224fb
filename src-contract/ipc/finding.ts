import { z } from 'zod';
import { cameraIdSchema } from '../model/camera.ts';
import { findingSchema, findingViewSchema, foldsSchema, tagNameSchema } from '../model/finding.ts';
import { invoke, notify, send } from './builder.ts';

const ids = z.array(cameraIdSchema).min(1).max(2000);

/** A person's favourites, tags and recent cameras; they stay on this workstation. */
export const finding = {
  favour: invoke({ permission: 'camera.read', args: z.object({ ids, favourite: z.boolean() }), result: z.object({}) }),
  /** Puts one tag on cameras, or takes it off. A tag on no camera is gone. Rejects `too-large` for more tags than can be told apart. */
  tag: invoke({ permission: 'camera.read', args: z.object({ ids, tag: tagNameSchema, tagged: z.boolean() }), result: z.object({}) }),
  /** How the list is looked at now, for the next time. */
  look: send({ permission: 'camera.read', args: z.object({ view: findingViewSchema, folds: foldsSchema }) }),
  onChanged: notify(findingSchema),
};
