/**
 * What is left out when the machine cannot show everything: a controller over all streams of a
 * window. Pure. It acts only on evidence that the machine itself is out of capacity, takes a small
 * share of the wall at a time, smallest tiles first and protected ones never, and takes back at once
 * what did not help. See docs/decisions for the figures behind the bounds.
 */
import { judgeLoad, type Health, type LoadSample, type StreamLoad, type Verdict } from './load-health.ts';
import { levelsOf, stepsOf, type StreamLevel } from './ladder.ts';

export interface GovernorState {
  /** How many shares of the wall were made to give something up. */
  readonly steps: number;
  readonly troubledSinceMs: number | null;
  readonly fineSinceMs: number | null;
  /** Not fine perhaps, but no trouble either. */
  readonly quietSinceMs: number | null;
  readonly changedAtMs: number;
  readonly climbedAtMs: number;
  /** How things were before the newest step, until it has been judged. */
  readonly before: Health | null;
  /** No step is taken before this: the last one was of no use. */
  readonly heldUntilMs: number;
  readonly holdMs: number;
  /** Grows while every climb ends in trouble again. */
  readonly patienceMs: number;
}

/** Trouble must last this long before anything is left out, longer while a sub stream could help. */
export const SURE_AFTER_MS = 3_000;
export const SUB_FIRST_MS = 10_000;
/** A step shows its effect within this: the window the figures are taken over. */
export const SETTLE_MS = 3_500;
export const CALM_MS = 10_000;
export const MAX_PATIENCE_MS = 160_000;
/** A wall that is full but not in trouble gets its shares back too, so much more slowly. */
const QUIET_FACTOR = 4;
/** After a step that was of no use; doubles while steps stay so. */
export const HOLD_MS = 30_000;
const MAX_HOLD_MS = 480_000;
/** What counts as help: so much more of the frames shown (an eighth of the wall at half rate gives 1.07), or so much less delay. */
const HELPS_SHOWN = 1.04;
const HELPS_DELAY = 0.85;
/** On a machine at its limit what some streams leave out the others paint; where much less is painted in all, the step only took. */
const KEEPS_PAINTED = 0.85;

export const initialGovernorState: GovernorState = {
  steps: 0,
  troubledSinceMs: null,
  fineSinceMs: null,
  quietSinceMs: null,
  changedAtMs: Number.NEGATIVE_INFINITY,
  climbedAtMs: Number.NEGATIVE_INFINITY,
  before: null,
  heldUntilMs: Number.NEGATIVE_INFINITY,
  holdMs: HOLD_MS,
  patienceMs: CALM_MS,
};

export interface Governing {
  readonly state: GovernorState;
  /** Trouble has lasted: a person may be told, and sub streams may be chosen for it. */
  readonly overloaded: boolean;
  readonly levels: ReadonlyMap<number, StreamLevel>;
}

export function govern(before: GovernorState, sample: LoadSample, nowMs: number): Governing {
  const health = judgeLoad(sample);
  const most = stepsOf(sample.streams);
  const seen = observe({ ...before, steps: Math.min(before.steps, most) }, health.verdict, nowMs);
  const state = step(seen, health, { most, lowerable: sample.lowerable }, nowMs);
  const troubledForMs = state.troubledSinceMs === null ? 0 : nowMs - state.troubledSinceMs;
  return { state, overloaded: state.steps > 0 || troubledForMs >= SURE_AFTER_MS, levels: levelsOf(sample.streams, state.steps) };
}

function observe(state: GovernorState, verdict: Verdict, nowMs: number): GovernorState {
  return {
    ...state,
    troubledSinceMs: verdict === 'troubled' ? (state.troubledSinceMs ?? nowMs) : null,
    fineSinceMs: verdict === 'fine' ? (state.fineSinceMs ?? nowMs) : null,
    quietSinceMs: verdict === 'troubled' ? null : (state.quietSinceMs ?? nowMs),
  };
}

interface Room {
  readonly most: number;
  readonly lowerable: boolean;
}

function step(state: GovernorState, health: Health, room: Room, nowMs: number): GovernorState {
  if (state.before !== null) return nowMs - state.changedAtMs < SETTLE_MS ? state : judge(state, state.before, health, nowMs);
  if (state.troubledSinceMs !== null) return descend(state, health, room, nowMs);
  return climb(state, nowMs);
}

/** Takes the newest step back where trouble stayed and nothing got better. */
function judge(state: GovernorState, before: Health, now: Health, nowMs: number): GovernorState {
  const better = now.shown >= before.shown * HELPS_SHOWN || now.delayMs <= before.delayMs * HELPS_DELAY;
  const helped = better && now.painted >= before.painted * KEEPS_PAINTED;
  if (now.verdict !== 'troubled' || helped) return { ...state, before: null, holdMs: HOLD_MS };
  return {
    ...state,
    steps: Math.max(0, state.steps - 1),
    changedAtMs: nowMs,
    before: null,
    heldUntilMs: nowMs + state.holdMs,
    holdMs: Math.min(MAX_HOLD_MS, state.holdMs * 2),
  };
}

function descend(state: GovernorState, health: Health, { most, lowerable }: Room, nowMs: number): GovernorState {
  const sureAfterMs = lowerable && state.steps === 0 ? SUB_FIRST_MS : SURE_AFTER_MS;
  const sure = state.troubledSinceMs !== null && nowMs - state.troubledSinceMs >= sureAfterMs;
  if (!sure || state.steps >= most || nowMs < state.heldUntilMs) return state;
  const relapsed = nowMs - state.climbedAtMs < CALM_MS + SURE_AFTER_MS;
  return {
    ...state,
    steps: state.steps + 1,
    changedAtMs: nowMs,
    climbedAtMs: Number.NEGATIVE_INFINITY,
    before: health,
    patienceMs: relapsed ? Math.min(MAX_PATIENCE_MS, state.patienceMs * 2) : state.patienceMs,
  };
}

/** One share comes back for each stretch of calm; where that went well before, the next one sooner. */
function climb(state: GovernorState, nowMs: number): GovernorState {
  const since = (sinceMs: number | null): number => (sinceMs === null ? 0 : nowMs - Math.max(sinceMs, state.changedAtMs));
  const rested = since(state.fineSinceMs) >= state.patienceMs || since(state.quietSinceMs) >= QUIET_FACTOR * state.patienceMs;
  if (state.steps === 0 || !rested) return state;
  const wentWell = state.climbedAtMs > Number.NEGATIVE_INFINITY;
  const patienceMs = wentWell ? Math.max(CALM_MS, state.patienceMs / 2) : state.patienceMs;
  return { ...state, steps: state.steps - 1, changedAtMs: nowMs, climbedAtMs: nowMs, patienceMs };
}

export type { LoadSample, StreamLoad, StreamLevel };
