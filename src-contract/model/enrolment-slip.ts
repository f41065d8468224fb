import { z } from 'zod';

/**
 * What the province's administrator gives a workstation, as a `.vmsslip` file or its text: where the province is, how to know
 * it, and a code that makes one machine a member, once.
 */
export const enrolmentSlipSchema = z
  .object({
    version: z.literal(1),
    /** `https://host:port`. */
    url: z
      .string()
      .max(300)
      .regex(/^https:\/\/[^/?#@\s]+\/?$/u),
    /** PEM of the root the province's server certificate is issued under. */
    ca: z
      .string()
      .max(10_000)
      .regex(/^-----BEGIN CERTIFICATE-----\n/u),
    /** SHA-256, hex, of the SubjectPublicKeyInfo of the key that signs the trust bundle. */
    signingKey: z.string().regex(/^[0-9a-f]{64}$/u),
    code: z.string().regex(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/u),
    /** Last moment the code is good, UTC; only the province decides. */
    expiresAt: z.iso.datetime().optional(),
  })
  .readonly();
export type EnrolmentSlip = z.infer<typeof enrolmentSlipSchema>;
