/** Dials an address for real: format, frame rate and one picture of what stands behind it. */
import type { StreamFailure } from '../../src-contract/model/stream-state.ts';
import type { Clock } from '../base/clock.ts';
import { pictureArguments } from '../ffmpeg/picture.ts';
import { ivfFileHeader, ivfUnitHeader, type IvfCodec } from '../ffmpeg/ivf.ts';
import type { StartFfmpeg } from '../ffmpeg/runner.ts';
import { Attempt } from './attempt.ts';
import type { MediaEvent } from './control.ts';
import { dialHost, type DialQueue } from './dial-queue.ts';
import type { OpenMediaSource, StreamSource } from './source.ts';
import type { StreamFormat, StreamUnit } from './stream-unit.ts';

export type TestResult = Extract<MediaEvent, { kind: 'tested' }>['result'];

export interface TestDependencies {
  readonly open: OpenMediaSource;
  readonly start: StartFfmpeg;
  readonly dials: DialQueue;
  readonly clock: Clock;
  /** Ends the test early, with `ended`. */
  readonly signal: AbortSignal;
}

/** Enough frames to tell 15 from 25 a second, and a bound for slow cameras. */
const framesForRate = 30;
const rateLimitMs = 2500;
const pictureWidth = 640;
const pictureLimitMs = 5000;
const maxPictureBytes = 2 * 1024 * 1024;

interface Observed {
  readonly format: StreamFormat;
  readonly keyframe: StreamUnit;
  readonly firstKeyframeMs: number;
  readonly fps: number | null;
}

export async function testConnection(source: StreamSource, timeoutMs: number, dependencies: TestDependencies): Promise<TestResult> {
  const observed = await observe(source, timeoutMs, dependencies);
  if (typeof observed === 'string') return { ok: false, reason: observed };
  const { format, keyframe, firstKeyframeMs, fps } = observed;
  const jpeg = format.codec === 'other' ? null : await takePicture(format.codec, format, keyframe, dependencies);
  const { width, height } = format.facts;
  const jpegBase64 = jpeg === null ? null : Buffer.from(jpeg).toString('base64');
  return { ok: true, codec: format.codec, width, height, fps, firstKeyframeMs, jpegBase64 };
}

async function observe(
  source: StreamSource,
  timeoutMs: number,
  { open, dials, clock, signal }: TestDependencies,
): Promise<Observed | StreamFailure> {
  const enough = new AbortController();
  const stop = (): void => {
    enough.abort();
  };
  signal.addEventListener('abort', stop, { once: true });
  const slot = await dials.acquire(dialHost(source.url), enough.signal);
  if (slot === null) return 'ended';
  const startedAt = clock.now();
  let first: { readonly format: StreamFormat; readonly keyframe: StreamUnit; readonly atMs: number } | null = null;
  let last: StreamUnit | null = null;
  let frames = 0;
  let format: StreamFormat | null = null;
  const limit = clock.after(timeoutMs, stop);
  const attempt = new Attempt(open, source, clock, {
    firstUnit: () => {
      slot.release();
    },
    format: (next) => {
      format = next;
    },
    unit: (unit) => {
      if (first === null && format !== null) {
        first = { format, keyframe: unit, atMs: clock.now() - startedAt };
        clock.after(rateLimitMs, stop);
      } else frames += 1;
      last = unit;
      if (frames >= framesForRate) enough.abort();
    },
  });
  const outcome = await attempt.run(enough.signal);
  limit.dispose();
  signal.removeEventListener('abort', stop);
  slot.release();
  return conclude(first, last, frames, outcome?.reason ?? 'timeout');
}

function conclude(
  first: { readonly format: StreamFormat; readonly keyframe: StreamUnit; readonly atMs: number } | null,
  last: StreamUnit | null,
  frames: number,
  reason: StreamFailure,
): Observed | StreamFailure {
  if (first === null || last === null) return reason;
  const spanUs = last.ptsUs - first.keyframe.ptsUs;
  const fps = frames > 0 && spanUs > 0 ? Math.round((frames * 10_000_000) / spanUs) / 10 : null;
  return { format: first.format, keyframe: first.keyframe, firstKeyframeMs: Math.round(first.atMs), fps };
}

async function takePicture(
  codec: IvfCodec,
  format: StreamFormat,
  keyframe: StreamUnit,
  { start, signal }: TestDependencies,
): Promise<Uint8Array | null> {
  const { width, height } = format.facts;
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  const run = start({
    operation: 'picture',
    args: pictureArguments(codec, pictureWidth),
    signal,
    stdin: Buffer.concat([ivfFileHeader(codec, width, height), ivfUnitHeader(keyframe.data.length, 0), keyframe.data]),
    onStdout: (chunk) => {
      bytes += chunk.length;
      if (bytes > maxPictureBytes) throw new RangeError(`picture of more than ${maxPictureBytes} bytes`);
      pieces.push(chunk);
    },
    firstOutputMs: pictureLimitMs,
    silenceMs: pictureLimitMs,
  });
  const exit = await run.done;
  return exit.cause === 'by-itself' && exit.code === 0 && bytes > 0 ? Buffer.concat(pieces) : null;
}
