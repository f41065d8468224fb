import { z } from 'zod';

/** SHA-256 over a whole certificate, 64 capital hex digits: names exactly one. */
export const fingerprintSchema = z.string().regex(/^[0-9A-F]{64}$/u);

/** What a camera's certificate says of itself; of an untrusted one only the fingerprint can be checked. */
export const certificateFactsSchema = z
  .object({
    fingerprint: fingerprintSchema,
    /** As the camera wrote it, on one line. */
    subject: z.string().max(200),
    issuer: z.string().max(200),
    validFromMs: z.number(),
    validToMs: z.number(),
  })
  .readonly();
export type CertificateFacts = z.infer<typeof certificateFactsSchema>;

/** `AB:CD:…`, as cameras and browsers show it. */
export function fingerprintText(fingerprint: string): string {
  return fingerprint.match(/../gu)?.join(':') ?? fingerprint;
}
