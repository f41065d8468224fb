/** The decisions of a session, as pure functions: states, stalls, retries. */
import { slowRetryFailures, type StreamFailure, type StreamState } from '../../src-contract/model/stream-state.ts';
import { backoffMs, jittered, reconnectDelaysMs } from '../base/backoff.ts';

export type SessionEvent =
  | { readonly kind: 'queued' }
  | { readonly kind: 'dialled'; readonly attempt: number }
  | { readonly kind: 'began' }
  | { readonly kind: 'first-unit' }
  | { readonly kind: 'keyframe' }
  | { readonly kind: 'failed'; readonly reason: StreamFailure; readonly attempt: number; readonly inMs: number }
  | { readonly kind: 'closed'; readonly reason: StreamFailure };

/** What follows from an event; the same state when the event comes too late to matter. */
export function nextState(state: StreamState, event: SessionEvent): StreamState {
  if (state.kind === 'closed' && event.kind !== 'queued') return state;
  switch (event.kind) {
    case 'queued':
      return { kind: 'queued' };
    case 'dialled':
      return { kind: 'connecting', attempt: event.attempt };
    case 'began':
    case 'first-unit':
      return state.kind === 'connecting' ? { kind: 'waiting-keyframe' } : state;
    case 'keyframe':
      return state.kind === 'connecting' || state.kind === 'waiting-keyframe' ? { kind: 'playing' } : state;
    case 'failed':
      return { kind: 'retrying', reason: event.reason, attempt: event.attempt, inMs: event.inMs };
    case 'closed':
      return { kind: 'closed', reason: event.reason };
  }
}

const lateAfterMs = 2000;
const reconnectAfterMs = 5000;
const reconnectSlowAfterMs = 10_000;
const slowIntervalMs = 1000;

/** Whether a stream that has played is still coming. `intervalMs` is `null` before it is known. */
export function stallVerdict(sinceLastUnitMs: number, intervalMs: number | null): 'flowing' | 'late' | 'dead' {
  const interval = intervalMs ?? 0;
  const deadAfter = interval >= slowIntervalMs ? reconnectSlowAfterMs : reconnectAfterMs;
  if (sinceLastUnitMs >= Math.max(deadAfter, 3 * interval)) return 'dead';
  return sinceLastUnitMs >= Math.max(lateAfterMs, 3 * interval) ? 'late' : 'flowing';
}

/** A connection this old counts as good: the next failure starts the back-off anew. */
export const goodAfterMs = 10_000;
const firstRetryMs = 250;
/** Cameras lock accounts out after about five bad logins, so these come at least a minute apart. */
const slowDelaysMs = [60_000, 120_000, 300_000] as const;

export interface FailedAttempt {
  readonly reason: StreamFailure;
  /** Including this one; counts from 1. */
  readonly failuresInRow: number;
  /** Whether it had shown a picture. */
  readonly played: boolean;
}

/** Waits before the next dial, ms. The first loss of a good stream is answered at once: a camera rarely drops for long. */
export function retryDelayMs(failed: FailedAttempt, random: () => number): number {
  // At least the whole of the first step: jitter may only lengthen what protects an account.
  if (slowRetryFailures.has(failed.reason))
    return backoffMs(
      failed.failuresInRow,
      slowDelaysMs.map((delay) => delay * 1.25),
      random,
    );
  if (failed.played && failed.failuresInRow === 1) return jittered(firstRetryMs, random);
  return backoffMs(failed.failuresInRow, reconnectDelaysMs, random);
}
