/**
 * The life of one stream in the decode worker, as a pure reducer: what to do with each thing that
 * happens. WebCodecs is the first candidate, pictures decoded by FFmpeg the second; which one runs is
 * decided by proof of output, never by what the browser says it supports.
 */
import type { StreamConfig } from '../../../src-contract/link/messages.ts';
import type { DecoderKind } from '../../../src-contract/model/stream-state.ts';

/** A decoder that has not put out a frame after both of these is taken for dead. */
export const PROOF_MS = 1_000;
export const PROOF_UNITS = 5;
/** The longest a first proof is waited for on a machine that starts many decoders at once. */
const MAX_PROOF_MS = 5_000;
/** Patience with a codec and size that this machine has shown before: then it is load, not inability. */
export const PROVEN_PROOF_MS = 6_000;
/** More waiting in the decoder than this means it cannot keep up: resume at the next keyframe. */
export const QUEUE_BOUND = 8;
/** While the cached group of pictures is swallowed after a start. */
export const CATCH_UP_QUEUE_BOUND = 600;
/** A unit younger than this is no longer part of the cached group of pictures. */
export const LIVE_UNIT_AGE_MS = 300;
/** A decoder error is forgiven after this long without another. */
export const FORGIVE_AFTER_MS = 30_000;
/** A unit that took this long to get here shows that this worker is behind: decoding all of it would keep it behind. */
export const SHED_AGE_MS = 1_000;
const STARVED_AFTER_MS = 2_000;

export interface MachineState {
  readonly phase: 'idle' | 'waiting-keyframe' | 'starting' | 'running' | 'starved' | 'failed';
  readonly candidate: DecoderKind;
  readonly config: StreamConfig | null;
  /** Nothing was decoded since the subscription: old units are the cached group of pictures, not a backlog. */
  readonly fresh: boolean;
  readonly catchingUp: boolean;
  /** Units fed since the last output. */
  readonly fedUnits: number;
  readonly fedSinceMs: number;
  readonly lastOutputMs: number;
  readonly errors: number;
  readonly lastErrorMs: number;
}

export type MachineEvent =
  /** The subscription was (re)made: nothing that came before continues. */
  | { readonly kind: 'subscribed' }
  /** Nobody can see it any more: it lets go of its decoder and begins anew with the next config. */
  | { readonly kind: 'covered' }
  | { readonly kind: 'config'; readonly config: StreamConfig; readonly recalled: DecoderKind | null }
  | {
      readonly kind: 'unit';
      readonly keyframe: boolean;
      readonly discontinuity: boolean;
      readonly queued: number;
      readonly ageMs: number;
      readonly nowMs: number;
    }
  | { readonly kind: 'output'; readonly nowMs: number }
  | { readonly kind: 'decoder-error'; readonly unsupported: boolean; readonly proven: boolean; readonly nowMs: number }
  | { readonly kind: 'picture'; readonly nowMs: number }
  | { readonly kind: 'picture-error' }
  | { readonly kind: 'tick'; readonly proven: boolean; readonly proofMs: number; readonly nowMs: number };

export type MachineEffect =
  'configure' | 'decode' | 'drop' | 'present' | 'close-decoder' | 'ask-pictures' | 'ask-units' | 'learn-ffmpeg' | 'learn-webcodecs';

export interface Step {
  readonly state: MachineState;
  readonly effects: readonly MachineEffect[];
}

export const initialMachineState: MachineState = {
  phase: 'idle',
  candidate: 'webcodecs',
  config: null,
  fresh: true,
  catchingUp: false,
  fedUnits: 0,
  fedSinceMs: 0,
  lastOutputMs: 0,
  errors: 0,
  lastErrorMs: Number.NEGATIVE_INFINITY,
};

const NONE: readonly MachineEffect[] = [];
const DECODE: readonly MachineEffect[] = ['decode'];
const DROP: readonly MachineEffect[] = ['drop'];
const PRESENT: readonly MachineEffect[] = ['present'];

export function reduce(state: MachineState, event: MachineEvent): Step {
  switch (event.kind) {
    case 'subscribed':
      return { state: { ...state, phase: 'idle', fresh: true, fedUnits: 0 }, effects: NONE };
    case 'covered':
      return { state: { ...initialMachineState, candidate: state.candidate }, effects: ['close-decoder'] };
    case 'config':
      return onConfig(state, event.config, event.recalled);
    case 'unit':
      return onUnit(state, event);
    case 'output':
      return onOutput(state, event.nowMs);
    case 'decoder-error':
      return onDecoderError(state, event);
    case 'picture':
      if (state.candidate !== 'ffmpeg') return { state, effects: NONE };
      return { state: { ...state, phase: 'running', lastOutputMs: event.nowMs }, effects: PRESENT };
    case 'picture-error':
      return state.candidate === 'ffmpeg' ? { state: { ...state, phase: 'failed' }, effects: DROP } : { state, effects: NONE };
    case 'tick':
      return onTick(state, event);
  }
}

function onConfig(state: MachineState, config: StreamConfig, recalled: DecoderKind | null): Step {
  const sameCodec = state.config !== null && state.config.codecString === config.codecString;
  const webCodecsWorthTrying = config.codecString !== null && recalled !== 'ffmpeg' && !(sameCodec && state.candidate === 'ffmpeg');
  if (config.carries === 'pictures') {
    const next: MachineState = { ...state, config, candidate: 'ffmpeg', phase: 'starting' };
    if (state.config === null || sameCodec || !webCodecsWorthTrying) return { state: next, effects: ['close-decoder'] };
    return { state: { ...next, candidate: 'webcodecs', phase: 'waiting-keyframe', fresh: true, errors: 0 }, effects: ['ask-units'] };
  }
  if (!webCodecsWorthTrying) {
    return { state: { ...state, config, candidate: 'ffmpeg', phase: 'starting' }, effects: ['close-decoder', 'ask-pictures'] };
  }
  const unchanged = sameCodec && looksAlike(state.config, config);
  const phase = unchanged && state.phase !== 'idle' && state.phase !== 'failed' ? state.phase : 'waiting-keyframe';
  const errors = unchanged ? state.errors : 0;
  return {
    state: { ...state, config, candidate: 'webcodecs', phase, errors },
    effects: unchanged ? NONE : setUpAnew(state.config, config),
  };
}

/**
 * A decoder that had a larger picture keeps the memory of it for as long as it lives: 8 MB a stream that was 1080p for six seconds,
 * measured (docs/bench, soak). So each picture size has a decoder of its own.
 */
function setUpAnew(last: StreamConfig | null, next: StreamConfig): readonly MachineEffect[] {
  const sameSize = last === null || (last.width === next.width && last.height === next.height);
  return sameSize ? ['configure'] : ['close-decoder', 'configure'];
}

/** Whether a decoder set up for one takes the other. */
function looksAlike(one: StreamConfig, other: StreamConfig): boolean {
  const sameColour = one.colour.matrix === other.colour.matrix && one.colour.fullRange === other.colour.fullRange;
  return one.width === other.width && one.height === other.height && sameColour;
}

function onUnit(state: MachineState, unit: Extract<MachineEvent, { kind: 'unit' }>): Step {
  if (state.candidate !== 'webcodecs' || state.config === null || state.phase === 'idle') return { state, effects: NONE };
  const mustWait = state.phase === 'waiting-keyframe' || unit.discontinuity;
  if (mustWait && !unit.keyframe) return { state: { ...state, phase: 'waiting-keyframe' }, effects: DROP };
  const starting = mustWait && unit.keyframe;
  const catchingUp = unit.ageMs >= LIVE_UNIT_AGE_MS && (state.catchingUp || (starting && state.fresh));
  const settling = catchingUp || (state.catchingUp && unit.queued > QUEUE_BOUND);
  const behind = !settling && !unit.keyframe && unit.ageMs > SHED_AGE_MS;
  if (behind || unit.queued > (settling ? CATCH_UP_QUEUE_BOUND : QUEUE_BOUND)) {
    return { state: { ...state, phase: 'waiting-keyframe', catchingUp: false }, effects: DROP };
  }
  const firstOfRun = starting || state.fedUnits === 0;
  return {
    state: {
      ...state,
      phase: starting ? 'starting' : state.phase,
      fresh: false,
      catchingUp: settling,
      fedUnits: starting ? 1 : state.fedUnits + 1,
      fedSinceMs: firstOfRun ? unit.nowMs : state.fedSinceMs,
    },
    effects: DECODE,
  };
}

function onOutput(state: MachineState, nowMs: number): Step {
  if (state.candidate !== 'webcodecs') return { state, effects: NONE };
  // Late output of a decoder that meanwhile waits for a keyframe is shown, but does not end the waiting.
  const phase = state.phase === 'waiting-keyframe' || state.phase === 'idle' ? state.phase : 'running';
  const errors = nowMs - state.lastErrorMs > FORGIVE_AFTER_MS ? 0 : state.errors;
  const effects: readonly MachineEffect[] = state.phase === 'starting' ? ['learn-webcodecs', 'present'] : PRESENT;
  return { state: { ...state, phase, errors, lastOutputMs: nowMs, fedUnits: 0 }, effects };
}

function onDecoderError(state: MachineState, event: Extract<MachineEvent, { kind: 'decoder-error' }>): Step {
  if (state.candidate !== 'webcodecs') return { state, effects: ['close-decoder'] };
  const errors = event.nowMs - state.lastErrorMs > FORGIVE_AFTER_MS ? 1 : state.errors + 1;
  if (event.unsupported || errors >= 2) return fallBack(state, !event.proven || event.unsupported);
  return {
    state: { ...state, phase: 'waiting-keyframe', errors, lastErrorMs: event.nowMs, fedUnits: 0 },
    effects: ['close-decoder', 'configure'],
  };
}

/**
 * How long a decoder may take to its first frame while `starting` of them share `cores`: a whole wall
 * that starts at once is slow, not broken, and FFmpeg in its place would only be slower.
 */
export function proofMs(starting: number, cores: number): number {
  return Math.min(MAX_PROOF_MS, PROOF_MS * Math.max(1, starting / Math.max(1, cores)));
}

function onTick(state: MachineState, { proven, proofMs: patienceMs, nowMs }: Extract<MachineEvent, { kind: 'tick' }>): Step {
  if (state.candidate !== 'webcodecs') return { state, effects: NONE };
  const silent = state.fedUnits >= PROOF_UNITS && nowMs - state.fedSinceMs >= (proven ? PROVEN_PROOF_MS : patienceMs);
  if (silent && (state.phase === 'starting' || state.phase === 'starved' || state.phase === 'waiting-keyframe')) {
    return fallBack(state, !proven);
  }
  if (state.phase === 'running' && nowMs - state.lastOutputMs > STARVED_AFTER_MS) {
    return { state: { ...state, phase: 'starved' }, effects: NONE };
  }
  return { state, effects: NONE };
}

/** A fault that only this stream has says nothing about the machine, so it is not learned. */
function fallBack(state: MachineState, learn: boolean): Step {
  return {
    state: { ...state, candidate: 'ffmpeg', phase: 'starting', fedUnits: 0, catchingUp: false },
    effects: learn ? ['close-decoder', 'learn-ffmpeg', 'ask-pictures'] : ['close-decoder', 'ask-pictures'],
  };
}
