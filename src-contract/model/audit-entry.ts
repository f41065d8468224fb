import { z } from 'zod';

/** What can be done or happen that leaves an entry: R-AUD-02, and what this client adds (listening, replay, refused calls, epochs). */
export const auditActionSchema = z.enum([
  'app.start',
  'app.stop',
  'app.crash',
  'session.sign-in',
  'session.refused',
  'session.lock',
  'session.unlock',
  'session.sign-out',
  'shift.hand-over',
  'call.refused',
  'live.start',
  'live.stop',
  'audio.start',
  'audio.stop',
  'replay.start',
  'replay.stop',
  'playback.start',
  'playback.seek',
  'playback.stop',
  'snapshot.take',
  'wall.change',
  'wall.push',
  'ptz.start',
  'ptz.stop',
  'bookmark.add',
  'hold.change',
  'request.create',
  'request.approve',
  'request.reject',
  'evidence.export',
  'evidence.verify',
  'evidence.hand-over',
  'mask.lift',
  'mask.change',
  'camera.add',
  'camera.change',
  'camera.remove',
  'camera.import',
  'config.change',
  'rights.change',
  'grant.change',
  'sync.error',
  'clock.drift',
  'clock.jump',
  'update.install',
  'log.read',
  'log.export',
  'log.epoch',
]);
export type AuditAction = z.infer<typeof auditActionSchema>;

/** Who did it. `online`: the province vouched for the session; `offline`: this machine did; `local`: no sign-in exists here; `system`: nobody, the program itself. */
export const auditActorSchema = z
  .strictObject({
    userId: z.string().max(128),
    name: z.string().max(200),
    unit: z.string().max(200).nullable(),
    role: z.string().max(128).nullable(),
    session: z.string().max(128).nullable(),
    mode: z.enum(['online', 'offline', 'local', 'system']),
  })
  .readonly();
export type AuditActor = z.infer<typeof auditActorSchema>;

/** Where it was done: R-AUD-03 asks for network address and MAC too. */
export const auditDeviceSchema = z
  .strictObject({
    id: z.string().max(128),
    host: z.string().max(255),
    ip: z.string().max(64).nullable(),
    mac: z.string().max(32).nullable(),
    app: z.string().max(64),
  })
  .readonly();
export type AuditDevice = z.infer<typeof auditDeviceSchema>;

/** How well the machine's clock was known; offsets are the province's time minus ours. */
export const auditClockSchema = z
  .strictObject({
    state: z.enum(['synced', 'unsynced']),
    offsetMs: z.number().nullable(),
    uncertaintyMs: z.number().nullable(),
    lastSync: z.iso.datetime().nullable(),
  })
  .readonly();

export const auditObjectSchema = z
  .strictObject({ kind: z.string().max(40), id: z.string().max(200), label: z.string().max(300).nullable() })
  .readonly();

const paramSchema = z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]);

/** What the doer says of an act; the ledger adds where in the log it stands. */
const said = {
  actor: auditActorSchema,
  action: auditActionSchema,
  /** An act with an effect is written before it (`intent`) and after it (`result`); what merely happens is an `event`. */
  phase: z.enum(['intent', 'result', 'event']),
  object: auditObjectSchema.nullable(),
  /** Area path of the object, `tinh/xa/diem`. */
  area: z.string().max(300).nullable(),
  purpose: z.string().max(300).nullable(),
  caseNumber: z.string().max(100).nullable(),
  requestId: z.string().max(128).nullable(),
  outcome: z.enum(['pending', 'done', 'refused', 'failed']),
  reason: z.string().max(300).nullable(),
  /** Never a secret: callers pass what may be read by every inspector. */
  params: z.record(z.string().max(60), paramSchema).readonly(),
};

export const auditDraftSchema = z.strictObject(said).readonly();
export type AuditDraft = z.infer<typeof auditDraftSchema>;

/** One line of the ledger: R-AUD-03. Stored, hashed and sent as the exact bytes of its JSON text. */
export const auditEntrySchema = z
  .strictObject({
    v: z.literal(1),
    logId: z.string().min(1).max(128),
    epoch: z.int().min(1),
    /** Counts from 1 in each epoch, without a gap. */
    seq: z.int().min(1),
    /** UUIDv7. */
    entryId: z.uuid(),
    utc: z.iso.datetime({ precision: 3 }),
    /** The same moment in Vietnam, as people will read it. */
    local: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+07:00$/u),
    /** Monotonic ms since this start of the program; comparable within one `bootId`. */
    mono: z.number().min(0),
    bootId: z.string().max(64),
    clock: auditClockSchema,
    device: auditDeviceSchema,
    ...said,
    /** Leaf hash of the entry before, in hexadecimal; zeros before the first. */
    prev: z.string().regex(/^[0-9a-f]{64}$/u),
  })
  .readonly();
export type AuditEntry = z.infer<typeof auditEntrySchema>;
