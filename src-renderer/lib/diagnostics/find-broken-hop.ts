/**
 * Names the hop that is to blame, from the hops' figures. Pure.
 *
 * The first hop in trouble is the one: what follows only passes on what it got. But what lies before
 * a dead link is unknown, so the link is asked first.
 */
import type { StreamFailure } from '../../../src-contract/model/stream-state.ts';
import type { HopFigures } from './hop-figures.ts';

export const hops = ['camera', 'source', 'media', 'link', 'decoder', 'glass'] as const;
export type Hop = (typeof hops)[number];

/** Each has a title and what to do under `hop.cause` in the texts; a stream's failure has its own texts. */
export type HopCause =
  | { readonly kind: 'failure'; readonly failure: StreamFailure }
  | { readonly kind: 'redialling' }
  | { readonly kind: 'no-data' }
  | { readonly kind: 'frames-missing'; readonly fps: number; readonly expected: number }
  | { readonly kind: 'late-from-camera'; readonly ms: number }
  | { readonly kind: 'packet-loss'; readonly percent: number }
  | { readonly kind: 'jitter'; readonly ms: number }
  | { readonly kind: 'torn'; readonly count: number }
  | { readonly kind: 'waiting-keyframe' }
  | { readonly kind: 'rare-keyframes'; readonly seconds: number }
  | { readonly kind: 'media-busy'; readonly ms: number }
  | { readonly kind: 'media-silent' }
  | { readonly kind: 'link-down' }
  | { readonly kind: 'link-full'; readonly dropped: number }
  | { readonly kind: 'link-waiting'; readonly megabytes: number }
  | { readonly kind: 'link-late'; readonly ms: number }
  | { readonly kind: 'decoder-dead' }
  | { readonly kind: 'decoder-errors'; readonly count: number }
  | { readonly kind: 'decoder-slow'; readonly fps: number; readonly received: number }
  | { readonly kind: 'hidden' }
  | { readonly kind: 'not-painted'; readonly painted: number; readonly decoded: number };

export interface BrokenHop {
  readonly hop: Hop;
  /** `broken`: no picture, or not one to be trusted. `weak`: there is one, but worse than it should be. */
  readonly severity: 'broken' | 'weak';
  readonly cause: HopCause;
}

const SILENT_MS = 3_500;
const LOSS_WEAK = 0.005;
const LOSS_BROKEN = 0.05;
const JITTER_WEAK_MS = 80;
const LAG_WEAK_MS = 700;
const LOOP_WEAK_MS = 150;
const LINK_WEAK_MS = 300;
/** Half of what the media process sends ahead before it leaves pictures out. */
const WAITING_WEAK_BYTES = 2 * 1024 * 1024;
const KEYFRAMES_WEAK_MS = 11_000;
/** Of what should come; a rate over five seconds is off by one frame either way. */
const ENOUGH = 0.75;

const broken = (hop: Hop, cause: HopCause): BrokenHop => ({ hop, severity: 'broken', cause });
const weak = (hop: Hop, cause: HopCause): BrokenHop => ({ hop, severity: 'weak', cause });

/** `null` when every hop does its work. */
export function findBrokenHop(figures: HopFigures): BrokenHop | null {
  const found = [linkGone, streamFailed, lossOnTheWay, cameraSilent, framesMissing, mediaProcess, link, decoder, glass].flatMap((judge) => {
    const verdict = judge(figures);
    return verdict === null ? [] : [verdict];
  });
  return found.find(({ severity }) => severity === 'broken') ?? found[0] ?? null;
}

function linkGone({ link, media }: HopFigures): BrokenHop | null {
  if (!link.up) return broken('link', { kind: 'link-down' });
  return media.silentMs !== null && media.silentMs > SILENT_MS ? broken('media', { kind: 'media-silent' }) : null;
}

/** Where a stream's failure has its cause. */
export function hopOfFailure(failure: StreamFailure): Hop {
  switch (failure) {
    case 'unauthorised':
    case 'not-found':
    case 'session-limit':
    case 'refused':
    case 'unreachable':
    case 'timeout':
    case 'stalled':
    case 'ended':
    case 'certificate-self-signed':
    case 'certificate-unknown-issuer':
    case 'certificate-expired':
    case 'certificate-wrong-host':
    case 'certificate-changed':
      return 'camera';
    case 'protocol-error':
    case 'ffmpeg-missing':
      return 'source';
    case 'unsupported-codec':
    case 'decoder-failed':
      return 'decoder';
    case 'internal':
    case 'denied':
    case 'purpose-missing':
    case 'time-over':
      return 'media';
  }
}

function streamFailed({ camera }: HopFigures): BrokenHop | null {
  const { state } = camera;
  if (state?.kind === 'retrying' || state?.kind === 'closed')
    return broken(hopOfFailure(state.reason), { kind: 'failure', failure: state.reason });
  const dialling = state?.kind === 'connecting' || state?.kind === 'queued';
  return dialling && camera.connects > 1 ? broken('camera', { kind: 'redialling' }) : null;
}

function lossOnTheWay({ source }: HopFigures): BrokenHop | null {
  if (source.loss !== null && source.loss > LOSS_WEAK) {
    const cause: HopCause = { kind: 'packet-loss', percent: Math.round(source.loss * 1000) / 10 };
    return source.loss > LOSS_BROKEN ? broken('source', cause) : weak('source', cause);
  }
  return source.jitterMs > JITTER_WEAK_MS ? weak('source', { kind: 'jitter', ms: Math.round(source.jitterMs) }) : null;
}

function cameraSilent({ camera, media }: HopFigures): BrokenHop | null {
  const { kind } = camera.state ?? {};
  if (kind === 'playing' && media.fps === 0) return broken('camera', { kind: 'no-data' });
  if (kind === 'waiting-keyframe') {
    if (media.fps === 0) return broken('camera', { kind: 'no-data' });
    return media.unusable === null || media.unusable === 0 ? null : broken('media', { kind: 'waiting-keyframe' });
  }
  return null;
}

function framesMissing({ camera, source, media }: HopFigures): BrokenHop | null {
  if (camera.state?.kind !== 'playing' || (source.loss ?? 0) > LOSS_WEAK) return null;
  const { fps, expectedFps, lagMs } = media;
  if (fps !== null && expectedFps !== null && fps > 0 && fps < ENOUGH * expectedFps)
    return weak('camera', { kind: 'frames-missing', fps, expected: expectedFps });
  return lagMs > LAG_WEAK_MS ? weak('camera', { kind: 'late-from-camera', ms: Math.round(lagMs) }) : null;
}

function mediaProcess({ media, source }: HopFigures): BrokenHop | null {
  if (media.loopDelayMs > LOOP_WEAK_MS) return weak('media', { kind: 'media-busy', ms: Math.round(media.loopDelayMs) });
  if (media.torn !== null && media.torn > 0 && (source.loss ?? 0) <= LOSS_WEAK) return weak('source', { kind: 'torn', count: media.torn });
  if (media.keyframeIntervalMs !== null && media.keyframeIntervalMs > KEYFRAMES_WEAK_MS)
    return weak('camera', { kind: 'rare-keyframes', seconds: Math.round(media.keyframeIntervalMs / 1000) });
  return null;
}

function link({ link: { dropped, delayMs, unacknowledgedBytes } }: HopFigures): BrokenHop | null {
  if (dropped !== null && dropped > 0) return broken('link', { kind: 'link-full', dropped });
  if (unacknowledgedBytes > WAITING_WEAK_BYTES)
    return weak('link', { kind: 'link-waiting', megabytes: Math.round(unacknowledgedBytes / 100_000) / 10 });
  return delayMs !== null && delayMs > LINK_WEAK_MS ? weak('link', { kind: 'link-late', ms: Math.round(delayMs) }) : null;
}

function decoder({ decoder: { phase, fps, newErrors, dropped }, link: { fps: received } }: HopFigures): BrokenHop | null {
  if (phase === 'failed') return broken('decoder', { kind: 'decoder-dead' });
  if (fps === 0 && received !== null && received > 1) return broken('decoder', { kind: 'decoder-dead' });
  if (newErrors !== null && newErrors > 0) return weak('decoder', { kind: 'decoder-errors', count: newErrors });
  const behind = fps !== null && received !== null && received > 1 && fps < ENOUGH * received;
  return behind && (dropped ?? 0) > 0 ? weak('decoder', { kind: 'decoder-slow', fps, received }) : null;
}

function glass({ glass: { visible, paintedFps }, decoder: { fps } }: HopFigures): BrokenHop | null {
  if (!visible) return weak('glass', { kind: 'hidden' });
  if (fps === null || fps <= 1 || paintedFps === null) return null;
  const cause: HopCause = { kind: 'not-painted', painted: paintedFps, decoded: fps };
  if (paintedFps === 0) return broken('glass', cause);
  return paintedFps < ENOUGH * fps ? weak('glass', cause) : null;
}
