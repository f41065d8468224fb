import { z } from 'zod';

const nameSchema = z.string().max(200);
/** As the contract with the province has it. */
const idSchema = z.string().min(1).max(80);

/** Somebody with an account of their own; nobody else ever signs in (R-ACC-06). */
export const personSchema = z
  .object({
    id: idSchema,
    login: z.string().max(100),
    name: nameSchema,
    unitId: idSchema,
    /** The id while the configuration that names it is not here yet; so for roles. */
    unitName: nameSchema,
    roles: z.array(z.object({ id: idSchema, name: nameSchema }).readonly()).readonly(),
  })
  .readonly();
export type Person = z.infer<typeof personSchema>;

/** Why somebody does what they do, as they said it once for this session or case. */
export const chosenPurposeSchema = z.object({ id: idSchema, name: nameSchema, caseNo: z.string().max(100).nullable() }).readonly();
export type ChosenPurpose = z.infer<typeof chosenPurposeSchema>;

/** A purpose the province allows to be named. */
export const purposeChoiceSchema = z.object({ id: idSchema, name: nameSchema, nameEn: nameSchema, caseNoRequired: z.boolean() }).readonly();
export type PurposeChoice = z.infer<typeof purposeChoiceSchema>;

/** What the shift before left for this one; stands until it is taken over. */
export const handOverSchema = z
  .object({ fromName: nameSchema, note: z.string().max(2000), /** Server time as best known, epoch ms. */ at: z.number() })
  .readonly();
export type HandOver = z.infer<typeof handOverSchema>;

/** `online`: the province vouches for the session; `offline`: this machine does, within the grace the province signed. */
export const sessionModeSchema = z.enum(['online', 'offline']);
export type SessionMode = z.infer<typeof sessionModeSchema>;

/** Why nobody is signed in, where a person must be told. */
export const signOutReasonSchema = z.enum([
  'signed-out',
  'handed-over',
  'revoked',
  'ended',
  'grace-over',
  'device-blocked',
  'too-many-failures',
]);
export type SignOutReason = z.infer<typeof signOutReasonSchema>;

/**
 * Whether somebody who proves themselves in the browser may sign in here while the province is away: with a passphrase of
 * this workstation alone. `declined`: asked, and wants none. `not-offered`: works with a password anyway, or may never.
 */
export const offlinePassphraseSchema = z.enum(['not-offered', 'unset', 'declined', 'set']);
export type OfflinePassphrase = z.infer<typeof offlinePassphraseSchema>;

/** Who sits here, as the windows show it. The main side decides by more than this. */
export const sessionStateSchema = z.discriminatedUnion('kind', [
  /** Not a member of a province: whoever sits here, with this workstation's own cameras. */
  z.object({ kind: z.literal('standalone') }).readonly(),
  z
    .object({
      kind: z.literal('signed-out'),
      province: z.object({ name: nameSchema, url: z.string().max(300) }).readonly(),
      ways: z.object({ password: z.boolean(), oidc: z.boolean() }).readonly(),
      reach: z.enum(['online', 'offline', 'unknown']),
      /** Who could sign in here without the province, newest first. */
      remembered: z
        .array(z.object({ login: z.string().max(100), name: nameSchema, by: z.enum(['password', 'passphrase']) }).readonly())
        .readonly(),
      /** `null` at the start of the program. */
      reason: signOutReasonSchema.nullable(),
    })
    .readonly(),
  z
    .object({
      kind: z.literal('signed-in'),
      person: personSchema,
      mode: sessionModeSchema,
      /** When an offline session ends, server time, epoch ms; `null` while the province vouches. */
      graceEndsAt: z.number().nullable(),
      /** Nothing else may be done before `changePassword`. */
      mustChangePassword: z.boolean(),
      passphrase: offlinePassphraseSchema,
      purpose: chosenPurposeSchema.nullable(),
      handOver: handOverSchema.nullable(),
    })
    .readonly(),
  /** `displayOnly`: pictures go on, every act is refused (R-SEC-03). */
  z
    .object({
      kind: z.literal('locked'),
      person: personSchema,
      mode: sessionModeSchema,
      displayOnly: z.boolean(),
      /** Whether the person proves themselves to the identity provider instead of with a password. */
      unlockBy: z.enum(['password', 'oidc']),
      /** Whether their passphrase of this workstation opens the lock as well. */
      passphrase: z.boolean(),
    })
    .readonly(),
]);
export type SessionState = z.infer<typeof sessionStateSchema>;
