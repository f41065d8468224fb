import type { PictureSuspicion, StreamFailure, StreamState, TileReport, TileState } from '../../src-contract/model/stream-state.ts';

/** From here on LIVE turns amber. */
export const LATE_AFTER_MS = 2_000;
/** From here on nothing claims to be live. */
export const STALE_AFTER_MS = 5_000;
/** How long the last picture stays the news while the stream is being retried; then the reason is. */
export const GOOD_FRAME_COUNTS_MS = 60_000;

/** All that a tile's state is made of. Times are on one clock, `nowMs`'s. */
export interface TileFacts {
  readonly opened: boolean;
  /** Why there is no ticket, and when it is asked for again (`null`: only when a person says so). */
  readonly refusal: { readonly reason: StreamFailure; readonly retryAtMs: number | null } | null;
  /** What the media process last said of the stream. */
  readonly stream: StreamState | null;
  readonly streamAtMs: number;
  readonly decoderFailed: boolean;
  /** What the frames themselves show. */
  readonly suspicion?: PictureSuspicion | null;
  /** Arrival of the newest frame that is on the glass, on that clock and as the wall clock read then. */
  readonly newestFrame: { readonly atMs: number; readonly epochMs: number } | null;
}

/**
 * What a tile may claim.
 *
 * LIVE comes from the age of the frame on the glass and from nothing else: no message says "live",
 * and when all messages stop, time alone ends it.
 */
export function tileStateOf(facts: TileFacts, nowMs: number): TileState {
  if (!facts.opened) return { kind: 'idle' };
  const newest = facts.newestFrame;
  const ageMs = newest === null ? Number.POSITIVE_INFINITY : nowMs - newest.atMs;
  // Main has said no: nothing may be shown, however young the last frame is.
  if (facts.refusal?.retryAtMs === null) return failed(facts.refusal.reason, null);
  if (ageMs < LATE_AFTER_MS && facts.suspicion != null) return { kind: 'live', late: false, suspicion: facts.suspicion };
  if (ageMs < STALE_AFTER_MS) return { kind: 'live', late: ageMs >= LATE_AFTER_MS };
  const trouble = troubleOf(facts, nowMs);
  const hopeless = trouble !== null && trouble.retryInMs === null;
  if (newest !== null && !hopeless && (trouble === null || ageMs < GOOD_FRAME_COUNTS_MS)) {
    return { kind: 'stale', lastGoodEpochMs: newest.epochMs, reason: trouble?.reason ?? null };
  }
  return trouble ? failed(trouble.reason, trouble.retryInMs) : progressOf(facts.stream);
}

/** Its first picture is on its way; a camera that is away is not waited for. */
export function isStarting(state: TileState): boolean {
  return state.kind === 'idle' || state.kind === 'waiting-keyframe' || (state.kind === 'connecting' && state.attempt <= 1);
}

/** The word reports and logs use. */
export function reportedState(state: TileState): { state: TileReport['state']; reason: StreamFailure | null } {
  switch (state.kind) {
    case 'live':
      return { state: state.suspicion ?? (state.late ? 'late' : 'live'), reason: null };
    case 'stale':
    case 'failed':
      return { state: state.kind, reason: state.reason };
    case 'idle':
    case 'connecting':
    case 'waiting-keyframe':
    case 'replay':
      return { state: state.kind, reason: null };
  }
}

/** Whether a listener would see a difference. */
export function sameTileState(left: TileState, right: TileState): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

interface Trouble {
  readonly reason: StreamFailure;
  readonly retryInMs: number | null;
}

function troubleOf(facts: TileFacts, nowMs: number): Trouble | null {
  if (facts.decoderFailed) return { reason: 'decoder-failed', retryInMs: null };
  if (facts.refusal) return { reason: facts.refusal.reason, retryInMs: remaining(facts.refusal.retryAtMs, nowMs) };
  switch (facts.stream?.kind) {
    case 'closed':
      return { reason: facts.stream.reason, retryInMs: null };
    case 'retrying':
      return { reason: facts.stream.reason, retryInMs: remaining(facts.streamAtMs + facts.stream.inMs, nowMs) };
    case 'queued':
    case 'connecting':
    case 'waiting-keyframe':
    case 'playing':
    case undefined:
      return null;
  }
}

function progressOf(stream: StreamState | null): TileState {
  switch (stream?.kind) {
    case 'connecting':
      return { kind: 'connecting', attempt: stream.attempt };
    case 'waiting-keyframe':
    case 'playing':
      return { kind: 'waiting-keyframe' };
    case 'queued':
    case 'closed':
    case 'retrying':
    case undefined:
      return { kind: 'connecting', attempt: 0 };
  }
}

/** Whole seconds, so that a countdown changes once a second. */
function remaining(atMs: number | null, nowMs: number): number | null {
  return atMs === null ? null : Math.max(0, Math.ceil((atMs - nowMs) / 1_000) * 1_000);
}

function failed(reason: StreamFailure, retryInMs: number | null): TileState {
  return { kind: 'failed', reason, retryInMs };
}
