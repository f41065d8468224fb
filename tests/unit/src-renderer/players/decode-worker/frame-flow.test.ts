import { describe, expect, test } from 'vitest';
import { ClockOffset } from '../../../../../src-renderer/players/decode-worker/clock-offset.ts';
import { FrameAges } from '../../../../../src-renderer/players/decode-worker/frame-ages.ts';
import { FrameLedger } from '../../../../../src-renderer/players/decode-worker/frame-ledger.ts';
import { FrameQueue } from '../../../../../src-renderer/players/decode-worker/frame-queue.ts';
import { pictureInit, readPicture } from '../../../../../src-renderer/players/decode-worker/picture-frame.ts';
import { FakeFrame } from './fake-codecs.ts';

describe('clock offset', () => {
  test('takes the least delayed message for the truth', () => {
    const clock = new ClockOffset();
    for (const [media, local] of [
      [1_000, 5_040],
      [1_010, 5_012],
      [1_020, 5_090],
    ] as const)
      clock.add(media, local);
    expect(clock.toLocal(1_020, 6_000)).toBe(5_022);
  });

  test('never says that something will arrive later than now', () => {
    const clock = new ClockOffset();
    clock.add(1_000, 5_000);
    expect(clock.toLocal(2_000, 5_500)).toBe(5_500);
    expect(new ClockOffset().toLocal(2_000, 5_500)).toBe(5_500);
  });

  test('follows a clock that drifts, within a minute', () => {
    const clock = new ClockOffset();
    clock.add(0, 1_000);
    for (let at = 10_000; at <= 80_000; at += 10_000) clock.add(at, at + 1_500);
    expect(clock.toLocal(80_000, 100_000)).toBe(81_500);
  });
});

test('the frame queue keeps the two newest and closes what it drops', () => {
  const ledger = new FrameLedger();
  const queue = new FrameQueue(ledger);
  const frames = [1, 2, 3].map((timestamp) => new FakeFrame(timestamp));
  const overtaken = frames.map((frame, index) => queue.push(ledger.opened(frame.asVideoFrame()), index));
  expect(overtaken).toEqual([0, 0, 1]);
  expect(frames.map((frame) => frame.closed)).toEqual([true, false, false]);
  expect(queue.shift()?.arrivalMs).toBe(1);
  queue.clear();
  expect(frames[2]?.closed).toBe(true);
});

test('ages are drained once and bounded', () => {
  const ages = new FrameAges();
  for (let age = 0; age < 100; age += 1) ages.add(age + 0.123);
  expect(ages.drain()).toHaveLength(64);
  expect(ages.drain()).toEqual([]);
  ages.add(7.77);
  expect(ages.drain()).toEqual([7.8]);
});

describe('pictures', () => {
  const payload = (width: number, height: number, bytes: number): Uint8Array => {
    const made = new Uint8Array(8 + bytes);
    new DataView(made.buffer).setUint16(0, width, true);
    new DataView(made.buffer).setUint16(2, height, true);
    made[4] = 1;
    made[5] = 1;
    return made;
  };

  test('carry size and colour', () => {
    const layout = readPicture(payload(4, 2, 12));
    expect(layout).toMatchObject({ width: 4, height: 2, matrix: 'bt709', fullRange: true });
    expect(pictureInit(layout, 5)).toMatchObject({
      format: 'I420',
      codedWidth: 4,
      timestamp: 5,
      colorSpace: { matrix: 'bt709', fullRange: true },
    });
  });

  test('of odd sizes round chroma up', () => {
    expect(readPicture(payload(3, 3, 9 + 2 * 4)).planes).toHaveLength(17);
  });

  test.each([
    [0, 2, 12],
    [4, 2, 11],
    [4, 2, 13],
    [9_000, 2, 27_000],
  ])('of %i × %i with %i bytes are refused', (width, height, bytes) => {
    expect(() => readPicture(payload(width, height, bytes))).toThrow(RangeError);
  });

  test('without a header are refused', () => {
    expect(() => readPicture(new Uint8Array(7))).toThrow(RangeError);
  });
});
