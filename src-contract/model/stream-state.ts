import { z } from 'zod';

/** Why a stream is not playing. Each has a text that says what a person can do about it. */
export const streamFailureSchema = z.enum([
  'unauthorised',
  'not-found',
  'session-limit',
  'refused',
  /** `rtsps` with a certificate nobody vouches for: nothing was sent. Each by what is wrong with it. */
  'certificate-self-signed',
  'certificate-unknown-issuer',
  'certificate-expired',
  'certificate-wrong-host',
  /** Another certificate than the one a person trusted for this camera. */
  'certificate-changed',
  'unreachable',
  'timeout',
  'stalled',
  'ended',
  'protocol-error',
  'unsupported-codec',
  'decoder-failed',
  'ffmpeg-missing',
  'internal',
  /** The person at the seat has no right to it now. */
  'denied',
  /** They may, once they have said what for. */
  'purpose-missing',
  /** The longest stretch at a time is over. */
  'time-over',
]);
export type StreamFailure = z.infer<typeof streamFailureSchema>;

/** Only a person can end these: by trusting the camera's certificate, or by not doing so. */
export const certificateFailures: ReadonlySet<string> = new Set<StreamFailure>([
  'certificate-self-signed',
  'certificate-unknown-issuer',
  'certificate-expired',
  'certificate-wrong-host',
  'certificate-changed',
]);

/** Trying these again soon cannot help, or locks accounts out (Hikvision and Dahua after about five bad logins). */
export const slowRetryFailures: ReadonlySet<string> = new Set([
  ...(['unauthorised', 'not-found', 'unsupported-codec', 'ffmpeg-missing'] satisfies StreamFailure[]),
  ...certificateFailures,
]);

/** One stream as the media process sees it; crosses the media link on every change. */
export const streamStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('queued') }),
  z.object({ kind: z.literal('connecting'), attempt: z.int() }),
  z.object({ kind: z.literal('waiting-keyframe') }),
  z.object({ kind: z.literal('playing') }),
  z.object({ kind: z.literal('retrying'), reason: streamFailureSchema, attempt: z.int(), inMs: z.number() }),
  z.object({ kind: z.literal('closed'), reason: streamFailureSchema }),
]);
export type StreamState = z.infer<typeof streamStateSchema>;

/** How a tile's pictures are made. */
export const decoderKindSchema = z.enum(['webcodecs', 'ffmpeg']);
export type DecoderKind = z.infer<typeof decoderKindSchema>;

/** Why a tile shows the stream it shows; a main stream that simply fits its tile has no reason. */
export const profileReasonSchema = z.enum([
  'small',
  'network',
  'cpu',
  'too-many',
  'manual',
  'enlarged',
  /** The workstation's settings allow only this one. */
  'pinned',
  'only-stream',
]);
export type ProfileReason = z.infer<typeof profileReasonSchema>;

/** What an overloaded machine leaves out of a tile: `half` skips pictures no other picture needs; `dropping` is what it loses without having chosen to. */
export const degradationSchema = z.enum(['none', 'sub', 'half', 'keyframes', 'dropping']);
export type Degradation = z.infer<typeof degradationSchema>;

/** Frames come, but they are always the same picture, or a black one: a suspicion, not a proof. */
export type PictureSuspicion = 'frozen' | 'black';

/**
 * What a tile may claim. `live` comes from the age of the frame on the glass and from nothing else:
 * amber from 2 s, stale from 5 s. Monotonic times are the window's `performance.now()`.
 */
export type TileState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting'; readonly attempt: number }
  | { readonly kind: 'waiting-keyframe' }
  /** A person looks at the past: the stream goes on, but what is on the glass is not live. */
  | { readonly kind: 'replay' }
  | { readonly kind: 'live'; readonly late: boolean; readonly suspicion?: PictureSuspicion }
  | { readonly kind: 'stale'; readonly lastGoodEpochMs: number; readonly reason: StreamFailure | null }
  | { readonly kind: 'failed'; readonly reason: StreamFailure; readonly retryInMs: number | null };

/** One tile's figures over the last second; reported to main once a second for smoke runs and benchmarks. */
export const tileReportSchema = z
  .object({
    cell: z.int().min(0).max(63),
    camera: z.string(),
    cameraId: z.string(),
    state: z.enum(['idle', 'connecting', 'waiting-keyframe', 'live', 'late', 'frozen', 'black', 'replay', 'stale', 'failed']),
    reason: streamFailureSchema.nullable(),
    profile: z.enum(['main', 'sub']),
    profileReason: profileReasonSchema.nullable(),
    degraded: degradationSchema,
    codec: z.string().nullable(),
    decoder: decoderKindSchema.nullable(),
    width: z.int(),
    height: z.int(),
    /** Frames a second that reached the compositor, averaged over the last three. */
    fps: z.number(),
    /** Encoded frames a second that arrived, averaged over the last three. */
    receivedFps: z.number(),
    /** Since the tile was opened. */
    receivedFrames: z.int(),
    paintedFrames: z.int(),
    droppedFrames: z.int(),
    bitrateKbps: z.number(),
    /** Age of the newest frame when it was handed to the compositor: arrival to hand-over, plus the source's known hold. */
    frameAgeMs: z.number().nullable(),
    /** Samples of that age over the last second, for percentiles. */
    frameAgesMs: z.array(z.number()).max(120),
    /** When the newest picture on the glass had arrived, epoch ms; left out or `null` before there was one. */
    lastGoodMs: z.number().nullable().optional(),
    /** From opening the tile to its first picture. */
    firstPictureMs: z.number().nullable(),
  })
  .readonly();
export type TileReport = z.infer<typeof tileReportSchema>;

/** Decoded frames a window's worker was given or made since it started, and how many of those it closed: what lies between is in use, or leaks. */
export const frameCountsSchema = z.object({ created: z.int().min(0), closed: z.int().min(0) }).readonly();
export type FrameCounts = z.infer<typeof frameCountsSchema>;
