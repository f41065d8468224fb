/** One attempt with whichever source the choice names, and its handing over to FFmpeg within the attempt. */
import type { SourceOrigin } from '../../src-contract/link/messages.ts';
import type { StreamFailure } from '../../src-contract/model/stream-state.ts';
import type { Clock } from '../base/clock.ts';
import type { StreamCounts } from './diagnostics/stream-counts.ts';
import { goodAfterMs } from './session-rules.ts';
import type { SourceChoice } from './source-choice.ts';
import type { MediaSink, MediaSource, OpenMediaSource, StreamSource } from './source.ts';

export interface ChosenSourceDependencies {
  readonly choice: SourceChoice;
  /** By which the choice remembers. */
  readonly stream: string;
  readonly native: OpenMediaSource;
  /** `null` = there is no FFmpeg. */
  readonly ffmpeg: () => OpenMediaSource | null;
  readonly clock: Clock;
}

export function createChosenSources(dependencies: ChosenSourceDependencies): OpenMediaSource {
  return (source, sink, counts) => new ChosenSource(dependencies, source, sink, counts);
}

const withoutFfmpeg: OpenMediaSource = (_, sink) => {
  queueMicrotask(() => {
    sink.ended('ffmpeg-missing');
  });
  return { holdMs: () => 0, dispose: () => Promise.resolve() };
};

class ChosenSource implements MediaSource {
  readonly #dependencies: ChosenSourceDependencies;
  readonly #source: StreamSource;
  readonly #sink: MediaSink;
  readonly #counts: StreamCounts | undefined;
  readonly #ffmpeg: () => OpenMediaSource | null;
  #origin: SourceOrigin;
  #inner: MediaSource;
  #handOver: Promise<void> | null = null;
  #disposed = false;

  constructor(dependencies: ChosenSourceDependencies, source: StreamSource, sink: MediaSink, counts: StreamCounts | undefined) {
    this.#dependencies = dependencies;
    this.#source = source;
    this.#sink = sink;
    this.#counts = counts;
    const { choice, stream, clock } = dependencies;
    const tls = /^rtsps:/iu.test(source.url);
    // FFmpeg does not look at certificates: it would hand the password to whoever answers.
    const ffmpeg = tls ? (): null => null : dependencies.ffmpeg;
    this.#ffmpeg = ffmpeg;
    const onlyNative = tls && choice.forced === null;
    this.#origin = onlyNative ? { source: 'native', reason: 'preferred' } : choice.choose(stream, clock.now(), ffmpeg() !== null);
    this.#inner =
      this.#origin.source === 'native'
        ? dependencies.native(source, this.#nativeSink(), counts)
        : (ffmpeg() ?? withoutFfmpeg)(source, sink, counts);
  }

  get origin(): SourceOrigin {
    return this.#origin;
  }

  holdMs(frameIntervalMs: number): number {
    return this.#inner.holdMs(frameIntervalMs);
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    await this.#handOver;
    await this.#inner.dispose();
  }

  #nativeSink(): MediaSink {
    const { choice, stream } = this.#dependencies;
    const sink = this.#sink;
    let firstMs: number | null = null;
    let settled = false;
    return {
      began: () => {
        sink.began?.();
      },
      format: (format) => {
        sink.format(format);
      },
      unit: (unit) => {
        if (firstMs === null) {
          firstMs = unit.arrivalMs;
          choice.played(stream);
        } else if (!settled && unit.arrivalMs - firstMs >= goodAfterMs) {
          settled = true;
          choice.settled(stream);
        }
        sink.unit(unit);
      },
      torn: () => {
        sink.torn();
      },
      ended: (reason) => {
        this.#nativeEnded(reason);
      },
    };
  }

  #nativeEnded(reason: StreamFailure): void {
    const { choice, stream, clock } = this.#dependencies;
    const ffmpeg = this.#ffmpeg;
    const takesOver = choice.failed(stream, reason, clock.now());
    if (!takesOver || ffmpeg() === null) {
      this.#sink.ended(reason);
      return;
    }
    // Cameras with one session left need the first to be gone.
    this.#handOver = this.#inner.dispose().then(() => {
      if (this.#disposed) return;
      this.#origin = choice.choose(stream, clock.now(), true);
      this.#inner = (ffmpeg() ?? withoutFfmpeg)(this.#source, this.#sink, this.#counts);
    });
  }
}
