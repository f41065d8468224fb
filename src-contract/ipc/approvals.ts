import { z } from 'zod';
import { approvalsStateSchema } from '../model/approvals.ts';
import { cameraIdSchema } from '../model/camera.ts';
import { openedActSchema } from '../model/privacy.ts';
import { invoke, notify } from './builder.ts';

const idSchema = z.string().min(1).max(80);
const reasonSchema = z.string().trim().min(1).max(200);
const wish = { act: openedActSchema, cameraId: cameraIdSchema, reason: reasonSchema };

/**
 * Four eyes: an act that needs a second person is asked for, decided by somebody else, and done once.
 *
 * Main writes each step into the audit log before it is taken, with both names.
 */
export const approvals = {
  /** Asks through the province; somebody there decides. Rejects where it cannot be reached. */
  ask: invoke({ permission: 'second.ask', args: z.object(wish), result: z.object({ id: idSchema }) }),
  /** Does what was approved, once: the approval is checked to the letter and used up first. */
  use: invoke({ permission: 'session.use', args: z.object({ id: idSchema }), result: z.object({}) }),
  approve: invoke({
    permission: 'second.decide',
    args: z.object({ id: idSchema, reason: reasonSchema.nullable() }),
    result: z.object({}),
  }),
  reject: invoke({ permission: 'second.decide', args: z.object({ id: idSchema, reason: reasonSchema }), result: z.object({}) }),
  /** The second person stands beside and proves themselves here; whoever sits at the seat stays who they are. */
  here: invoke({
    permission: 'second.ask',
    args: z.object({
      ...wish,
      login: z.string().min(1).max(100),
      password: z.string().min(1).max(200),
      totp: z
        .string()
        .regex(/^[0-9]{6}$/u)
        .optional(),
    }),
    result: z.object({}),
  }),
  /** Looks at once for what is new, and answers how it stands. */
  look: invoke({ permission: 'session.use', args: z.object({}), result: approvalsStateSchema }),
  onChanged: notify(approvalsStateSchema),
};
