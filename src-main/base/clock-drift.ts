/** How wrong this machine's clock is by the province's, in steps a person must know of (trust notes §3.2). Pure. */
import type { ClockOffset } from './server-clock.ts';

export type DriftLevel = 'right' | 'warn' | 'far';

const WARN_MS = 2_000;
const FAR_MS = 60_000;

/** Only what is off for certain counts: an offset within its own uncertainty is none. */
export function driftLevel({ offsetMs, uncertaintyMs }: ClockOffset): DriftLevel {
  const certainMs = Math.abs(offsetMs) - uncertaintyMs;
  if (certainMs > FAR_MS) return 'far';
  return certainMs > WARN_MS ? 'warn' : 'right';
}

/** The level when it is other than before, to be told once; `null`: nothing new, or nothing known. */
export function driftNews(before: DriftLevel, offset: ClockOffset | null): DriftLevel | null {
  if (offset === null) return null;
  const now = driftLevel(offset);
  return now === before ? null : now;
}
