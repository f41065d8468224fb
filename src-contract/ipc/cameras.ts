import { z } from 'zod';
import { cameraDraftSchema, cameraIdSchema, cameraSchema, connectionTestSchema } from '../model/camera.ts';
import { importPreviewSchema, importResultSchema } from '../model/camera-import.ts';
import { territorySchema } from '../model/territory.ts';
import { invoke, notify } from './builder.ts';

/** The camera directory of this workstation. */
export const cameras = {
  add: invoke({ permission: 'camera.manage', audited: 'camera.add', args: z.object({ draft: cameraDraftSchema }), result: cameraSchema }),
  update: invoke({
    permission: 'camera.manage',
    audited: 'camera.change',
    args: z.object({ id: cameraIdSchema, draft: cameraDraftSchema }),
    result: cameraSchema,
  }),
  /** Removes cameras and their credentials; answers what was removed so that the window can offer undo. */
  remove: invoke({
    permission: 'camera.manage',
    audited: 'camera.remove',
    args: z.object({ ids: z.array(cameraIdSchema).min(1).max(10_000) }),
    result: z.object({ undoId: z.string() }),
  }),
  /** Brings back what one `remove` took, credentials included; possible until the program ends. */
  undoRemove: invoke({
    permission: 'camera.manage',
    audited: 'camera.add',
    args: z.object({ undoId: z.string().max(64) }),
    result: z.object({ restored: z.int() }),
  }),
  /** Dials the address for real and waits for a keyframe. With `id`, an empty password means the stored one. */
  testConnection: invoke({
    permission: 'camera.test',
    args: z.object({ id: cameraIdSchema.nullable(), draft: cameraDraftSchema, profile: z.enum(['main', 'sub']) }),
    result: connectionTestSchema,
  }),
  /** Judges a CSV file's text without storing anything. */
  previewImport: invoke({
    permission: 'camera.manage',
    args: z.object({ text: z.string().max(8_000_000) }),
    result: importPreviewSchema,
    maxSize: 8_001_000,
  }),
  applyImport: invoke({
    permission: 'camera.manage',
    audited: 'camera.import',
    args: z.object({ importId: z.string().max(64) }),
    result: importResultSchema,
  }),
  /** What changed since the snapshot. */
  onChanged: notify(z.object({ upserted: z.array(cameraSchema), removed: z.array(cameraIdSchema) })),
  /** The areas and units of the cameras the person may know of, whole, whenever they are other than before. */
  onTerritory: notify(territorySchema),
};
