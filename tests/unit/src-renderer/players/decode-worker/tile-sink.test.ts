import { expect, test } from 'vitest';
import { FrameLedger } from '../../../../../src-renderer/players/decode-worker/frame-ledger.ts';
import { FrameScaler } from '../../../../../src-renderer/players/decode-worker/frame-scaler.ts';
import { I420Scaler } from '../../../../../src-renderer/players/decode-worker/i420-scaler.ts';
import { TileSink } from '../../../../../src-renderer/players/decode-worker/tile-sink.ts';

interface Made {
  readonly init: VideoFrameBufferInit;
  readonly luma: number;
}

/** A grey 640×360 picture from a decoder. */
function decoded(format = 'I420', fails = false): VideoFrame & { closed: boolean } {
  const frame = {
    ...{ format, timestamp: 7, displayWidth: 640, displayHeight: 360, visibleRect: { x: 0, y: 0, width: 640, height: 360 } },
    colorSpace: { matrix: null, fullRange: null, primaries: null, transfer: null },
    closed: false,
    close: () => {
      frame.closed = true;
    },
    copyTo: (target: Uint8Array, { layout }: { layout: PlaneLayout[] }) => {
      target.fill(90);
      return fails ? Promise.reject(new Error('closed meanwhile')) : Promise.resolve(layout);
    },
  };
  return frame as unknown as VideoFrame & { closed: boolean }; // only the members above are used
}

function sink(width: number, height: number) {
  const made: Made[] = [];
  const written: unknown[] = [];
  const ledger = new FrameLedger();
  const scaler = new FrameScaler(new I420Scaler(), (data, init) => {
    made.push({ init, luma: data[0] ?? 0 });
    return { close: () => undefined, init } as unknown as VideoFrame; // only closed
  });
  const writable = new WritableStream<VideoFrame>({ write: (frame) => void written.push(frame) });
  const tile = new TileSink({ now: () => 1_000, ledger, scaler }, writable, { stream: 1, width, height, covered: false });
  return { tile, ledger, made, written };
}
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const status = (tile: TileSink) => tile.status(1, (ms) => ms);

test('a picture larger than its tile is handed over in the tile’s own pixels, its colours said', async () => {
  const { tile, ledger, made, written } = sink(318, 179);
  await settle();
  const frame = ledger.opened(decoded());
  tile.write(frame, 900, 20);
  expect(tile.ready).toBe(false);
  await settle();
  expect(made).toMatchObject([{ luma: 90, init: { codedWidth: 318, codedHeight: 179, timestamp: 7 } }]);
  expect(made[0]?.init.colorSpace).toEqual({ matrix: 'smpte170m', fullRange: false, primaries: 'smpte170m', transfer: 'smpte170m' });
  expect(written).toHaveLength(1);
  expect(tile.ready).toBe(true);
  expect({ created: ledger.created, closed: ledger.closed }).toEqual({ created: 2, closed: 2 });
  // Its figures are those of the stream, not of the copy.
  expect(status(tile)).toMatchObject({ width: 640, height: 360, exact: true, presentedFrames: 1, frameAgeMs: 120 });
});

test.each([
  ['a picture that would have to grow', 960, 540, 'I420'],
  ['a picture that is not in memory as I420', 320, 180, 'NV12'],
])('%s is handed over as it is', async (_, width, height, format) => {
  const { tile, ledger, made, written } = sink(width, height);
  await settle();
  const frame = ledger.opened(decoded(format));
  tile.write(frame, 900, 20);
  await settle();
  expect(made).toEqual([]);
  expect(written).toEqual([frame]);
  expect(status(tile)).toMatchObject({ exact: false, presentedFrames: 1 });
  expect(ledger.closed).toBe(1);
});

test('a picture that just fits is handed over as it is, and is exact', async () => {
  const { tile, made, written } = sink(640, 400);
  await settle();
  tile.write(decoded(), 900, 20);
  await settle();
  expect([made.length, written.length, status(tile).exact]).toEqual([0, 1, true]);
});

test('a picture that cannot be scaled is still shown', async () => {
  const { tile, ledger, written } = sink(320, 180);
  await settle();
  const frame = ledger.opened(decoded('I420', true));
  tile.write(frame, 900, 20);
  await settle();
  expect(written).toEqual([frame]);
  expect(status(tile)).toMatchObject({ exact: false, presentedFrames: 1 });
  expect({ created: ledger.created, closed: ledger.closed, ready: tile.ready }).toEqual({ created: 1, closed: 1, ready: true });
});
