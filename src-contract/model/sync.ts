import { z } from 'zod';
import { itemIdSchema, problemKindSchema, uuidSchema } from '../province/schemas.ts';

/** Why this machine is not in step with the province; each has a text under `sync.reason`. */
export const syncReasonSchema = z.enum([
  'network',
  'timeout',
  'busy',
  'refused',
  'not-our-contract',
  /** No device key or no trust bundle to ask or to believe with. */
  'no-session',
  'bad-signature',
  'bad-page',
  'went-back',
  'root-differs',
  'other-proposal',
  /** Its own files failed it. */
  'storage',
]);
export type SyncReason = z.infer<typeof syncReasonSchema>;

/** Province time minus this machine's, and how far it may be off. */
export const clockOffsetSchema = z.object({ offsetMs: z.number(), uncertaintyMs: z.number().min(0) }).readonly();
export type ClockOffset = z.infer<typeof clockOffsetSchema>;

const factsSchema = z.object({
  /** UTC ms by this machine of the last answer that was the province's; `null`: none since enrolment. */
  lastContactAt: z.number().nullable(),
  /** Of the checkpoint in use; `null`: no configuration yet. */
  checkpointId: z.int().nullable(),
  /** Edits made here that the province has not answered yet. */
  pendingEdits: z.int().min(0),
  /** Edits it did not take, which wait for a person. */
  conflicts: z.int().min(0),
  /** Items of the configuration that are not used. */
  refusedItems: z.int().min(0),
  clock: clockOffsetSchema.nullable(),
});

/** What a person sees of keeping in step with the province. `off`: this workstation belongs to none. */
export const syncStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  factsSchema.extend({ kind: z.literal('working') }),
  factsSchema.extend({ kind: z.literal('in-step') }),
  factsSchema.extend({ kind: z.literal('waiting'), reason: syncReasonSchema }),
  factsSchema.extend({ kind: z.literal('distrusting'), reason: syncReasonSchema }),
  factsSchema.extend({ kind: z.literal('broken'), reason: syncReasonSchema }),
]);
export type SyncState = z.infer<typeof syncStateSchema>;
export type SyncFacts = z.infer<typeof factsSchema>;

/** A value of a document as a person reads it; `null`: there is none. Data from elsewhere, shown as text. */
const shownValueSchema = z.string().max(500).nullable();

/** Why an edit did not go through. */
export const conflictEndSchema = z.discriminatedUnion('kind', [
  /** Both sides changed these fields; the province's values stand. */
  z.object({
    kind: z.literal('fields'),
    fields: z.array(z.object({ field: z.string().max(100), mine: shownValueSchema, theirs: shownValueSchema })).max(100),
  }),
  /** The layout or scenario was changed, or deleted, meanwhile; `copyName`: what was made here is kept under this name. */
  z.object({ kind: z.literal('stale'), deleted: z.boolean(), copyName: z.string().max(200).nullable() }),
  /** `at`: the member it is about, its path joined with dots; `null`: the province named none. */
  z.object({ kind: z.literal('refused'), problem: problemKindSchema, at: z.string().max(200).nullable() }),
]);

/**
 * `keep-theirs`: the province's values stand, what of the edit did not collide is offered anew, and a loser's copy stays.
 * `propose-again`: all of it once more, on top of what the province has now. `discard`: nothing of it is kept.
 */
export const resolutionSchema = z.enum(['keep-theirs', 'propose-again', 'discard']);
export type Resolution = z.infer<typeof resolutionSchema>;

/** What an edit is of; its name comes from elsewhere. */
const editSubjectSchema = z.object({ kind: z.enum(['camera', 'layout', 'scenario']), id: itemIdSchema, name: z.string().max(300) });

/** An edit made here that the province has not answered yet. */
export const pendingEditSchema = z.object({
  proposalId: uuidSchema,
  /** UTC ms by this machine. */
  madeAt: z.number(),
  act: z.enum(['add', 'change', 'retire', 'delete']),
  subject: editSubjectSchema,
  /** `line`: for the province to be reached and to answer; `maker`: for whoever made it to sign in with the province. */
  waitsFor: z.enum(['line', 'maker']),
});
export type PendingEdit = z.infer<typeof pendingEditSchema>;

/** An edit the province did not take, kept until a person decides. */
export const syncConflictSchema = z.object({
  proposalId: uuidSchema,
  /** UTC ms by this machine. */
  madeAt: z.number(),
  subject: editSubjectSchema,
  end: conflictEndSchema,
  /** What makes sense here. */
  choices: z.array(resolutionSchema),
  /** The form it can be corrected in: of a camera the province does not have, or of one it has; `null`: none. */
  form: z.enum(['registration', 'camera']).nullable(),
});
export type SyncConflict = z.infer<typeof syncConflictSchema>;

/** Why an item of the configuration is not used; each has a text under `sync.refusal`. */
export const refusalSchema = z.enum(['unknown-type', 'unknown-shape', 'other-id', 'state-secret', 'police-operational', 'no-consent']);

export const refusedItemSchema = z.object({
  type: z.string().max(40),
  /** `null`: the law keeps even its name off this screen. */
  id: z.string().max(80).nullable(),
  rev: z.string().max(60),
  reason: refusalSchema,
});
export type RefusedItem = z.infer<typeof refusedItemSchema>;
