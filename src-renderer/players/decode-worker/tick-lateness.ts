/** How late a timer comes, at worst, between two readings. */
export class TickLateness {
  readonly #everyMs: number;
  #tickedAtMs: number | null = null;
  #worstMs = 0;

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  tick(nowMs: number): void {
    if (this.#tickedAtMs !== null) this.#worstMs = Math.max(this.#worstMs, nowMs - this.#tickedAtMs - this.#everyMs);
    this.#tickedAtMs = nowMs;
  }

  /** The worst since the reading before, ms. */
  read(): number {
    const worstMs = Math.round(this.#worstMs);
    this.#worstMs = 0;
    return worstMs;
  }
}
