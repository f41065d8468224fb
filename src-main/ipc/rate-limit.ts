import type { Clock } from '../base/clock.ts';

/** A token bucket per key. */
export interface RateLimit {
  /** Takes one token; false when there is none. */
  admit(key: string): boolean;
  /** Forgets every key with this prefix (a window that closed). */
  forget(prefix: string): void;
}

/** `burst` calls at once, then `perSecond`. */
export function createRateLimit(clock: Pick<Clock, 'now'>, burst: number, perSecond: number): RateLimit {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    admit(key) {
      const now = clock.now();
      const bucket = buckets.get(key) ?? { tokens: burst, at: now };
      bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
      bucket.at = now;
      buckets.set(key, bucket);
      if (bucket.tokens < 1) return false;
      bucket.tokens -= 1;
      return true;
    },
    forget(prefix) {
      for (const key of [...buckets.keys()]) if (key.startsWith(prefix)) buckets.delete(key);
    },
  };
}
