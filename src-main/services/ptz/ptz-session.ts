/**
 * One camera's PTZ as a state machine: who has it in hand, whether it moves, and how it is brought to a stand. Pure:
 * events and the time go in, the next state and what is to be done come out. Whatever happens, a camera whose intent has
 * ended is told to stop, twice, and again until it stands; nothing but that leads back to `still`.
 */
import { noVelocity, type PtzVelocity } from '../../../src-contract/model/ptz.ts';
import * as rules from './ptz-rules.ts';

/** Who moves. */
export interface Mover {
  readonly userId: string;
  readonly name: string;
  readonly windowId: string;
  /** 1…254. */
  readonly level: number;
}

export interface Holding {
  readonly by: Mover;
  readonly locked: boolean;
  /** The last time it was moved or told to. */
  readonly usedMs: number;
}

/** Why an intent ended; goes into the log. */
export type StopCause =
  'release' | 'window-closed' | 'window-crashed' | 'dead-man' | 'right-ended' | 'taken-over' | 'signed-out' | 'ending';

export type Motion =
  | { readonly kind: 'still' }
  | {
      readonly kind: 'moving';
      readonly velocity: PtzVelocity;
      /** When the window last said so. */
      readonly renewedMs: number;
      readonly sinceMs: number;
      /** When a command last left, `null` before the first; and what it said. */
      readonly sentMs: number | null;
      readonly sent: PtzVelocity | null;
      readonly moves: number;
    }
  | {
      readonly kind: 'stopping';
      readonly sinceMs: number;
      /** Stops sent so far, and how many the camera answered of those from `countFrom` on: earlier ones may have been overtaken by a move. */
      readonly sent: number;
      readonly answered: number;
      readonly countFrom: number;
      readonly nextStopMs: number;
      /** When to ask next whether it stands. */
      readonly nextCheckMs: number;
      readonly checking: boolean;
      readonly alarmed: boolean;
    };

export interface Session {
  readonly holding: Holding | null;
  readonly motion: Motion;
  /** Move commands on their way; while there is one, no Stop can be the last word. */
  readonly movesUnderWay: number;
  /** Stops ever sent; the number of one is how many there were with it. */
  readonly stops: number;
  /** Whether the camera says when it stands; `null` until it was asked. */
  readonly tellsMotion: boolean | null;
}

export const idleSession: Session = { holding: null, motion: { kind: 'still' }, movesUnderWay: 0, stops: 0, tellsMotion: null };

export type SessionEvent =
  | { readonly kind: 'intent'; readonly by: Mover; readonly velocity: PtzVelocity }
  | { readonly kind: 'end'; readonly cause: StopCause }
  /** Somebody uses the camera otherwise: a preset, a click, the lens. What moved is stopped. */
  | { readonly kind: 'use'; readonly by: Mover }
  /** Stop, whatever is known of its movement. */
  | { readonly kind: 'halt' }
  /** A move was answered, or will not be any more. */
  | { readonly kind: 'moved' }
  | { readonly kind: 'stopped'; readonly stop: number; readonly answered: boolean }
  /** `unknown`: the camera does not say; `failed`: it could not be asked. */
  | { readonly kind: 'seen'; readonly seen: 'moving' | 'standing' | 'unknown' | 'failed' }
  | { readonly kind: 'lock'; readonly by: Mover }
  | { readonly kind: 'unlock' }
  | { readonly kind: 'time' };

export type Effect =
  | { readonly kind: 'move'; readonly velocity: PtzVelocity }
  | { readonly kind: 'stop'; readonly stop: number }
  | { readonly kind: 'check' }
  | { readonly kind: 'began'; readonly by: Mover }
  | { readonly kind: 'ended'; readonly by: Mover | null; readonly cause: StopCause; readonly durationMs: number; readonly moves: number }
  /** It could not be confirmed that the camera stands; `false`: it could after all. */
  | { readonly kind: 'alarm'; readonly on: boolean };

export interface Step {
  readonly state: Session;
  readonly effects: readonly Effect[];
}

/** Whether one may take the camera from another: the same person, a higher level, or nobody who keeps it. */
export function mayTake(by: Mover, holding: Holding | null): boolean {
  if (holding === null || holding.by.userId === by.userId) return true;
  return by.level > holding.by.level;
}

/** Applies an event. An intent of somebody who may not take the camera changes nothing; ask `mayTake` before. */
export function step(state: Session, event: SessionEvent, nowMs: number): Step {
  switch (event.kind) {
    case 'intent':
      return intended(state, event.by, event.velocity, nowMs);
    case 'end':
      return finish(state, event.cause, nowMs);
    case 'moved':
      return moveAnswered(state, nowMs);
    case 'stopped':
      return onTime(stopAnswered(state, event.stop, event.answered), nowMs);
    case 'use':
      return used(state, event.by, nowMs);
    case 'halt':
      return state.motion.kind === 'still' ? halted(state, nowMs) : finish(state, 'release', nowMs);
    case 'seen':
      return seen(state, event.seen, nowMs);
    case 'lock':
      if (!mayTake(event.by, state.holding)) return { state, effects: [] };
      return { state: { ...state, holding: { by: event.by, locked: true, usedMs: nowMs } }, effects: [] };
    case 'unlock':
      return { state: { ...state, holding: null }, effects: [] };
    case 'time':
      return onTime(state, nowMs);
  }
}

const same = (one: PtzVelocity | null, other: PtzVelocity): boolean =>
  one !== null && one.pan === other.pan && one.tilt === other.tilt && one.zoom === other.zoom && one.focus === other.focus;

function intended(state: Session, by: Mover, velocity: PtzVelocity, nowMs: number): Step {
  if (!mayTake(by, state.holding)) return { state, effects: [] };
  if (same(velocity, noVelocity)) return finish(state, 'release', nowMs);
  const other = state.holding !== null && state.holding.by.userId !== by.userId;
  const before = other ? finish(state, 'taken-over', nowMs) : { state, effects: [] };
  const holding = { by, locked: !other && (state.holding?.locked ?? false), usedMs: nowMs };
  const { motion } = before.state;
  const went = motion.kind === 'moving';
  const moving: Motion = went
    ? { ...motion, velocity, renewedMs: nowMs }
    : { kind: 'moving', velocity, renewedMs: nowMs, sinceMs: nowMs, sentMs: null, sent: null, moves: 0 };
  const calmed: Effect[] = motion.kind === 'stopping' && motion.alarmed ? [{ kind: 'alarm', on: false }] : [];
  const began: Effect[] = went ? [] : [...calmed, { kind: 'began', by }];
  const next = onTime({ ...before.state, holding, motion: moving }, nowMs);
  return { state: next.state, effects: [...before.effects, ...began, ...next.effects] };
}

/** The intent is over: a Stop goes out at once, whatever is on its way. */
function finish(state: Session, cause: StopCause, nowMs: number): Step {
  const { motion } = state;
  const gone = cause !== 'release' && cause !== 'dead-man';
  const holding = gone ? null : state.holding === null ? null : { ...state.holding, usedMs: nowMs };
  if (motion.kind !== 'moving') return { state: { ...state, holding }, effects: [] };
  const by = state.holding?.by ?? null;
  const ended: Effect = { kind: 'ended', by, cause, durationMs: nowMs - motion.sinceMs, moves: motion.moves };
  const stopped = halted({ ...state, holding }, nowMs);
  return { state: stopped.state, effects: [...stopped.effects, ended] };
}

function halted(state: Session, nowMs: number): Step {
  const stop = state.stops + 1;
  const motion: Motion = {
    kind: 'stopping',
    sinceMs: nowMs,
    sent: 1,
    answered: 0,
    countFrom: stop,
    nextStopMs: nowMs + rules.SECOND_STOP_MS,
    nextCheckMs: nowMs + rules.SECOND_STOP_MS + rules.CHECK_MS,
    checking: false,
    alarmed: false,
  };
  return { state: { ...state, motion, stops: stop }, effects: [{ kind: 'stop', stop }] };
}

function used(state: Session, by: Mover, nowMs: number): Step {
  if (!mayTake(by, state.holding)) return { state, effects: [] };
  const other = state.holding !== null && state.holding.by.userId !== by.userId;
  const before = finish(state, other ? 'taken-over' : 'release', nowMs);
  const holding = { by, locked: !other && (state.holding?.locked ?? false), usedMs: nowMs };
  return { state: { ...before.state, holding }, effects: before.effects };
}

/** A move that arrives after the Stop would set the camera going again: what was stopped before it does not count. */
function moveAnswered(state: Session, nowMs: number): Step {
  const next = { ...state, movesUnderWay: Math.max(0, state.movesUnderWay - 1) };
  if (next.motion.kind !== 'stopping') return onTime(next, nowMs);
  return onTime({ ...next, motion: { ...next.motion, answered: 0, countFrom: next.stops + 1, nextStopMs: nowMs } }, nowMs);
}

function stopAnswered(state: Session, stop: number, answered: boolean): Session {
  const { motion } = state;
  if (motion.kind !== 'stopping' || !answered || state.movesUnderWay > 0 || stop < motion.countFrom) return state;
  return { ...state, motion: { ...motion, answered: motion.answered + 1 } };
}

function seen(state: Session, what: 'moving' | 'standing' | 'unknown' | 'failed', nowMs: number): Step {
  const tellsMotion = what === 'failed' ? state.tellsMotion : what !== 'unknown';
  const next = { ...state, tellsMotion };
  const { motion } = next;
  if (motion.kind !== 'stopping' || !motion.checking) return { state: next, effects: [] };
  if (enough(next, motion) && (what === 'standing' || what === 'unknown')) return stands(next);
  const asked = { ...motion, checking: false, nextCheckMs: nowMs + rules.CHECK_MS };
  const unheeded = { answered: 0, countFrom: next.stops + 1, nextStopMs: Math.min(motion.nextStopMs, nowMs) };
  return onTime({ ...next, motion: what === 'moving' ? { ...asked, ...unheeded } : asked }, nowMs);
}

function stands(state: Session): Step {
  const alarmed = state.motion.kind === 'stopping' && state.motion.alarmed;
  return { state: { ...state, motion: { kind: 'still' } }, effects: alarmed ? [{ kind: 'alarm', on: false }] : [] };
}

function onTime(state: Session, nowMs: number): Step {
  const { motion, holding } = state;
  switch (motion.kind) {
    case 'still': {
      const idle = holding !== null && !holding.locked && nowMs - holding.usedMs >= rules.AUTO_RELEASE_MS;
      return { state: idle ? { ...state, holding: null } : state, effects: [] };
    }
    case 'moving':
      return nowMs - motion.renewedMs >= rules.DEAD_MAN_MS ? finish(state, 'dead-man', nowMs) : keepMoving(state, motion, nowMs);
    case 'stopping':
      return keepStopping(state, motion, nowMs);
  }
}

function keepMoving(state: Session, motion: Extract<Motion, { kind: 'moving' }>, nowMs: number): Step {
  if (state.movesUnderWay > 0 || nowMs < moveDueMs(motion)) return { state, effects: [] };
  const sent: Motion = { ...motion, sent: motion.velocity, sentMs: nowMs, moves: motion.moves + 1 };
  return {
    state: { ...state, motion: sent, movesUnderWay: state.movesUnderWay + 1 },
    effects: [{ kind: 'move', velocity: motion.velocity }],
  };
}

function moveDueMs({ sentMs, sent, velocity }: Extract<Motion, { kind: 'moving' }>): number {
  if (sentMs === null) return 0;
  return sentMs + (same(sent, velocity) ? rules.REPEAT_MOVE_MS : rules.COMMAND_GAP_MS);
}

function keepStopping(state: Session, motion: Extract<Motion, { kind: 'stopping' }>, nowMs: number): Step {
  const effects: Effect[] = [];
  let next = motion;
  let { stops } = state;
  if (!enough(state, motion) && nowMs >= motion.nextStopMs) {
    const wait = Math.min(rules.LONGEST_RETRY_MS, rules.RETRY_MS * 2 ** Math.min(8, motion.sent - 1));
    next = { ...next, sent: next.sent + 1, nextStopMs: nowMs + wait };
    stops += 1;
    effects.push({ kind: 'stop', stop: stops });
  }
  if (enough(state, motion) && !motion.checking && nowMs >= motion.nextCheckMs) {
    if (state.tellsMotion === false) return stands({ ...state, motion: next });
    next = { ...next, checking: true };
    effects.push({ kind: 'check' });
  }
  if (!next.alarmed && nowMs - motion.sinceMs >= rules.ALARM_AFTER_MS) {
    next = { ...next, alarmed: true };
    effects.push({ kind: 'alarm', on: true });
  }
  return { state: { ...state, motion: next, stops }, effects };
}

/** Two Stops were heeded, as far as the camera says, and no move can come after them. */
function enough({ movesUnderWay }: Session, { answered }: Extract<Motion, { kind: 'stopping' }>): boolean {
  return answered >= 2 && movesUnderWay === 0;
}

/** When `time` is to be told next; `null`: when something happens. */
export function wakeAtMs(state: Session): number | null {
  const { motion, holding, movesUnderWay } = state;
  switch (motion.kind) {
    case 'still':
      return holding === null || holding.locked ? null : holding.usedMs + rules.AUTO_RELEASE_MS;
    case 'moving': {
      const dead = motion.renewedMs + rules.DEAD_MAN_MS;
      return movesUnderWay > 0 ? dead : Math.min(dead, moveDueMs(motion));
    }
    case 'stopping': {
      const due = enough(state, motion) ? (motion.checking ? Number.POSITIVE_INFINITY : motion.nextCheckMs) : motion.nextStopMs;
      const alarm = motion.alarmed ? Number.POSITIVE_INFINITY : motion.sinceMs + rules.ALARM_AFTER_MS;
      const next = Math.min(due, alarm);
      return Number.isFinite(next) ? next : null;
    }
  }
}
