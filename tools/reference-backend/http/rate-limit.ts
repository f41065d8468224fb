/** A bucket of requests for each device: far above any honest need, so that one machine gone wild does not starve the rest. */
import { refuse } from './refusal.ts';

const BURST = 600;
const A_SECOND = 60;
/** Buckets kept; a full one is the same as none. */
const MAX_BUCKETS = 20_000;

export class RateLimit {
  readonly #buckets = new Map<string, { left: number; atMs: number }>();

  /** @throws Refusal when nothing is left */
  take(who: string, nowMs: number): void {
    const bucket = this.#buckets.get(who) ?? { left: BURST, atMs: nowMs };
    bucket.left = Math.min(BURST, bucket.left + (Math.max(0, nowMs - bucket.atMs) / 1000) * A_SECOND);
    bucket.atMs = nowMs;
    this.#buckets.delete(who);
    this.#buckets.set(who, bucket);
    if (this.#buckets.size > MAX_BUCKETS)
      for (const [oldest] of this.#buckets) if (this.#buckets.size > MAX_BUCKETS) this.#buckets.delete(oldest);
    if (bucket.left < 1) throw refuse('too-many-requests', { retryAfterS: 5 });
    bucket.left -= 1;
  }
}
