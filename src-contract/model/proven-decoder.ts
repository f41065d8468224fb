import { z } from 'zod';
import { decoderKindSchema } from './stream-state.ts';

/** A decoder that gave pictures for a codec and size on this machine. */
export const provenDecoderSchema = z
  .object({
    /** WebCodecs codec string, e.g. `hev1.1.6.L120.90`. */
    codec: z.string().regex(/^[\w.-]{1,64}$/u),
    /** Coded size, pixels. */
    width: z.int().min(1).max(16_384),
    height: z.int().min(1).max(16_384),
    decoder: decoderKindSchema,
  })
  .readonly();
export type ProvenDecoder = z.infer<typeof provenDecoderSchema>;
