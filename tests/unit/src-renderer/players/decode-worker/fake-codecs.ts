import type { CodecFactory, UnitDecoder } from '../../../../../src-renderer/players/decode-worker/codec-factory.ts';

/** Frames that know whether they were closed, all of them kept for the test to see. */
export class FakeFrame {
  closed = false;
  readonly displayWidth: number;
  readonly displayHeight: number;
  readonly timestamp: number;
  readonly family: FakeFrame[];

  constructor(timestamp: number, family: FakeFrame[] = [], size = { width: 640, height: 360 }) {
    this.timestamp = timestamp;
    this.family = family;
    this.displayWidth = size.width;
    this.displayHeight = size.height;
    family.push(this);
  }

  clone(): VideoFrame {
    const size = { width: this.displayWidth, height: this.displayHeight };
    return new FakeFrame(this.timestamp, this.family, size).asVideoFrame();
  }

  close(): void {
    this.closed = true;
  }

  asVideoFrame(): VideoFrame {
    return this as unknown as VideoFrame; // only the members above are used
  }
}

/** A decoder that puts out a frame per chunk when told to. */
export class FakeDecoder implements UnitDecoder {
  decodeQueueSize = 0;
  readonly configured: VideoDecoderConfig[] = [];
  readonly decoded: EncodedVideoChunkInit[] = [];
  closed = false;
  flushes = 0;
  readonly callbacks: Parameters<CodecFactory['decoder']>[0];

  constructor(callbacks: Parameters<CodecFactory['decoder']>[0]) {
    this.callbacks = callbacks;
  }

  configure(config: VideoDecoderConfig): void {
    this.configured.push(config);
  }

  decode(chunk: EncodedVideoChunk): void {
    this.decodeQueueSize += 1;
    this.decoded.push(chunk as unknown as EncodedVideoChunkInit); // the factory below makes chunks of their inits
  }

  flush(): Promise<void> {
    this.flushes += 1;
    return Promise.resolve();
  }

  close(): void {
    this.closed = true;
  }
}

export class FakeCodecs implements CodecFactory {
  readonly decoders: FakeDecoder[] = [];
  readonly frames: FakeFrame[] = [];

  decoder(callbacks: Parameters<CodecFactory['decoder']>[0]): UnitDecoder {
    const made = new FakeDecoder(callbacks);
    this.decoders.push(made);
    return made;
  }

  chunk(init: EncodedVideoChunkInit): EncodedVideoChunk {
    return init as unknown as EncodedVideoChunk; // see FakeDecoder.decode
  }

  picture(_data: Uint8Array, init: VideoFrameBufferInit): VideoFrame {
    return new FakeFrame(init.timestamp, this.frames, { width: init.codedWidth, height: init.codedHeight }).asVideoFrame();
  }

  /** The newest decoder puts out the frame of its newest chunk. */
  output(): void {
    const decoder = this.decoders.at(-1);
    const chunk = decoder?.decoded.at(-1);
    if (!decoder || !chunk) throw new Error('nothing was decoded');
    decoder.decodeQueueSize = 0;
    decoder.callbacks.output(new FakeFrame(chunk.timestamp, this.frames).asVideoFrame());
  }
}
