/** What a province must be told of a camera it does not have yet, beside its name and addresses. */
import { z } from 'zod';
import {
  areaPathSchema,
  cameraCodeSchema,
  cameraConnectionSchema,
  cameraDeviceSchema,
  cameraSchema,
  itemIdSchema,
  positionSchema,
} from '../province/schemas.ts';

const { legalBasis, locationType, domains, noticeSign, sensitive } = cameraSchema.unwrap().shape;
const { firmware, serial, videoCodec } = cameraDeviceSchema.unwrap().shape;

/** Filled in by a person; a camera of the State's own, in use. What needs a citizen's written consent is registered at the province. */
export const cameraRegistrationSchema = z
  .object({
    code: cameraCodeSchema,
    areaPath: areaPathSchema,
    /** Who manages and operates it. */
    unitId: itemIdSchema,
    ...{ legalBasis, locationType, domains, noticeSign, sensitive },
    position: positionSchema,
    /** `make` and `model` may be empty where nobody knows them. */
    device: z.object({ make: z.string().max(200), model: z.string().max(200), firmware, serial, videoCodec }).readonly(),
    onvif: cameraConnectionSchema.unwrap().shape.onvif,
  })
  .readonly();
export type CameraRegistration = z.infer<typeof cameraRegistrationSchema>;

const name = z.string().max(300);

/** Where the person may register a camera: areas by their paths, and units that may manage it. */
export const registrationPlacesSchema = z
  .object({
    areas: z.array(z.object({ path: areaPathSchema, name }).readonly()).readonly(),
    units: z.array(z.object({ id: itemIdSchema, name }).readonly()).readonly(),
    /** Their own unit, where it is one of those. */
    ownUnitId: itemIdSchema.nullable(),
    /** The province takes passwords sealed to a key of its own; without one a camera that needs a password is registered there. */
    takesPasswords: z.boolean(),
  })
  .readonly();
export type RegistrationPlaces = z.infer<typeof registrationPlacesSchema>;
