import { z } from 'zod';
import { purposeChoiceSchema, sessionStateSchema } from '../model/session.ts';
import { invoke, notify, send } from './builder.ts';

const passwordSchema = z.string().min(1).max(200);
const totpSchema = z.string().regex(/^[0-9]{6}$/u);

/** Joining a province, and who sits here. Each answers the state it led to; the same comes by `onChanged`. */
export const session = {
  /** Makes this workstation a member of the province whose slip this is: the text of a `.vmsslip` file. */
  enrol: invoke({ permission: 'session.use', args: z.object({ slip: z.string().max(20_000) }), result: sessionStateSchema }),
  /** `oidc` opens the system browser and waits until the person has come back from it. Errors say what to do. */
  signIn: invoke({
    permission: 'session.use',
    args: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('password'), login: z.string().min(1).max(100), password: passwordSchema, totp: totpSchema.optional() }),
      z.object({ kind: z.literal('oidc') }),
      /** Judged by this workstation alone, and only while the province is away. */
      z.object({ kind: z.literal('passphrase'), login: z.string().min(1).max(100), passphrase: passwordSchema }),
    ]),
    result: sessionStateSchema,
  }),
  /** Ends the waiting of `signIn`, `unlock` or `setPassphrase` for the browser, which then rejects `cancelled`. */
  cancelSignIn: invoke({ permission: 'session.use', args: z.object({}), result: z.object({}) }),
  lock: invoke({ permission: 'session.use', args: z.object({ displayOnly: z.boolean() }), result: sessionStateSchema }),
  /** By the person who is signed in; somebody else signs that one out first. */
  unlock: invoke({
    permission: 'session.use',
    args: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('password'), password: passwordSchema, totp: totpSchema.optional() }),
      z.object({ kind: z.literal('oidc') }),
      z.object({ kind: z.literal('passphrase'), passphrase: passwordSchema }),
    ]),
    result: sessionStateSchema,
  }),
  /** Also from the lock screen, so that the next person can sign in: a fast user switch. */
  signOut: invoke({ permission: 'session.use', args: z.object({}), result: sessionStateSchema }),
  /** Leaves a note for the next shift, then signs out. */
  handOver: invoke({ permission: 'session.use', args: z.object({ note: z.string().min(1).max(2000) }), result: sessionStateSchema }),
  /** The next person has read the note. */
  takeOver: invoke({ permission: 'session.use', args: z.object({}), result: sessionStateSchema }),
  changePassword: invoke({
    permission: 'session.use',
    args: z.object({ current: passwordSchema, next: passwordSchema }),
    result: sessionStateSchema,
  }),
  /**
   * The passphrase of this workstation, or another one, for the person who signed in through the browser. `recent` rejects
   * `passphrase-prove-again` some minutes after that; `browser` opens it once more and waits.
   */
  setPassphrase: invoke({
    permission: 'session.use',
    args: z.object({ passphrase: passwordSchema, proof: z.enum(['recent', 'browser']) }),
    result: sessionStateSchema,
  }),
  /** From now on no way in without the province; also the answer of whoever wants none. */
  dropPassphrase: invoke({ permission: 'session.use', args: z.object({}), result: sessionStateSchema }),
  /** What may be chosen, by the province's policy in use; none before that is here. */
  purposes: invoke({
    permission: 'session.use',
    args: z.object({}),
    result: z.object({ purposes: z.array(purposeChoiceSchema).max(50) }),
  }),
  choosePurpose: invoke({
    permission: 'session.use',
    args: z.object({ purposeId: z.string().min(1).max(80), caseNo: z.string().min(1).max(100).nullable() }),
    result: sessionStateSchema,
  }),
  /** Somebody touched mouse or keyboard; windows say so at most every few seconds. Without it the session locks. */
  reportActivity: send({ permission: 'session.use', args: z.object({}) }),
  onChanged: notify(sessionStateSchema),
};
