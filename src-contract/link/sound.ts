/** Sound on the media link: what a subscription made by `listen` hears. */
import { z } from 'zod';
import { streamFailureSchema } from '../model/stream-state.ts';

const sampleRate = z.int().min(4000).max(192_000);

/** What the `sound` records hold. G.711 and 16-bit samples are mono; units of AAC are raw frames, without ADTS. */
export const soundFormatSchema = z.discriminatedUnion('codec', [
  z.object({ codec: z.enum(['pcma', 'pcmu', 's16le']), sampleRate }),
  z.object({
    codec: z.literal('aac'),
    sampleRate,
    channels: z.int().min(1).max(8),
    /** For WebCodecs, e.g. `mp4a.40.2`. */
    codecString: z.string().max(32),
    /** AudioSpecificConfig (ISO/IEC 14496-3 §1.6.2) in hex. */
    config: z.string().max(128),
  }),
]);
export type SoundFormat = z.infer<typeof soundFormatSchema>;

/** Payload of a `soundState` record. `playing` comes before the first sound and whenever the format changes. */
export const soundStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connecting') }),
  z.object({ kind: z.literal('playing'), format: soundFormatSchema }),
  /** The camera sends no sound on this address. Nothing follows. */
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('retrying'), reason: streamFailureSchema, inMs: z.number() }),
  /** Nothing follows. */
  z.object({ kind: z.literal('closed'), reason: streamFailureSchema }),
]);
export type SoundState = z.infer<typeof soundStateSchema>;
