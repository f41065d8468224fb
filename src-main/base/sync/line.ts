/**
 * When the province may be asked: back-off, its own wish, a spread first reconnect and a breaker with one probe.
 *
 * Pure: times are monotonic ms given by the caller, `random` is in [0, 1). One line per host, shared by everything that asks it.
 */
import type { ProvinceFailure } from './province-answer.ts';

export interface LineRules {
  readonly baseMs: number;
  readonly capMs: number;
  /** The first request after the network came back waits up to this, so that a province does not come back in step. */
  readonly spreadMs: number;
  /** Failures in a row that open the breaker. */
  readonly failuresToOpen: number;
}

/** Contract, "Errors", and the trust notes §3.2. */
export const lineRules: LineRules = { baseMs: 1000, capMs: 300_000, spreadMs: 120_000, failuresToOpen: 5 };

export interface Line {
  /** In a row. */
  readonly failures: number;
  /** Nothing is asked before. */
  readonly notBefore: number;
  /** `probing`: the one request that may tell whether it is well again is under way. */
  readonly breaker: 'closed' | 'open' | 'probing';
}

export const freshLine: Line = { failures: 0, notBefore: 0, breaker: 'closed' };

export type Permit = { readonly kind: 'go'; readonly line: Line } | { readonly kind: 'wait'; readonly untilMs: number | null };

/** May one ask now? `wait` without a time: somebody else's probe is under way. */
export function askLine(line: Line, nowMs: number): Permit {
  if (line.breaker === 'probing') return { kind: 'wait', untilMs: null };
  if (nowMs < line.notBefore) return { kind: 'wait', untilMs: line.notBefore };
  return { kind: 'go', line: line.breaker === 'open' ? { ...line, breaker: 'probing' } : line };
}

/** The province answered, be it with a refusal: the line is well. */
export const afterAnswer = (): Line => freshLine;

/** Full jitter; what the server asked for is obeyed, with the jitter on top so that its clients do not come in step. */
export function afterFailure(
  line: Line,
  failure: ProvinceFailure,
  nowMs: number,
  random: () => number,
  rules: LineRules = lineRules,
): Line {
  const failures = line.failures + 1;
  const ceiling = Math.min(rules.capMs, rules.baseMs * 2 ** Math.min(failures, 30));
  const asked = failure.kind === 'busy' ? (failure.afterMs ?? 0) : 0;
  const wait = Math.max(rules.baseMs, Math.round(random() * ceiling)) + Math.min(asked, MOST_ASKED_MS);
  return { failures, notBefore: nowMs + wait, breaker: failures >= rules.failuresToOpen ? 'open' : 'closed' };
}

/** A day: a wrong `Retry-After` must not silence a workstation for ever. */
const MOST_ASKED_MS = 86_400_000;

/** The machine has a network again after it had none: the old wait is void, the first request is spread. */
export function afterNetworkReturned(line: Line, nowMs: number, random: () => number, rules: LineRules = lineRules): Line {
  return { ...line, notBefore: nowMs + Math.floor(random() * rules.spreadMs), breaker: line.breaker === 'closed' ? 'closed' : 'open' };
}
