/** AAC frames to mono samples by WebCodecs. Whether this browser really can is decided by output, as with pictures. */
import type { SoundFormat } from '../../../src-contract/link/sound.ts';

/** The part of `AudioData` that is read. */
export type DecodedSound = Pick<AudioData, 'numberOfChannels' | 'numberOfFrames' | 'sampleRate' | 'copyTo' | 'close'>;

export interface AacDecoder {
  readonly decodeQueueSize: number;
  configure(config: AudioDecoderConfig): void;
  decode(chunk: EncodedAudioChunk): void;
  close(): void;
}

export interface AacFactory {
  decoder(callbacks: { output: (data: DecodedSound) => void; error: (failure: Error) => void }): AacDecoder;
  chunk(init: EncodedAudioChunkInit): EncodedAudioChunk;
}

/** The browser's own. */
export const webCodecsAac: AacFactory = {
  decoder: ({ output, error }) => new AudioDecoder({ output, error }),
  chunk: (init) => new EncodedAudioChunk(init),
};

export interface AacEvents {
  samples(samples: Float32Array<ArrayBuffer>, rate: number): void;
  /** At most once; nothing follows. */
  failed(): void;
}

/** No output of so many frames after so long: it never will. */
const PROOF_FRAMES = 20;
const PROOF_MS = 2_000;
/** More waiting than this (a second at 16 kHz) is late anyway. */
const QUEUE_BOUND = 16;
/** Frames in the decoder have no other name than their timestamp, µs. */
const FRAME_STEP_US = 10_000;

export class AacDecoding {
  readonly #factory: AacFactory;
  readonly #events: AacEvents;
  readonly #now: () => number;
  readonly #startedAt: number;
  #decoder: AacDecoder | null = null;
  #fed = 0;
  #proven = false;

  constructor(factory: AacFactory, format: Extract<SoundFormat, { codec: 'aac' }>, now: () => number, events: AacEvents) {
    this.#factory = factory;
    this.#events = events;
    this.#now = now;
    this.#startedAt = now();
    try {
      this.#decoder = factory.decoder({
        output: (data) => {
          this.#output(data);
        },
        error: () => {
          this.#fail();
        },
      });
      const { codecString, sampleRate, channels, config } = format;
      this.#decoder.configure({ codec: codecString, sampleRate, numberOfChannels: channels, description: fromHex(config) });
    } catch {
      queueMicrotask(() => {
        this.#fail();
      });
    }
  }

  frame(data: Uint8Array): void {
    const decoder = this.#decoder;
    if (decoder === null || decoder.decodeQueueSize > QUEUE_BOUND) return;
    this.#fed += 1;
    try {
      decoder.decode(this.#factory.chunk({ type: 'key', timestamp: this.#fed * FRAME_STEP_US, data }));
    } catch {
      this.#fail();
    }
    if (!this.#proven && this.#fed >= PROOF_FRAMES && this.#now() - this.#startedAt > PROOF_MS) this.#fail();
  }

  dispose(): void {
    const decoder = this.#decoder;
    this.#decoder = null;
    try {
      decoder?.close();
    } catch {
      // Closed by its own error already.
    }
  }

  #output(data: DecodedSound): void {
    try {
      if (this.#decoder === null) return;
      this.#proven = true;
      this.#events.samples(mono(data), data.sampleRate);
    } finally {
      data.close();
    }
  }

  #fail(): void {
    if (this.#decoder === null) return;
    this.dispose();
    this.#events.failed();
  }
}

function mono(data: DecodedSound): Float32Array<ArrayBuffer> {
  const sum = new Float32Array(data.numberOfFrames);
  data.copyTo(sum, { planeIndex: 0, format: 'f32-planar' });
  if (data.numberOfChannels === 1) return sum;
  const other = new Float32Array(data.numberOfFrames);
  for (let plane = 1; plane < data.numberOfChannels; plane += 1) {
    data.copyTo(other, { planeIndex: plane, format: 'f32-planar' });
    for (const [at, sample] of other.entries()) sum[at] = (sum[at] ?? 0) + sample;
  }
  return sum.map((sample) => sample / data.numberOfChannels);
}

function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length >> 1 }, (_, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16));
}
