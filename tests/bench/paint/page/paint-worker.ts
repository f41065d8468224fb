/** The product's decode session with the painting under test behind it. The variant comes in the worker's name. */
import { webCodecsAac } from '../../../../src-renderer/players/decode-worker/aac-decoding.ts';
import { DecodeSession } from '../../../../src-renderer/players/decode-worker/decode-session.ts';
import { FrameScaler } from '../../../../src-renderer/players/decode-worker/frame-scaler.ts';
import { I420Scaler } from '../../../../src-renderer/players/decode-worker/i420-scaler.ts';
import { MaskPainter } from '../../../../src-renderer/players/decode-worker/mask-painter.ts';
import { openMediaLink } from '../../../../src-renderer/players/decode-worker/media-link.ts';
import type { CodecFactory } from '../../../../src-renderer/players/decode-worker/codec-factory.ts';
import type { WorkerCommand } from '../../../../src-renderer/players/worker-messages.ts';
import { Mosaic } from './mosaic.ts';
import type { AddCanvas, AddMosaic, AddPart, Variant } from './variants.ts';

const variant = JSON.parse(self.name) as Variant; // written by the page
const codecs: CodecFactory = {
  decoder: (callbacks) => new VideoDecoder(callbacks),
  chunk: (init) => new EncodedVideoChunk(init),
  picture: (data, init) => new VideoFrame(data, init),
};
const session = new DecodeSession({
  now: () => performance.now(),
  toSharedMs: (workerMs) => performance.timeOrigin + workerMs,
  cores: navigator.hardwareConcurrency,
  openLink: openMediaLink,
  aac: webCodecsAac,
  codecs,
  scaler:
    variant.paint === 'exact-track' || variant.paint === 'mosaic'
      ? new FrameScaler(new I420Scaler(), (data, init) => codecs.picture(data, init))
      : null,
  painter: new MaskPainter((data, init) => codecs.picture(data, init)),
  bitmap: (frame) => createImageBitmap(frame),
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

let mosaic: Mosaic | null = null;

self.onmessage = (message: MessageEvent<WorkerCommand | AddCanvas | AddMosaic | AddPart>) => {
  const command = message.data;
  if (command.kind === 'add-mosaic') mosaic = new Mosaic(command);
  else if (command.kind === 'add-part') {
    if (mosaic) session.handle({ ...command, kind: 'add-tile', writable: mosaic.part(command), covered: false });
  } else addTile(command);
};

function addTile(command: WorkerCommand | AddCanvas): void {
  if (command.kind === 'add-canvas') session.handle({ ...command, kind: 'add-tile', writable: canvasSink(command), covered: false });
  else session.handle(command);
}

setInterval(() => {
  mosaic?.show();
  session.tick();
}, variant.tickMs);
