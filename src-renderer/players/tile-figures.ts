import type { StreamProfile, TileFigures } from './player-types.ts';
import type { TileRates } from './tile-meter.ts';
import type { StreamStatus, TileStatus } from './worker-messages.ts';

/** What a tile knows of itself and of its stream when its figures are asked for. */
export interface FigureFacts {
  readonly rates: TileRates;
  readonly status: TileStatus | null;
  readonly stream: StreamStatus | undefined;
  readonly droppedFrames: number;
  readonly profile: StreamProfile | undefined;
  /** By how much the wall clock is ahead of the shared time line, ms. */
  readonly wallAheadMs: number;
}

/** The figures that are measured, as against those that the choice of streams adds. */
export function measuredFigures(facts: FigureFacts): Omit<TileFigures, 'profileReason' | 'degraded' | 'pinWarning'> {
  const { rates, status, stream, droppedFrames, profile, wallAheadMs } = facts;
  return {
    fps: rates.fps,
    receivedFps: rates.receivedFps,
    frameAgeMs: status?.frameAgeMs ?? null,
    width: status?.width ?? 0,
    height: status?.height ?? 0,
    codec: stream?.codec ?? null,
    decoder: stream?.decoder ?? null,
    bitrateKbps: rates.bitrateKbps,
    droppedFrames,
    profile: profile ?? 'sub',
    source: stream?.source ?? null,
    cameraClock: againstWall(stream?.cameraClock ?? null, wallAheadMs),
  };
}

/** The reading is against the shared time line, which does not follow when this machine's clock is set. */
function againstWall(clock: StreamStatus['cameraClock'], wallAheadMs: number): TileFigures['cameraClock'] {
  return clock === null ? null : { ...clock, aheadMs: Math.round(clock.aheadMs - wallAheadMs) };
}
