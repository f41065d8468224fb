/** Takes everything and never puts out a frame, like a driver that has run out of sessions. */
class SilentDecoder {
  readonly decodeQueueSize = 0;
  configure(): void {}
  decode(): void {}
  close(): void {}
}
Reflect.set(globalThis, 'VideoDecoder', SilentDecoder);
