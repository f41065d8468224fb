/** How many wrong passwords there may be before one has to wait (R-SEC-04). Pure; kept on disk by whoever asks. */

export interface Tries {
  /** Begun and not ended well since the last that did, or since the last lock. */
  readonly failures: number;
  /** Server time as best known; 0: not locked. */
  readonly lockedUntilMs: number;
}

export interface LockOutRule {
  readonly failuresToLock: number;
  readonly lockForMs: number;
}

export const noTries: Tries = { failures: 0, lockedUntilMs: 0 };
/** The strictest the province can ask for, until its policy is known. */
export const usualLockOut: LockOutRule = { failuresToLock: 5, lockForMs: 900_000 };

export type TryDecision =
  /** `tries` must be on disk before the password is looked at, so that ending the program gains no further try. */
  { readonly kind: 'try'; readonly tries: Tries; readonly left: number } | { readonly kind: 'locked'; readonly untilMs: number };

export function beginTry({ failures, lockedUntilMs }: Tries, nowMs: number, rule: LockOutRule): TryDecision {
  if (nowMs < lockedUntilMs) return { kind: 'locked', untilMs: lockedUntilMs };
  const begun = failures + 1;
  const left = rule.failuresToLock - begun;
  const tries = left <= 0 ? { failures: 0, lockedUntilMs: nowMs + rule.lockForMs } : { failures: begun, lockedUntilMs: 0 };
  return { kind: 'try', tries, left: Math.max(0, left) };
}
