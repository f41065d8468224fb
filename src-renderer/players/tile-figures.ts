import type { TileReport, TileState } from '../../src-contract/model/stream-state.ts';
import type { StreamProfile, TileFigures } from './player-types.ts';
import type { TileRates, TileTotals } from './tile-meter.ts';
import { reportedState } from './tile-state.ts';
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

export interface ReportFacts {
  readonly cell: number;
  readonly camera: { readonly id: string; readonly name: string };
  readonly state: TileState;
  readonly figures: TileFigures;
  readonly totals: TileTotals;
  readonly rates: TileRates;
  readonly lastGoodMs: number | null;
  readonly firstPictureMs: number | null;
}

/** What main is told of a tile once a second. */
export function tileReport({ cell, camera, state, figures, totals, rates, lastGoodMs, firstPictureMs }: ReportFacts): TileReport {
  const { pinWarning: _, ...told } = figures;
  const named = { cell, camera: camera.name, cameraId: camera.id, ...reportedState(state) };
  return { ...named, ...told, ...totals, frameAgesMs: [...rates.frameAgesMs], lastGoodMs, firstPictureMs };
}
