import { z } from 'zod';
import { streamStateSchema } from '../model/stream-state.ts';

/** What pulls a stream: our own RTSP client, or an FFmpeg process. */
export const sourceKindSchema = z.enum(['native', 'ffmpeg']);
export type SourceKind = z.infer<typeof sourceKindSchema>;

/**
 * Why that source: `preferred` by rule, `protocol-failures` and `unsupported-codec` of the native one
 * on this stream, `ffmpeg-missing` where FFmpeg's turn it would be, `forced` by the environment.
 */
export const sourceReasonSchema = z.enum(['preferred', 'protocol-failures', 'unsupported-codec', 'ffmpeg-missing', 'forced']);
export interface SourceOrigin {
  readonly source: SourceKind;
  readonly reason: z.infer<typeof sourceReasonSchema>;
}

/** What the numbers of a picture mean, decided once for every decoder: as the stream says, else by convention. */
export const pictureColourSchema = z.object({ matrix: z.enum(['bt601', 'bt709']), fullRange: z.boolean() }).readonly();
export type PictureColour = z.infer<typeof pictureColourSchema>;

/** Payload of a `config` record: what the following units are. Sent before the first unit and whenever it changes. */
export const streamConfigSchema = z
  .object({
    codec: z.enum(['h264', 'hevc', 'mjpeg', 'mpeg4', 'other']),
    /** WebCodecs codec string taken from the stream's own parameter sets; `null` when WebCodecs has none for it. */
    codecString: z.string().nullable(),
    width: z.int(),
    height: z.int(),
    colour: pictureColourSchema,
    /** How long the source itself held the newest frame before handing it over, ms (FFmpeg's parser: one frame interval). */
    sourceHoldMs: z.number(),
    /** `units` are encoded access units (Annex B for H.264/H.265); `pictures` are I420 decoded by FFmpeg. */
    carries: z.enum(['units', 'pictures']),
    source: sourceKindSchema.optional(),
    sourceReason: sourceReasonSchema.optional(),
  })
  .readonly();
export type StreamConfig = z.infer<typeof streamConfigSchema>;

/** Payload of a `state` record. */
export const linkStateSchema = streamStateSchema;

/** How long a ring may keep at most, s; bounds what a replay can ask for. */
export const MAX_REPLAY_SECONDS = 300;

/**
 * Payload of a `replay` record: what a replay has and where it is; sent on every act and twice a second.
 * Times are arrivals on the media process's clock, ms; `null` when nothing is kept (any more).
 */
export const replayStatusSchema = z
  .object({
    fromMs: z.number().nullable(),
    toMs: z.number().nullable(),
    /** The frame sent last. */
    atMs: z.number().nullable(),
    paused: z.boolean(),
    speed: z.number(),
    keyframes: z.array(z.number()).readonly(),
  })
  .readonly();
export type ReplayStatus = z.infer<typeof replayStatusSchema>;

/** What a person does with a replay. A seek shows the last frame that had arrived by `atMs`. */
export const replayActSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('seek'), atMs: z.number() }),
  z.object({ kind: z.literal('play'), speed: z.union([z.literal(0.5), z.literal(1), z.literal(2)]) }),
  z.object({ kind: z.literal('pause') }),
  z.object({ kind: z.literal('step'), direction: z.union([z.literal(1), z.literal(-1)]) }),
]);
export type ReplayAct = z.infer<typeof replayActSchema>;

const subscription = z.int().min(1).max(0xffff_ffff);
/** `nothing` keeps the stream pulled and its cache filled for a tile that nobody can see, and sends only its states. */
const carried = z.enum(['units', 'pictures', 'nothing']);
const pictureSize = { width: z.int().min(2).max(8192), height: z.int().min(2).max(8192) };

/** What the decode worker tells the media process, as JSON text. */
export const linkCommandSchema = z.discriminatedUnion('kind', [
  /** Asks for a stream by the ticket `live.open` gave. Starts with a config record and the cached GOP from its keyframe. */
  z.object({ kind: z.literal('subscribe'), subscription, ticket: z.string().max(64), want: carried, ...pictureSize }),
  /** Changes what a subscription carries or the size pictures are scaled to (device pixels of the largest tile). */
  z.object({ kind: z.literal('adjust'), subscription, want: carried, ...pictureSize }),
  z.object({ kind: z.literal('unsubscribe'), subscription }),
  /** Asks for a camera's sound by the ticket `live.listen` gave: as it comes, or as 16-bit samples where this window cannot decode it. Ended by `unsubscribe`. */
  z.object({ kind: z.literal('listen'), subscription, ticket: z.string().max(64), want: z.enum(['units', 'samples']) }),
  /** Like `subscribe`, but of what was kept of the ticket's stream, beginning `agoMs` before now. The live stream goes on besides. */
  z.object({
    kind: z.literal('replay'),
    subscription,
    ticket: z.string().max(64),
    want: z.enum(['units', 'pictures']),
    ...pictureSize,
    agoMs: z
      .number()
      .min(0)
      .max(MAX_REPLAY_SECONDS * 1000),
  }),
  z.object({ kind: z.literal('replay-act'), subscription, act: replayActSchema }),
  /** A person asked: dials now instead of waiting out a back-off. */
  z.object({ kind: z.literal('retry'), subscription }),
  /** From now on a `diagnostics` record once a second for each of these, and for no other; none with an empty list. */
  z.object({ kind: z.literal('diagnose'), subscriptions: z.array(subscription).max(256) }),
  /** Everything up to this batch number has been taken in; the media process stops sending past a bound of unacknowledged bytes. */
  z.object({ kind: z.literal('ack'), batch: z.int() }),
]);
export type Carried = z.infer<typeof carried>;
export type LinkCommand = z.infer<typeof linkCommandSchema>;
