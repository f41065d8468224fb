import { expect, test } from 'vitest';
import { CaptureOrigin } from '../../../../../src-contract/link/records.ts';
import { CameraClock } from '../../../../../src-renderer/players/decode-worker/camera-clock.ts';

const epoch = Date.UTC(2026, 0, 1);
const told = (clock: CameraClock, aheadMs: number, flags: number = CaptureOrigin.rtcp): void => {
  clock.told({ flags, ptsUs: 1_000_000, arrivalMs: epoch + 1_000 + aheadMs });
};
/** A worker whose zero is `epoch` on the shared time line, so that a camera with the right time reads 0. */
const reading = (clock: CameraClock) => clock.reading(epoch);

test('reads nothing before the camera told its time', () => {
  const clock = new CameraClock();
  clock.arrived(1_000_000, 1_000);
  expect(reading(clock)).toBeNull();
  expect(clock.capturedAt(1_000_000)).toBeNull();
});

test('dates pictures by the distance it was told', () => {
  const clock = new CameraClock();
  told(clock, 0);
  expect(clock.capturedAt(3_500_000)).toEqual({ origin: 'rtcp', atMs: epoch + 3_500 });
});

test('a late picture is not a slow clock', () => {
  const clock = new CameraClock();
  told(clock, 3_000);
  clock.arrived(1_000_000, 1_020);
  clock.arrived(1_040_000, 6_000);
  expect(reading(clock)).toEqual({ origin: 'rtcp', aheadMs: 2_980 });
});

test('follows a clock that was set, and forgets how it was', () => {
  const clock = new CameraClock();
  told(clock, 60_000);
  clock.arrived(1_000_000, 1_000);
  told(clock, -10_000);
  expect(reading(clock)).toBeNull();
  clock.arrived(1_040_000, 1_040);
  expect(reading(clock)).toEqual({ origin: 'rtcp', aheadMs: -10_000 });
});

test('keeps its reading over the small steps of later reports, for no longer than two buckets', () => {
  const clock = new CameraClock();
  told(clock, 100);
  clock.arrived(1_000_000, 1_000);
  told(clock, 80);
  clock.arrived(2_000_000, 2_000);
  expect(reading(clock)?.aheadMs).toBe(100);
  clock.arrived(12_000_000, 12_000);
  clock.arrived(23_000_000, 23_000);
  expect(reading(clock)?.aheadMs).toBe(80);
});

test('says that arrival counts again once nobody tells the time', () => {
  const clock = new CameraClock();
  told(clock, 0);
  clock.arrived(1_000_000, 1_000);
  told(clock, 0, CaptureOrigin.none);
  expect(reading(clock)).toBeNull();
  expect(clock.capturedAt(1_000_000)).toBeNull();
});
