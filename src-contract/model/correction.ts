/** Edits of cameras that the province did not take, on their way back into the form they were made in. */
import { z } from 'zod';
import { problemKindSchema } from '../province/schemas.ts';
import { cameraRegistrationSchema } from './registration.ts';

/** A name or an address, as it stood in the form. */
const typed = z.string().max(2048);

/** `kept`: its password is sealed for the province and can go again as it is; `lost`: it must be typed again. */
const sentLoginSchema = z.enum(['none', 'kept', 'lost']);
export type SentLogin = z.infer<typeof sentLoginSchema>;

/** `at`: the member it is about, its path joined with dots; `null`: the province named none. */
const refusalSchema = z.object({ problem: problemKindSchema, at: z.string().max(200).nullable() }).readonly();

/** A camera as it was proposed. No user name and no password: those are sealed. */
export const proposedAdditionSchema = z
  .object({
    ...{ name: typed, mainUrl: typed, subUrl: typed.nullable() },
    registration: cameraRegistrationSchema,
    login: sentLoginSchema,
    refusal: refusalSchema,
  })
  .readonly();
export type ProposedAddition = z.infer<typeof proposedAdditionSchema>;

/** What was proposed of a camera; `null`: nothing of that. */
export const proposedEditSchema = z
  .object({
    ...{ name: typed.nullable(), mainUrl: typed.nullable(), subUrl: typed.nullable() },
    login: sentLoginSchema,
    /** `null`: the province has other values of these, which stand. */
    refusal: refusalSchema.nullable(),
    collided: z.array(z.string().max(100)).max(100).readonly(),
  })
  .readonly();
export type ProposedEdit = z.infer<typeof proposedEditSchema>;

/** `sealed`: the login that was sent before goes again; `drafted`: what the draft has, be it none. */
export const loginChoiceSchema = z.enum(['sealed', 'drafted']);
export type LoginChoice = z.infer<typeof loginChoiceSchema>;
