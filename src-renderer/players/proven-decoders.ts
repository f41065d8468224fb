/** What the players learn about decoders, as main keeps it. Pure. */
import { provenDecoderSchema, type ProvenDecoder } from '../../src-contract/model/proven-decoder.ts';
import type { DecoderChoice } from './player-types.ts';

export function choiceOf({ codec, width, height, decoder }: ProvenDecoder): DecoderChoice {
  return { key: `${codec} ${width}x${height}`, decoder };
}

/** `null` for a choice that main would not take. */
export function provenOf({ key, decoder }: DecoderChoice): ProvenDecoder | null {
  const parts = /^(\S+) (\d+)x(\d+)$/u.exec(key);
  const proven = provenDecoderSchema.safeParse({ codec: parts?.[1], width: Number(parts?.[2]), height: Number(parts?.[3]), decoder });
  return proven.success ? proven.data : null;
}
