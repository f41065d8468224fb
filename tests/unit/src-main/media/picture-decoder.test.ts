import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { monotonicMs, ptsUs } from '../../../../src-contract/time.ts';
import type { FfmpegRun, StartFfmpeg } from '../../../../src-main/ffmpeg/runner.ts';
import { NutReader } from '../../../../src-main/media/nut/reader.ts';
import { PictureDecoder } from '../../../../src-main/media/picture-decoder.ts';
import type { StreamUnit } from '../../../../src-main/media/stream-unit.ts';
import { createSteppedClock } from '../../../fakes/stepped-clock.ts';

const nut = readFileSync(resolve(import.meta.dirname, '../../../fixtures/nut/rawvideo.nut'));

/** The size of the fixture's pictures, of which the first stands at time 0. */
function sizeOf(): { width: number; height: number } {
  let size = { width: 0, height: 0 };
  new NutReader({ stream: ({ width, height }) => (size = { width, height }), frame: () => undefined }).push(nut);
  return size;
}

it('takes no more units once pictures come long after theirs, until it has caught up or gone silent', () => {
  const clock = createSteppedClock();
  const size = sizeOf();
  let output: (chunk: Uint8Array) => void = () => undefined;
  const start: StartFfmpeg = ({ onStdout }) => {
    output = onStdout;
    const ended = Promise.withResolvers<never>().promise;
    return {
      pid: 1,
      inputBacklog: () => 0,
      write: () => undefined,
      endInput: () => undefined,
      done: ended,
      stop: () => ended,
    } satisfies FfmpegRun;
  };
  let pictures = 0;
  const facts = { codecString: null, matrix: null, fullRange: false, ...size };
  const decoder = new PictureDecoder(
    { codec: 'mjpeg', facts, size, start, clock },
    { picture: () => (pictures += 1), ended: () => undefined },
  );
  const feed = (seconds: number): boolean => {
    const unit: StreamUnit = {
      data: new Uint8Array(1),
      ptsUs: ptsUs(seconds * 1_000_000),
      arrivalMs: monotonicMs(0),
      keyframe: true,
      discontinuity: false,
    };
    return decoder.feed(unit);
  };
  // The decoder counts from ten seconds before its first unit: the second one is the fixture's first picture.
  expect([feed(10), feed(0)]).toEqual([true, true]);
  clock.advance(3500);
  expect(feed(11)).toBe(true);
  output(nut);
  expect(pictures).toBe(1);
  expect(feed(12)).toBe(false);
  clock.advance(3001);
  expect(feed(13)).toBe(true);
});
