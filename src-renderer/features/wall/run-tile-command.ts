import { zoomBy, ZOOM_STEP } from '../../lib/zoom.ts';
import type { TileReplayControls } from '../../players/tile-replay.ts';
import type { Stores } from '../../stores/stores.ts';
import type { TileCommand } from './tile-keys.ts';
import type { TileSources } from './tile-sources.ts';

export function replayOf(sources: TileSources, cell: number): TileReplayControls | null {
  return sources.at(cell)?.replay ?? null;
}

/** Carries out what a key asked of the picture in a cell. */
export function runTileCommand(
  command: Exclude<TileCommand, { readonly kind: 'snapshot' }>,
  cell: number,
  sources: TileSources,
  { tiles, settings }: Stores,
): void {
  const replay = replayOf(sources, cell);
  const { zooms, zoom } = tiles.getState();
  switch (command.kind) {
    case 'replay':
      if (settings.getState().settings.replaySeconds > 0) replay?.start(settings.getState().settings.replaySeconds * 1000);
      return;
    case 'live':
      replay?.end();
      return;
    case 'toggle-pause':
      replay?.act(replay.view?.paused === true ? { kind: 'play', speed: 1 } : { kind: 'pause' });
      return;
    case 'act':
      replay?.act(command.act);
      return;
    case 'zoom':
      if (sources.at(cell) === null) return;
      zoom(cell, command.change === 'reset' ? null : zoomBy(zooms.get(cell) ?? null, command.change === 'in' ? ZOOM_STEP : 1 / ZOOM_STEP));
      return;
  }
}
