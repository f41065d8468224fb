/** The part of `VideoDecoder` that is used, so that tests can bring their own. */
export interface UnitDecoder {
  readonly decodeQueueSize: number;
  configure(config: VideoDecoderConfig): void;
  decode(chunk: EncodedVideoChunk): void;
  flush(): Promise<void>;
  close(): void;
}

/** What a playback needs of WebCodecs. */
export interface CodecFactory {
  decoder(callbacks: { output(frame: VideoFrame): void; error(error: DOMException): void }): UnitDecoder;
  chunk(init: EncodedVideoChunkInit): EncodedVideoChunk;
  picture(data: Uint8Array, init: VideoFrameBufferInit): VideoFrame;
}
