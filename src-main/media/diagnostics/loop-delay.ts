import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';

const lookEveryMs = 50;

/** How late this process's event loop runs what is due; looks only while somebody asks. */
export class LoopDelay implements Disposable {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #timer: Disposable;
  #dueMs: number;
  #worstMs = 0;

  constructor(clock: Pick<Clock, 'now' | 'every'>) {
    this.#clock = clock;
    this.#dueMs = clock.now() + lookEveryMs;
    this.#timer = clock.every(lookEveryMs, () => {
      const nowMs = clock.now();
      this.#worstMs = Math.max(this.#worstMs, nowMs - this.#dueMs);
      this.#dueMs = nowMs + lookEveryMs;
    });
  }

  /** The worst since the call before, ms; what is overdue now counts. */
  take(): number {
    const worst = Math.max(0, this.#worstMs, this.#clock.now() - this.#dueMs);
    this.#worstMs = 0;
    return worst;
  }

  dispose(): void {
    this.#timer.dispose();
  }
}
