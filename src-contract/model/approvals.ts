import { z } from 'zod';
import { approvalActSchema, approvalSchema } from '../province/schemas.ts';
import { cameraIdSchema } from './camera.ts';

/** An act that waits for a second person, or waited, as windows show it. */
export const approvalViewSchema = z
  .object({
    id: z.string().min(1).max(80),
    act: approvalActSchema,
    state: approvalSchema.unwrap().shape.state,
    /** `null` where the act concerns no camera, or one this seat may not know of. */
    camera: z
      .object({ id: cameraIdSchema, label: z.string().max(300) })
      .readonly()
      .nullable(),
    reason: z.string().max(500),
    requesterName: z.string().max(200),
    approverName: z.string().max(200).nullable(),
    decisionReason: z.string().max(1000).nullable(),
    /** Server time, epoch ms. */
    askedAt: z.number(),
    expiresAt: z.number(),
  })
  .readonly();
export type ApprovalView = z.infer<typeof approvalViewSchema>;

export const approvalsStateSchema = z
  .object({
    /** Asked by others, for the person at the seat to decide; newest first. */
    toDecide: z.array(approvalViewSchema).max(500).readonly(),
    /** Asked at this seat in this session; newest first. */
    mine: z.array(approvalViewSchema).max(100).readonly(),
  })
  .readonly();
export type ApprovalsState = z.infer<typeof approvalsStateSchema>;

export const noApprovals: ApprovalsState = { toDecide: [], mine: [] };
