/** The names a camera's place and managing unit have: small tables beside the cameras, so that no camera repeats them. */
import { z } from 'zod';
import { itemIdSchema } from '../province/schemas.ts';

const name = z.string().max(200);

/** `19/05443/to-12`: province, commune, what lies within it. */
export const areaPathTextSchema = z.string().max(300);

/** Two administrative levels and free sub-areas below a commune; there are no districts (R-ORG-02). */
export const shownAreaSchema = z
  .object({
    path: areaPathTextSchema,
    kind: z.enum(['PROVINCE', 'XA', 'PHUONG', 'SUB_AREA']),
    name,
    /** Old names, for search only (R-ORG-06). */
    aliases: z.array(name).max(50).readonly(),
  })
  .readonly();
export type ShownArea = z.infer<typeof shownAreaSchema>;

export const shownUnitSchema = z
  .object({
    id: itemIdSchema,
    kind: z.enum([
      'PROVINCIAL_COMMITTEE',
      'DEPARTMENT',
      'COMMUNE_COMMITTEE',
      'CENTRE',
      'POLICE_LIAISON',
      'OPERATOR',
      'SERVICE_PROVIDER',
      'VOLUNTARY_PROVIDER',
    ]),
    name,
  })
  .readonly();
export type ShownUnit = z.infer<typeof shownUnitSchema>;

/** Those of the cameras a person may know of, and the areas these lie in; empty on a workstation of its own. */
export const territorySchema = z
  .object({ areas: z.array(shownAreaSchema).readonly(), units: z.array(shownUnitSchema).readonly() })
  .readonly();
export type Territory = z.infer<typeof territorySchema>;

export const noTerritory: Territory = { areas: [], units: [] };
