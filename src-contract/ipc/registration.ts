import { z } from 'zod';
import { cameraDraftSchema } from '../model/camera.ts';
import { cameraRegistrationSchema, registrationPlacesSchema } from '../model/registration.ts';
import { invoke } from './builder.ts';

/** Cameras a province does not have yet, offered to it. Every call rejects `unavailable` in a profile that belongs to none. */
export const registration = {
  places: invoke({ permission: 'camera.add', args: z.object({}), result: registrationPlacesSchema }),
  /** Resolves when the offer is on disk; it goes to the province as the line and its maker's session allow. */
  offer: invoke({
    permission: 'camera.add',
    audited: 'camera.add',
    args: z.object({ draft: cameraDraftSchema, registration: cameraRegistrationSchema }),
    result: z.object({}),
  }),
};
