/** The product's decode session with the painting under test behind it. The variant comes in the worker's name. */
import { webCodecsAac } from '../../../../src-renderer/players/decode-worker/aac-decoding.ts';
import { DecodeSession } from '../../../../src-renderer/players/decode-worker/decode-session.ts';
import { openMediaLink } from '../../../../src-renderer/players/decode-worker/media-link.ts';
import type { WorkerCommand } from '../../../../src-renderer/players/worker-messages.ts';
import { scaleI420 } from './scale-i420.ts';
import type { AddCanvas, Variant } from './variants.ts';

const variant = JSON.parse(self.name) as Variant; // written by the page
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
  post: (report) => {
    self.postMessage(report);
  },
});

function canvasSink({ canvas, width, height }: AddCanvas): WritableStream<VideoFrame> {
  canvas.width = width;
  canvas.height = height;
  if (variant.paint === 'canvas-2d') {
    const context = canvas.getContext('2d', { alpha: false })!; // 2d always exists
    return new WritableStream({ write: (frame) => context.drawImage(frame, 0, 0, width, height) });
  }
  const context = canvas.getContext('bitmaprenderer')!; // always exists
  return new WritableStream({
    async write(frame) {
      const bitmap = await createImageBitmap(frame, { resizeWidth: width, resizeHeight: height, resizeQuality: 'low' });
      context.transferFromImageBitmap(bitmap);
    },
  });
}

function scaledSink(writable: WritableStream<VideoFrame>, width: number, height: number): WritableStream<VideoFrame> {
  const writer = writable.getWriter();
  const small = new Uint8Array((width * height * 3) / 2);
  let large = new Uint8Array(0);
  return new WritableStream({
    async write(frame) {
      if (large.byteLength !== frame.allocationSize()) large = new Uint8Array(frame.allocationSize());
      const planes = await frame.copyTo(large);
      scaleI420(large, planes, frame.codedWidth, frame.codedHeight, small, width, height);
      const { timestamp, colorSpace } = frame;
      const init = { format: 'I420', codedWidth: width, codedHeight: height, timestamp, colorSpace: colorSpace.toJSON() } as const;
      const scaled = new VideoFrame(small, init);
      try {
        await writer.write(scaled);
      } finally {
        scaled.close();
      }
    },
  });
}

self.onmessage = (message: MessageEvent<WorkerCommand | AddCanvas>) => {
  const command = message.data;
  if (command.kind === 'add-canvas') session.handle({ ...command, kind: 'add-tile', writable: canvasSink(command), covered: false });
  else if (command.kind === 'add-tile' && variant.paint === 'scaled-track') {
    session.handle({ ...command, writable: scaledSink(command.writable, command.width, command.height) });
  } else session.handle(command);
};
setInterval(() => {
  session.tick();
}, variant.tickMs);
