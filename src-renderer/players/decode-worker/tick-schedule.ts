/** When the next tick is due, and how late ticks come at worst. Due times keep to their grid: work in a tick does not move the next. */
export class TickSchedule {
  #dueMs: number | null = null;
  #worstMs = 0;

  /** To be called as a tick begins. */
  began(nowMs: number): void {
    this.#worstMs = Math.max(this.#worstMs, nowMs - (this.#dueMs ?? nowMs));
    this.#dueMs ??= nowMs;
  }

  /** Sets the next tick `paceMs` after this one was due, or now where that has passed: it is late then. Returns how long until it, ms. */
  next(paceMs: number, nowMs: number): number {
    const dueMs = (this.#dueMs ?? nowMs) + paceMs;
    this.#worstMs = Math.max(this.#worstMs, nowMs - dueMs);
    this.#dueMs = Math.max(dueMs, nowMs);
    return this.#dueMs - nowMs;
  }

  /** The worst lateness since the reading before, ms. */
  readLateness(): number {
    const worstMs = Math.round(this.#worstMs);
    this.#worstMs = 0;
    return worstMs;
  }
}
