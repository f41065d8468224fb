import type { PlayerClock } from '../../../../src-renderer/players/player-clock.ts';

interface Waiting {
  atMs: number;
  readonly everyMs: number | null;
  readonly action: () => void;
}

/** A clock that stands still until told. */
export class ManualClock implements PlayerClock {
  #nowMs = 0;
  readonly #waiting = new Set<Waiting>();

  now(): number {
    return this.#nowMs;
  }

  wall(): number {
    return 1_700_000_000_000 + this.#nowMs;
  }

  after(delayMs: number, action: () => void): () => void {
    return this.#wait({ atMs: this.#nowMs + delayMs, everyMs: null, action });
  }

  every(periodMs: number, action: () => void): () => void {
    return this.#wait({ atMs: this.#nowMs + periodMs, everyMs: periodMs, action });
  }

  advance(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      const due = [...this.#waiting].filter(({ atMs }) => atMs <= untilMs).sort((left, right) => left.atMs - right.atMs)[0];
      if (!due) break;
      this.#nowMs = due.atMs;
      if (due.everyMs === null) this.#waiting.delete(due);
      else due.atMs += due.everyMs;
      due.action();
    }
    this.#nowMs = untilMs;
  }

  #wait(waiting: Waiting): () => void {
    this.#waiting.add(waiting);
    return () => this.#waiting.delete(waiting);
  }
}
