/** What main tells the media process and hears from it. Control only: pictures ride on the media link. */
import { z } from 'zod';
import { certificateFactsSchema, fingerprintSchema } from '../../src-contract/model/certificate.ts';
import { streamStateSchema } from '../../src-contract/model/stream-state.ts';

export const streamSourceSchema = z.object({
  url: z.string(),
  username: z.string().nullable(),
  password: z.string().nullable(),
  transport: z.enum(['tcp', 'udp']),
  trustedCertificate: fingerprintSchema.nullable().optional(),
});

export const mediaCommandSchema = z.discriminatedUnion('kind', [
  /** Must come first; again when the FFmpeg setting changes. `path: null` = there is none, streams and pictures that need it fail with `ffmpeg-missing`. */
  z.object({
    kind: z.literal('configure'),
    ffmpeg: z.object({ path: z.string(), major: z.int(), rtspTimeoutOption: z.string() }).nullable(),
  }),
  /**
   * Admits whoever shows the ticket to one stream, and with `replay` to what was kept of it. Streams with the same
   * `streamKey` share one pull. The same ticket again replaces what it admitted to.
   */
  z.object({
    kind: z.literal('permit'),
    ticket: z.string(),
    streamKey: z.string(),
    label: z.string(),
    source: streamSourceSchema,
    replay: z.boolean(),
  }),
  /** The same for a stream's sound. */
  z.object({ kind: z.literal('permit-sound'), ticket: z.string(), streamKey: z.string(), label: z.string(), source: streamSourceSchema }),
  /** Pulls a stream nobody watches yet, until its ticket is revoked. Answered with `not-prepared` where tiles are waiting to be dialled for. */
  z.object({ kind: z.literal('prepare'), ticket: z.string(), streamKey: z.string(), label: z.string(), source: streamSourceSchema }),
  z.object({ kind: z.literal('revoke'), ticket: z.string() }),
  /** How much of every open stream is kept for replays. */
  z.object({ kind: z.literal('keep-replay'), seconds: z.number().min(0), bytes: z.number().min(0) }),
  /** Zeroes what was kept of one stream, or of all with `null`: somebody signed out, or lost the right to it. */
  z.object({ kind: z.literal('wipe-replay'), streamKey: z.string().nullable() }),
  z.object({ kind: z.literal('test'), testId: z.string(), source: streamSourceSchema, timeoutMs: z.number() }),
  z.object({ kind: z.literal('stop') }),
]);
export type MediaCommand = z.infer<typeof mediaCommandSchema>;

export const mediaEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('stream'), streamKey: z.string(), label: z.string(), state: streamStateSchema }),
  z.object({ kind: z.literal('not-prepared'), ticket: z.string() }),
  /** What was kept of a ticket's stream is shown from so long ago; `agoMs` null: no longer. Each beginning has its end. */
  z.object({ kind: z.literal('replay'), ticket: z.string(), agoMs: z.number().nullable() }),
  z.object({
    kind: z.literal('tested'),
    testId: z.string(),
    result: z.discriminatedUnion('ok', [
      z.object({
        ok: z.literal(true),
        codec: z.string(),
        width: z.int(),
        height: z.int(),
        fps: z.number().nullable(),
        firstKeyframeMs: z.number(),
        jpegBase64: z.string().nullable(),
      }),
      /** With the certificate that was not believed, for a person to judge. */
      z.object({ ok: z.literal(false), reason: z.string(), certificate: certificateFactsSchema.nullable().optional() }),
    ]),
  }),
  /** A finished line for the program's log, redacted. */
  z.object({ kind: z.literal('log'), line: z.string().max(65_536) }),
  /** Every child process that lives, so that main can end leftovers after a crash of the media process. */
  z.object({ kind: z.literal('children'), pids: z.array(z.int()) }),
]);
export type MediaEvent = z.infer<typeof mediaEventSchema>;
