import { z } from 'zod';
import { pendingEditSchema, refusedItemSchema, resolutionSchema, syncConflictSchema, syncStateSchema } from '../model/sync.ts';
import { transferExportedSchema, transferImportedSchema, transferStepSchema } from '../model/transfer.ts';
import { uuidSchema } from '../province/schemas.ts';
import { invoke, notify } from './builder.ts';

/** More than a person goes through; the state counts all of them. */
export const CONFLICTS_SHOWN = 500;
export const REFUSED_SHOWN = 2000;
export const PENDING_SHOWN = 500;

/** A whole province fits in compressed many times over; base64 in characters. */
const LONGEST_TRANSFER = 32_000_000;

/** Keeping in step with the province. Every call but `now` rejects `unavailable` in a profile that belongs to none. */
export const sync = {
  /** Asks the province at once, as far as back-off allows. */
  now: invoke({ permission: 'app.use', args: z.object({}), result: z.object({}) }),
  /** Edits made here that the province has not answered yet, oldest first. */
  pending: invoke({
    permission: 'sync.manage',
    args: z.object({}),
    result: z.object({ items: z.array(pendingEditSchema).max(PENDING_SHOWN), truncated: z.boolean() }),
  }),
  /** Edits the province did not take, oldest first. */
  conflicts: invoke({
    permission: 'sync.manage',
    args: z.object({}),
    result: z.object({ conflicts: z.array(syncConflictSchema).max(CONFLICTS_SHOWN), truncated: z.boolean() }),
  }),
  /** Rejects `not-found` for an edit that was settled meanwhile, `conflict` where the choice no longer makes sense. */
  resolve: invoke({
    permission: 'sync.manage',
    audited: 'sync.resolve',
    args: z.object({ id: uuidSchema, resolution: resolutionSchema }),
    result: z.object({}),
  }),
  /** Items of the configuration that are not used, and why. */
  refused: invoke({
    permission: 'sync.manage',
    args: z.object({}),
    result: z.object({ items: z.array(refusedItemSchema).max(REFUSED_SHOWN), truncated: z.boolean() }),
  }),
  /** Writes a `.vmsync` file for the province into the person's folder: audit entries and edits, sealed for the province alone. */
  exportTransfer: invoke({ permission: 'sync.manage', audited: 'sync.export', args: z.object({}), result: transferExportedSchema }),
  /** Takes in a `.vmsync` file the province made for this workstation. Rejects `invalid-argument` with why it is not taken. */
  importTransfer: invoke({
    permission: 'sync.manage',
    audited: 'sync.import',
    args: z.object({ content: z.base64().max(LONGEST_TRANSFER) }),
    result: transferImportedSchema,
    maxSize: LONGEST_TRANSFER + 1000,
  }),
  onState: notify(syncStateSchema),
  /** What a transfer file is doing; `null`: it is done with. */
  onTransfer: notify(z.object({ step: transferStepSchema.nullable() })),
};
