import type { TileReplayControls } from '../../players/tile-replay.ts';
import type { TileSources } from './tile-sources.ts';

/** The way into the past of what a cell shows; `null` where nothing is shown. */
export function replayOf(sources: Pick<TileSources, 'at'>, cell: number): TileReplayControls | null {
  return sources.at(cell)?.replay ?? null;
}

/** The replay's speeds, one after the other. */
export function nextSpeed(speed: 0.5 | 1 | 2): 0.5 | 1 | 2 {
  if (speed === 1) return 2;
  return speed === 2 ? 0.5 : 1;
}
