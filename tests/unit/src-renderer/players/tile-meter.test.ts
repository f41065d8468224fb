import { expect, test } from 'vitest';
import { GlassCheck } from '../../../../src-renderer/players/glass-check.ts';
import { TileMeter } from '../../../../src-renderer/players/tile-meter.ts';
import type { StreamStatus, TileStatus } from '../../../../src-renderer/players/worker-messages.ts';

const stream = (id: number, receivedFrames: number, droppedFrames = 0): StreamStatus => ({
  ...{ stream: id, state: null, stateAtMs: 0, decoder: null, decoderFailed: false, codec: null, sourceHoldMs: 0 },
  ...{ source: null, cameraClock: null, suspicion: null },
  ...{ receivedFrames, receivedBytes: receivedFrames * 1_000, droppedFrames },
  ...{ width: 0, height: 0, queued: 0, skippedFrames: 0, halvable: false },
});
const tile = (droppedFrames: number, agesMs: number[] = []): TileStatus => ({
  ...{ tile: 1, stream: 1, width: 640, height: 360, presentedFrames: 0, newestArrivalAtMs: null, frameAgeMs: null, exact: false },
  ...{ replay: false },
  ...{ droppedFrames, agesMs },
});

test('what a stream received before the tile joined is not the tile’s', () => {
  const meter = new TileMeter(0);
  meter.joined(1, stream(1, 500, 7));
  meter.addStream(stream(1, 515, 8));
  expect(meter.totals).toEqual({ receivedFrames: 15, paintedFrames: 0, droppedFrames: 1 });
});

test('totals go on when the worker or the stream starts counting anew', () => {
  const meter = new TileMeter(0);
  meter.joined(1, undefined);
  meter.addStream(stream(1, 30));
  meter.addStream(stream(1, 10));
  meter.joined(2, undefined);
  meter.addStream(stream(1, 100));
  meter.addStream(stream(2, 5));
  expect(meter.totals.receivedFrames).toBe(45);
});

test('rates are per second, averaged over the last three measurements', () => {
  const meter = new TileMeter(0);
  meter.joined(1, undefined);
  meter.addStream(stream(1, 30));
  meter.addPainted({ painted: 28, dropped: 2 });
  meter.addTile(tile(1, [80, 90]));
  expect(meter.measure(2_000)).toEqual({ fps: 14, receivedFps: 15, bitrateKbps: 120, frameAgesMs: [80, 90] });
  expect(meter.measure(3_000)).toEqual({ fps: 9.3, receivedFps: 10, bitrateKbps: 80, frameAgesMs: [] });
  meter.measure(4_000);
  expect(meter.measure(5_000)).toEqual({ fps: 0, receivedFps: 0, bitrateKbps: 0, frameAgesMs: [] });
  expect(meter.totals.droppedFrames).toBe(3);
});

test('a report never carries more ages than the contract takes', () => {
  const meter = new TileMeter(0);
  for (let round = 0; round < 10; round += 1) meter.addTile(tile(0, Array<number>(30).fill(round)));
  expect(meter.measure(1_000).frameAgesMs).toHaveLength(120);
});

test('hand-overs that the compositor does not paint stop counting after three looks', () => {
  const glass = new GlassCheck();
  glass.look(10, 10, 1_000, true);
  for (const [handedOver, arrival] of [
    [25, 2_000],
    [40, 3_000],
  ] as const)
    glass.look(handedOver, 10, arrival, true);
  expect(glass.newest(3_000)).toBe(3_000);
  glass.look(55, 10, 4_000, true);
  expect(glass.newest(4_000)).toBe(1_000);
  glass.look(70, 11, 5_000, true);
  expect(glass.newest(5_000)).toBe(5_000);
});

test('a hidden window is not held against its tiles', () => {
  const glass = new GlassCheck();
  for (let look = 1; look < 6; look += 1) glass.look(look * 15, 0, look * 1_000, false);
  expect(glass.newest(5_000)).toBe(5_000);
});
