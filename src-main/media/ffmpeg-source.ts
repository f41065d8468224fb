/** The first `MediaSource`: one FFmpeg child per stream, stream copy, NUT on stdout. */
import type { StreamFailure } from '../../src-contract/model/stream-state.ts';
import { VmsError } from '../../src-contract/errors.ts';
import { ptsUs } from '../../src-contract/time.ts';
import type { Clock } from '../base/clock.ts';
import { pullRun, type PullOptions } from '../ffmpeg/pull.ts';
import type { FfmpegRun, RunExit, StartFfmpeg } from '../ffmpeg/runner.ts';
import { failureFromStderr } from '../ffmpeg/stderr.ts';
import { KeyframeJudge } from './codec/keyframe-judge.ts';
import { NutReader, type NutFrame } from './nut/reader.ts';
import type { NutStream } from './nut/headers.ts';
import { newStreamCounts, type StreamCounts } from './diagnostics/stream-counts.ts';
import type { Codec, MediaSink, MediaSource, OpenMediaSource, StreamSource } from './source.ts';

export interface FfmpegSourceDependencies {
  readonly start: StartFfmpeg;
  readonly clock: Clock;
  readonly pull: PullOptions;
}

/** FFmpeg's own connect limit is 5 s; the handshake and the first unit need some more. */
const firstOutputMs = 10_000;
/** A second fence behind the session's stall rule. */
const silenceMs = 30_000;
/** A healthy pull says goodbye to its camera within milliseconds; one that is blocked in a read (FFmpeg 5.1) never would. */
const killAfterMs = 500;

const codecs: Readonly<Record<string, Codec>> = {
  H264: 'h264',
  AVC1: 'h264',
  HEVC: 'hevc',
  H265: 'hevc',
  HVC1: 'hevc',
  HEV1: 'hevc',
  MJPG: 'mjpeg',
  JPEG: 'mjpeg',
  MP4V: 'mpeg4',
  FMP4: 'mpeg4',
};

export function createFfmpegSources(dependencies: FfmpegSourceDependencies): OpenMediaSource {
  return (source, sink, counts = newStreamCounts()) => new FfmpegSource(dependencies, source, sink, counts);
}

class FfmpegSource implements MediaSource {
  readonly #clock: Clock;
  readonly #sink: MediaSink;
  readonly #run: FfmpegRun | null;
  #codec: Codec = 'other';
  #keyframes = new KeyframeJudge('other');
  #units = 0;
  #over = false;

  constructor(dependencies: FfmpegSourceDependencies, source: StreamSource, sink: MediaSink, counts: StreamCounts) {
    this.#clock = dependencies.clock;
    this.#sink = sink;
    this.#run = this.#start(dependencies, source, counts);
    const startedAt = this.#clock.now();
    void this.#run?.done.then((exit) => {
      const gaveUp = this.#clock.now() - startedAt >= dependencies.pull.socketTimeoutMs;
      this.#end(failureOf(exit, this.#units, gaveUp));
    });
  }

  /** FFmpeg's parser learns that a frame ended when the next one begins; JPEG over RTP needs no parser. */
  holdMs(frameIntervalMs: number): number {
    return this.#codec === 'mjpeg' ? 0 : frameIntervalMs;
  }

  async dispose(): Promise<void> {
    this.#over = true;
    await this.#run?.stop();
  }

  #start({ start, pull }: FfmpegSourceDependencies, source: StreamSource, counts: StreamCounts): FfmpegRun | null {
    const reader = new NutReader({
      stream: (stream) => {
        this.#announce(stream);
      },
      frame: (frame) => {
        this.#deliver(frame);
      },
    });
    try {
      const { args, stdin } = pullRun(source, pull);
      const onStdout = (chunk: Uint8Array): void => {
        counts.bytes += chunk.length;
        reader.push(chunk);
      };
      return start({ operation: 'pull', args, stdin, onStdout, firstOutputMs, silenceMs, killAfterMs });
    } catch (failure) {
      if (!(failure instanceof VmsError)) throw failure;
      queueMicrotask(() => {
        this.#end('protocol-error');
      });
      return null;
    }
  }

  #announce(stream: NutStream): void {
    if (this.#over || stream.id !== 0) return;
    this.#codec = codecs[stream.fourcc.toUpperCase()] ?? 'other';
    this.#keyframes = new KeyframeJudge(this.#codec);
    this.#sink.format({ codec: this.#codec, extradata: stream.extradata, width: stream.width, height: stream.height });
  }

  #deliver(frame: NutFrame): void {
    if (this.#over || frame.stream.id !== 0 || frame.data.length === 0) return;
    this.#units += 1;
    const time = ptsUs(frame.ptsUs);
    this.#sink.unit({
      data: frame.data,
      ptsUs: time,
      arrivalMs: this.#clock.now(),
      wallClock: null,
      keyframe: this.#keyframes.judge(frame.data, frame.key, time),
    });
  }

  #end(reason: StreamFailure): void {
    if (this.#over) return;
    this.#over = true;
    this.#sink.ended(reason);
  }
}

/**
 * Once units have come, old lines about opening say nothing about the end. FFmpeg 5.1 reports a
 * camera that answers nothing as "Invalid data"; only the time it took tells that it was a time limit.
 */
function failureOf(exit: RunExit, units: number, gaveUp: boolean): StreamFailure {
  switch (exit.cause) {
    case 'not-started':
      return 'ffmpeg-missing';
    case 'no-first-output':
      return 'timeout';
    case 'silent':
      return 'stalled';
    case 'reader-failed':
      return 'protocol-error';
    case 'stopped':
      return 'ended';
    case 'by-itself': {
      const failure = units > 0 ? 'ended' : failureFromStderr(exit.stderr);
      return failure === 'protocol-error' && gaveUp ? 'timeout' : failure;
    }
  }
}
