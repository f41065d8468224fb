/**
 * What each hop of a picture's way counted: camera → source → media process → link → decoder → glass.
 *
 * Counts are cumulative and may start again (a reconnect, another worker); whoever shows rates takes
 * differences. Nothing here can hold an address, a name or a credential: numbers and fixed words only.
 */
import { z } from 'zod';
import { cameraIdSchema } from './camera.ts';
import { decoderKindSchema, streamFailureSchema, streamStateSchema, tileReportSchema } from './stream-state.ts';

const count = z.number().min(0);
const ms = z.number();
const reportedStateSchema = tileReportSchema.unwrap().shape.state;

/** The source: what read the camera's bytes. RTP figures stay 0 where FFmpeg reads, which does not tell them. */
export const sourceCountersSchema = z.object({
  kind: z.enum(['native', 'ffmpeg']).nullable(),
  /** Why that source, in the words of the link's `sourceReason`. */
  reason: z.enum(['preferred', 'protocol-failures', 'unsupported-codec', 'ffmpeg-missing', 'forced']).nullable(),
  transport: z.enum(['tcp', 'udp']),
  /** Dials since the stream was opened, the present one included. */
  connects: count,
  /** Answers 401: one or two belong to every login. */
  challenges: count,
  bytes: count,
  packets: count,
  /** Missing by sequence number. */
  lost: count,
  /** Came out of order and were put back. */
  reordered: count,
  /** Came twice, or too late to be used. */
  duplicates: count,
  /** Interarrival jitter as RFC 3550 defines it. */
  jitterMs: ms,
  /** Of the packets since the receiver report before, as the last report told the camera: 0 to 1. */
  reportedLoss: z.number(),
  /** The camera's answer to the last request (keep-alives every half session time). */
  roundTripMs: ms.nullable(),
});
export type SourceCounters = z.infer<typeof sourceCountersSchema>;

/** The stream in the media process, for all who watch it. */
export const streamCountersSchema = z.object({
  state: streamStateSchema,
  units: count,
  keyframes: count,
  keyframeIntervalMs: ms.nullable(),
  /** The usual time between pictures, by their own presentation times. */
  frameIntervalMs: ms.nullable(),
  /** Places where something later pictures refer to was missing. */
  torn: count,
  /** Units that could not be used until the next keyframe. */
  unusable: count,
  /** How much later than at its best the newest unit came: a queue in the camera or on the way. */
  lagMs: ms,
  /** How long the source itself holds the newest unit. */
  holdMs: ms,
  cachedUnits: count,
  cachedBytes: count,
  viewers: count,
});
export type StreamCounters = z.infer<typeof streamCountersSchema>;

/** Payload of a `diagnostics` record, once a second per subscription that is asked for. */
export const mediaDiagnosticsSchema = z.object({
  /** Monotonic clock of the media process. */
  atMs: ms,
  source: sourceCountersSchema,
  stream: streamCountersSchema,
  process: z.object({
    /** The longest its event loop was late since the record before. */
    loopDelayMs: ms,
  }),
  link: z.object({
    batches: count,
    bytes: count,
    unacknowledgedBytes: count,
    /** Units of this subscription left out because the window did not keep up. */
    dropped: count,
  }),
});
export type MediaDiagnostics = z.infer<typeof mediaDiagnosticsSchema>;

/** What the window's decode worker adds for one of its streams. */
export const decoderDiagnosticsSchema = z.object({
  /** When these counts were read, on the window's clock. */
  atMs: ms,
  kind: decoderKindSchema.nullable(),
  /** `proven` on this machine, `first-choice` while it has to prove itself, `fell-back` where WebCodecs failed, `no-webcodecs` where it knows no such codec. */
  why: z.enum(['proven', 'first-choice', 'fell-back', 'no-webcodecs']).nullable(),
  phase: z.enum(['idle', 'waiting-keyframe', 'starting', 'running', 'starved', 'failed']),
  queued: count,
  received: count,
  receivedBytes: count,
  /** Missing between what the media process numbered and what came. */
  missing: count,
  /** The longest way from the media process into this worker since the last look. */
  linkDelayMs: ms.nullable(),
  decoded: count,
  /** Left out before decoding. */
  dropped: count,
  /** Decoded, but a newer one was there before the tick. */
  overtaken: count,
  errors: count,
  recreations: count,
  /** The longest from handing a unit to the decoder to its picture since the last look. */
  decodeMs: ms.nullable(),
});
export type DecoderDiagnostics = z.infer<typeof decoderDiagnosticsSchema>;

/** One tile at one moment, every hop. */
export const tileDiagnosticsSchema = z
  .object({
    cell: z.int().min(0).max(63),
    cameraId: cameraIdSchema,
    /** Monotonic clock of the window. */
    atMs: ms,
    /** How long ago the media process told `media`; grows when it has gone silent. */
    mediaAgeMs: ms.nullable(),
    media: mediaDiagnosticsSchema.nullable(),
    linkUp: z.boolean(),
    decoder: decoderDiagnosticsSchema.nullable(),
    glass: z.object({
      state: reportedStateSchema,
      reason: streamFailureSchema.nullable(),
      profile: z.enum(['main', 'sub']),
      /** Hand-overs to the compositor. */
      presented: count,
      painted: count,
      /** Frames that came while the track had not taken the one before. */
      skipped: count,
      /** Of the newest frame when it was handed over. */
      ageMs: ms.nullable(),
      ageP95Ms: ms.nullable(),
      /** Whether the window is to be seen at all: a hidden one paints nothing. */
      visible: z.boolean(),
    }),
  })
  .readonly();
export type TileDiagnostics = z.infer<typeof tileDiagnosticsSchema>;
