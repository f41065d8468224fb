/** Sound by FFmpeg, as samples: for codecs we do not read, cameras we do not understand, windows that cannot decode. */
import { VmsError } from '../../../src-contract/errors.ts';
import { ptsUs } from '../../../src-contract/time.ts';
import type { Clock } from '../../base/clock.ts';
import type { PullOptions } from '../../ffmpeg/pull.ts';
import type { FfmpegRun, RunExit, StartFfmpeg } from '../../ffmpeg/runner.ts';
import { saysNoSound, soundRun, soundSampleRate } from '../../ffmpeg/sound.ts';
import { failureFromStderr } from '../../ffmpeg/stderr.ts';
import type { OpenSoundSource, SoundEnd, SoundSink, SoundSource } from './sound-source.ts';
import type { StreamSource } from '../source.ts';

export interface FfmpegSoundDependencies {
  readonly start: StartFfmpeg;
  readonly clock: Clock;
  readonly pull: PullOptions;
}

const firstOutputMs = 10_000;
const silenceMs = 10_000;
/** Blocked in a read it would not hear a polite request. */
const killAfterMs = 500;

export function createFfmpegSound(dependencies: FfmpegSoundDependencies): OpenSoundSource {
  return (source, sink) => new FfmpegSound(dependencies, source, sink);
}

class FfmpegSound implements SoundSource {
  readonly #clock: Clock;
  readonly #sink: SoundSink;
  readonly #run: FfmpegRun | null;
  #samples = 0;
  /** Half a sample that the last chunk ended with. */
  #odd: number | null = null;
  #over = false;

  constructor({ start, clock, pull }: FfmpegSoundDependencies, source: StreamSource, sink: SoundSink) {
    this.#clock = clock;
    this.#sink = sink;
    this.#run = this.#start(start, pull, source);
    void this.#run?.done.then((exit) => {
      this.#end(endOf(exit, this.#samples > 0));
    });
  }

  async dispose(): Promise<void> {
    this.#over = true;
    await this.#run?.stop();
  }

  #start(start: StartFfmpeg, pull: PullOptions, source: StreamSource): FfmpegRun | null {
    try {
      const { args, stdin } = soundRun(source, pull);
      const onStdout = (chunk: Uint8Array): void => {
        this.#take(chunk);
      };
      return start({ operation: 'sound', args, stdin, onStdout, firstOutputMs, silenceMs, killAfterMs });
    } catch (failure) {
      if (!(failure instanceof VmsError)) throw failure;
      queueMicrotask(() => {
        this.#end('protocol-error');
      });
      return null;
    }
  }

  #take(chunk: Uint8Array): void {
    if (this.#over) return;
    if (this.#samples === 0) this.#sink.format({ codec: 's16le', sampleRate: soundSampleRate });
    const bytes = this.#odd === null ? chunk : Buffer.concat([Buffer.from([this.#odd]), chunk]);
    const whole = bytes.length - (bytes.length % 2);
    this.#odd = whole < bytes.length ? (bytes[whole] ?? null) : null;
    if (whole === 0) return;
    const at = ptsUs(Math.round((this.#samples * 1_000_000) / soundSampleRate));
    this.#samples += whole / 2;
    this.#sink.unit({ data: new Uint8Array(bytes.subarray(0, whole)), ptsUs: at, arrivalMs: this.#clock.now() });
  }

  #end(reason: SoundEnd): void {
    if (this.#over) return;
    this.#over = true;
    this.#sink.ended(reason);
  }
}

function endOf(exit: RunExit, heard: boolean): SoundEnd {
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
    case 'by-itself':
      if (heard) return 'ended';
      return saysNoSound(exit.stderr) ? 'no-sound' : failureFromStderr(exit.stderr);
  }
}
