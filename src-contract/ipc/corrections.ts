import { z } from 'zod';
import { cameraDraftSchema, cameraIdSchema, cameraSchema } from '../model/camera.ts';
import { loginChoiceSchema, proposedAdditionSchema, proposedEditSchema } from '../model/correction.ts';
import { cameraRegistrationSchema } from '../model/registration.ts';
import { uuidSchema } from '../province/schemas.ts';
import { invoke } from './builder.ts';

const proposalId = uuidSchema;

/**
 * Edits of cameras the province did not take, corrected in the form they were made in. Every call rejects `not-found` for
 * one that was settled meanwhile; what is offered takes the refused one's place, or nothing changes.
 */
export const corrections = {
  addition: invoke({ permission: 'camera.add', args: z.object({ proposalId }), result: proposedAdditionSchema }),
  offerAddition: invoke({
    permission: 'camera.add',
    audited: 'camera.add',
    args: z.object({ proposalId, draft: cameraDraftSchema, registration: cameraRegistrationSchema, login: loginChoiceSchema }),
    result: z.object({}),
  }),
  edit: invoke({ permission: 'camera.manage', args: z.object({ proposalId, cameraId: cameraIdSchema }), result: proposedEditSchema }),
  offerEdit: invoke({
    permission: 'camera.manage',
    audited: 'camera.change',
    args: z.object({ proposalId, cameraId: cameraIdSchema, draft: cameraDraftSchema, login: loginChoiceSchema }),
    result: cameraSchema,
  }),
};
