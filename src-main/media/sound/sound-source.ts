/** Where a camera's sound comes from. It has a connection of its own: pictures never wait for it, and it comes and goes without touching theirs (docs/decisions/0014). */
import type { SoundFormat } from '../../../src-contract/link/sound.ts';
import type { StreamFailure } from '../../../src-contract/model/stream-state.ts';
import type { MonotonicMs, PtsUs } from '../../../src-contract/time.ts';
import type { StreamSource } from '../source.ts';

/** A piece of sound as it came: a packet of G.711, a frame of AAC, a run of samples. */
export interface SoundUnit {
  readonly data: Uint8Array;
  readonly ptsUs: PtsUs;
  readonly arrivalMs: MonotonicMs;
}

/** `no-sound`: the camera offers none on this address, which is no fault of anybody's. */
export type SoundEnd = StreamFailure | 'no-sound';

export interface SoundSink {
  /** Before the first unit. */
  format(format: SoundFormat): void;
  unit(unit: SoundUnit): void;
  /** Once, unless disposed first; nothing follows. */
  ended(reason: SoundEnd): void;
}

/** One attempt; whoever opened it decides about another. */
export interface SoundSource {
  /** Stops and waits until nothing of it is left. */
  dispose(): Promise<void>;
}

export type OpenSoundSource = (source: StreamSource, sink: SoundSink) => SoundSource;
