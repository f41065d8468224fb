/** A media source played by hand: each dial is kept, units are pushed by the test. */
import { monotonicMs, ptsUs } from '../../src-contract/time.ts';
import type { StreamFailure } from '../../src-contract/model/stream-state.ts';
import type { Clock } from '../../src-main/base/clock.ts';
import type { AccessUnit, Codec, MediaSink, OpenMediaSource, StreamSource } from '../../src-main/media/source.ts';

export class FakeDial {
  readonly source: StreamSource;
  readonly sink: MediaSink;
  disposed = false;
  /** Of the units that follow. */
  wallClock: AccessUnit['wallClock'] = null;
  readonly #clock: Clock;
  #next = 0;

  constructor(source: StreamSource, sink: MediaSink, clock: Clock) {
    this.source = source;
    this.sink = sink;
    this.#clock = clock;
  }

  announce(codec: Codec = 'mjpeg', width = 640, height = 360): void {
    this.sink.format({ codec, extradata: new Uint8Array(0), width, height });
  }

  /** One unit, `intervalMs` after the last one on the stream's own time line. */
  unit(keyframe: boolean, bytes = 10, intervalMs = 40): void {
    this.#next += intervalMs * 1000;
    this.sink.unit({
      data: new Uint8Array(bytes).fill(keyframe ? 1 : 2),
      ptsUs: ptsUs(this.#next),
      arrivalMs: monotonicMs(this.#clock.now()),
      wallClock: this.wallClock,
      keyframe,
    });
  }

  end(reason: StreamFailure): void {
    this.sink.ended(reason);
  }
}

export function createFakeSources(clock: Clock): { readonly open: OpenMediaSource; readonly dials: FakeDial[]; last(): FakeDial } {
  const dials: FakeDial[] = [];
  return {
    dials,
    last() {
      const dial = dials.at(-1);
      if (dial === undefined) throw new Error('nothing was dialled');
      return dial;
    },
    open: (source, sink) => {
      const dial = new FakeDial(source, sink, clock);
      dials.push(dial);
      return {
        holdMs: (interval) => interval,
        dispose: () => {
          dial.disposed = true;
          return Promise.resolve();
        },
      };
    },
  };
}
