/** Entry of the decode worker: one per window. */
import '../../lib/zod-without-eval.ts';
import type { WorkerCommand, WorkerReport } from '../worker-messages.ts';
import { webCodecsAac } from './aac-decoding.ts';
import { DecodeSession } from './decode-session.ts';
import { FrameScaler } from './frame-scaler.ts';
import { I420Scaler } from './i420-scaler.ts';
import { MaskPainter } from './mask-painter.ts';
import { openMediaLink } from './media-link.ts';
import { PACE_MS } from './presentation-pace.ts';
import { compositesInSoftware } from './software-compositor.ts';
import type { CodecFactory } from './codec-factory.ts';

const codecs: CodecFactory = {
  decoder: (callbacks) => new VideoDecoder(callbacks),
  chunk: (init) => new EncodedVideoChunk(init),
  picture: (data, init) => new VideoFrame(data, init),
};

function openScaler(): FrameScaler | null {
  if (!compositesInSoftware()) return null;
  try {
    return new FrameScaler(new I420Scaler(), (data, init) => codecs.picture(data, init));
  } catch {
    return null; // WebAssembly SIMD is missing: the compositor scales, at its price
  }
}

const session = new DecodeSession({
  now: () => performance.now(),
  toSharedMs: (workerMs) => performance.timeOrigin + workerMs,
  cores: navigator.hardwareConcurrency,
  openLink: openMediaLink,
  aac: webCodecsAac,
  codecs,
  scaler: openScaler(),
  painter: new MaskPainter((data, init) => codecs.picture(data, init)),
  bitmap: (frame) => createImageBitmap(frame),
  post: (report: WorkerReport, transfer: Transferable[] = []) => {
    self.postMessage(report, { transfer });
  },
});

self.onmessage = (message: MessageEvent<WorkerCommand>) => {
  session.handle(message.data);
};
/** A tick that fails is told as any error is, and the next one comes all the same. */
function tick(): void {
  let untilNextMs = PACE_MS;
  try {
    untilNextMs = session.tick();
  } finally {
    setTimeout(tick, untilNextMs);
  }
}
tick();
