/** How long a lowest offset counts: long enough to meet an undelayed message, short enough to follow drift. */
const BUCKET_MS = 30_000;

/**
 * Maps the media process's clock onto this worker's.
 *
 * Every message is late by some unknown time, never early, so the smallest difference seen recently
 * is the best estimate; it understates ages by the fastest transit (well under a millisecond).
 */
export class ClockOffset {
  #current = Number.POSITIVE_INFINITY;
  #previous = Number.POSITIVE_INFINITY;
  #bucketStartedAtMs = Number.NEGATIVE_INFINITY;

  add(mediaNowMs: number, localNowMs: number): void {
    if (!Number.isFinite(mediaNowMs)) return;
    if (localNowMs - this.#bucketStartedAtMs > BUCKET_MS) {
      this.#previous = this.#current;
      this.#current = Number.POSITIVE_INFINITY;
      this.#bucketStartedAtMs = localNowMs;
    }
    this.#current = Math.min(this.#current, localNowMs - mediaNowMs);
  }

  /** The other way round; `null` while nothing is known. */
  toMedia(localMs: number): number | null {
    const media = localMs - Math.min(this.#current, this.#previous);
    return Number.isFinite(media) ? media : null;
  }

  /** A time of the media process on this worker's clock, never in the future; `nowMs` while nothing is known. */
  toLocal(mediaMs: number, nowMs: number): number {
    const local = mediaMs + Math.min(this.#current, this.#previous);
    return Number.isFinite(local) ? Math.min(local, nowMs) : nowMs;
  }
}
