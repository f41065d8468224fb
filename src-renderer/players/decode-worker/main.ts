/** Entry of the decode worker: one per window. */
import '../../lib/zod-without-eval.ts';
import type { WorkerCommand, WorkerReport } from '../worker-messages.ts';
import { webCodecsAac } from './aac-decoding.ts';
import { DecodeSession, PRESENT_EVERY_MS } from './decode-session.ts';
import { openMediaLink } from './media-link.ts';

const session = new DecodeSession({
  now: () => performance.now(),
  toSharedMs: (workerMs) => performance.timeOrigin + workerMs,
  cores: navigator.hardwareConcurrency,
  openLink: openMediaLink,
  codecs: {
    decoder: (callbacks) => new VideoDecoder(callbacks),
    chunk: (init) => new EncodedVideoChunk(init),
    picture: (data, init) => new VideoFrame(data, init),
  },
  aac: webCodecsAac,
  post: (report: WorkerReport) => {
    self.postMessage(report);
  },
});

self.onmessage = (message: MessageEvent<WorkerCommand>) => {
  session.handle(message.data);
};
setInterval(() => {
  session.tick();
}, PRESENT_EVERY_MS);
