/** Time that jumps from one thing due to the next, and lets promises run between them. */
import type { Clock } from '../../src-main/base/clock.ts';
import { toDisposable } from '../../src-main/base/disposable.ts';
import { epochMs, monotonicMs } from '../../src-contract/time.ts';

interface Due {
  readonly atMs: number;
  readonly act: () => void;
}

export class VirtualClock implements Clock {
  #nowMs = 0;
  readonly #due = new Set<Due>();

  now(): ReturnType<Clock['now']> {
    return monotonicMs(this.#nowMs);
  }

  wall(): ReturnType<Clock['wall']> {
    return epochMs(1_795_000_000_000 + this.#nowMs);
  }

  after(delayMs: number, act: () => void): ReturnType<Clock['after']> {
    const due = { atMs: this.#nowMs + delayMs, act };
    this.#due.add(due);
    return toDisposable(() => this.#due.delete(due));
  }

  every(periodMs: number, act: () => void): ReturnType<Clock['every']> {
    const again = (): void => {
      act();
      next = this.after(periodMs, again);
    };
    let next = this.after(periodMs, again);
    return toDisposable(() => {
      next.dispose();
    });
  }

  async pass(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms;
    await settled();
    for (let next = this.#earliest(); next !== null && next.atMs <= untilMs; next = this.#earliest()) {
      this.#due.delete(next);
      this.#nowMs = next.atMs;
      next.act();
      await settled();
    }
    this.#nowMs = untilMs;
  }

  #earliest(): Due | null {
    let found: Due | null = null;
    for (const due of this.#due) if (found === null || due.atMs < found.atMs) found = due;
    return found;
  }
}

const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
