import { z } from 'zod';
import { auditActorSchema, auditObjectSchema } from '../province/schemas.ts';

/** Which entries: `null` means any, texts are exact but for `text`. Times are this machine's clock, ms since 1970, both ends included. */
export const auditFilterSchema = z
  .object({
    fromMs: z.number().min(0).nullable(),
    toMs: z.number().min(0).nullable(),
    userId: z.string().max(128).nullable(),
    /** A whole action, or a group such as `live.`. */
    action: z.string().max(60).nullable(),
    objectId: z.string().max(200).nullable(),
    outcome: z.enum(['pending', 'done', 'refused', 'failed']).nullable(),
    /** Who vouched for the doer: the province, or this machine while the province was away. */
    mode: z.enum(['online', 'offline']).nullable(),
    /** Looked for in every text of an entry, blind to accents and case; empty means any. */
    text: z.string().max(100),
  })
  .readonly();
export type AuditFilter = z.infer<typeof auditFilterSchema>;

/** Leaves nothing out. */
export const wholeLog: AuditFilter = {
  fromMs: null,
  toMs: null,
  action: null,
  userId: null,
  objectId: null,
  outcome: null,
  mode: null,
  text: '',
};

/** How much of an answer is of whom, most first. */
export const shareSchema = z.object({ userId: z.string(), entries: z.int() }).readonly();
export type Share = z.infer<typeof shareSchema>;

export const entryPlaceSchema = z.object({ epoch: z.int().min(1), seq: z.int().min(1) }).readonly();

/** An entry as a list shows it; what counts is its bytes. */
export const auditRowSchema = z
  .object({
    epoch: z.int(),
    seq: z.int(),
    atMs: z.number(),
    actor: auditActorSchema,
    action: z.string(),
    phase: z.enum(['intent', 'result', 'event']),
    object: auditObjectSchema.nullable(),
    area: z.string().nullable(),
    purpose: z.string().nullable(),
    caseNumber: z.string().nullable(),
    outcome: z.enum(['pending', 'done', 'refused', 'failed']),
    reason: z.string().nullable(),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).nullable()).readonly(),
  })
  .readonly();
export type AuditRow = z.infer<typeof auditRowSchema>;

/** Place in a list whose entry cannot be shown: pruned, or not what was written. */
export const auditCellSchema = z.union([
  auditRowSchema,
  z.object({ epoch: z.int(), seq: z.int(), unreadable: z.literal(true) }).readonly(),
]);
export type AuditCell = z.infer<typeof auditCellSchema>;

/** Everything about one entry. */
export const auditDetailSchema = z
  .object({
    epoch: z.int(),
    seq: z.int(),
    /** The exact bytes, which are UTF-8. */
    text: z.string().max(65_536),
    /** SHA-256(0x00 ‖ bytes), as kept beside them. */
    hash: z.string(),
    /** Whether the bytes still have that hash. */
    whole: z.boolean(),
    /** Size of the first signed head that covers it; `null`: none yet. */
    signedBy: z.int().nullable(),
    /** When the province first witnessed a head that covers it; `null`: not yet. */
    witnessedMs: z.number().nullable(),
  })
  .readonly();
export type AuditDetail = z.infer<typeof auditDetailSchema>;

/** How the log gets to the province; `off`: this workstation belongs to none. */
export const auditUploadStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }).readonly(),
  z.object({ kind: z.literal('in-step'), reason: z.null() }).readonly(),
  /** It is tried again by itself; `reason` is `null` before the first try. */
  z.object({ kind: z.literal('waiting'), reason: z.string().nullable() }).readonly(),
  /** Nothing is sent until somebody has looked into it; `problem` is the contract's own word, the place the province's head. */
  z
    .object({
      kind: z.literal('stopped'),
      reason: z.enum(['fork', 'refused', 'pruned', 'not-witnessed']),
      problem: z.string(),
      epoch: z.int().nullable(),
      seq: z.int().nullable(),
    })
    .readonly(),
]);
export type AuditUploadState = z.infer<typeof auditUploadStateSchema>;

/** How far the log is written, signed, witnessed and at the province. */
export const auditLogStateSchema = z
  .object({
    logId: z.string(),
    epoch: z.int(),
    /** Of the newest entry in this epoch; 0: none yet. */
    seq: z.int(),
    entries: z.int(),
    /** Newest signed head of the epoch; `atMs` is `null` when it was not noted. */
    head: z.object({ size: z.int(), atMs: z.number().nullable() }).nullable(),
    /** Newest head with the province's cosignature, of any epoch. */
    witnessed: z.object({ epoch: z.int(), size: z.int(), atMs: z.number() }).nullable(),
    /** Entries nobody but this machine vouches for, and since when. */
    unwitnessed: z.object({ count: z.int(), sinceMs: z.number().nullable() }),
    /** Entries the province does not have. */
    unsent: z.int(),
    /** Bodies that went after the province had them and their time was over; their hashes stay. */
    pruned: z.int(),
  })
  .readonly();
export type AuditLogState = z.infer<typeof auditLogStateSchema>;

export const sightingKindSchema = z.enum(['live', 'audio', 'replay', 'playback', 'snapshot']);
export type SightingKind = z.infer<typeof sightingKindSchema>;

/** One stretch of time in which a person had something of a camera before them. */
export const sightingSchema = z
  .object({
    /** The entry it begins with. */
    epoch: z.int(),
    seq: z.int(),
    userId: z.string(),
    userName: z.string(),
    session: z.string().nullable(),
    cameraId: z.string(),
    /** As it was called then. */
    cameraLabel: z.string().nullable(),
    kind: sightingKindSchema,
    fromMs: z.number(),
    /** `null` while it goes on. */
    toMs: z.number().nullable(),
    /** `last-sign`: no end was written (a crash, a power cut); `toMs` is the last entry of that run. */
    ended: z.enum(['stopped', 'program-ended', 'last-sign', 'goes-on', 'moment']),
  })
  .readonly();
export type Sighting = z.infer<typeof sightingSchema>;

/** More than anybody reads; what is left out is said. */
export const SIGHTINGS_SHOWN = 5_000;
/** The longest list a window can scroll through; longer ones show the newest, and say so. */
export const READING_MOST = 1_000_000;
export const PAGE_MOST = 200;
/** More people than ever share one workstation. */
export const SHARES_MOST = 200;
