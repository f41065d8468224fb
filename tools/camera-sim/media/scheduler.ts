/** One timer for all streams: every 5 ms it lets each active one send what is due. */
import { DisposableStore, toDisposable, type Disposable } from '../../../src-main/base/disposable.ts';
import type { CameraStream } from './camera-stream.ts';

const tickMs = 5;

export class Scheduler implements Disposable {
  readonly #streams = new Map<string, CameraStream>();
  readonly #held = new DisposableStore();
  readonly #now: () => number;
  readonly #reportsHeld: (stream: CameraStream) => boolean;

  /** `reportsHeld`: no sender reports for that stream at the moment. */
  constructor(now: () => number, reportsHeld: (stream: CameraStream) => boolean) {
    this.#now = now;
    this.#reportsHeld = reportsHeld;
    const timer = setInterval(() => {
      this.#tick();
    }, tickMs);
    this.#held.add(
      toDisposable(() => {
        clearInterval(timer);
      }),
    );
  }

  stream(key: string, create: () => CameraStream): CameraStream {
    const known = this.#streams.get(key);
    if (known !== undefined) return known;
    const stream = create();
    this.#streams.set(key, stream);
    return stream;
  }

  get streams(): Iterable<[string, CameraStream]> {
    return this.#streams;
  }

  #tick(): void {
    const now = this.#now();
    for (const stream of this.#streams.values()) {
      if (!stream.active) continue;
      if (!this.#reportsHeld(stream)) for (const sender of stream.senders) sender.report(now);
      stream.tick(now);
    }
  }

  dispose(): void {
    this.#held.dispose();
  }
}
