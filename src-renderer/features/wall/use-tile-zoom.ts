import { useCallback, useRef, type CSSProperties, type RefObject } from 'react';
import { useStore } from 'zustand';
import type { Zoom } from '../../lib/zoom.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { useZoom } from './use-zoom.ts';

export interface TileZoom {
  /** To be put on what takes wheel and pointer. */
  readonly area: RefObject<HTMLDivElement | null>;
  readonly zoom: Zoom | null;
  /** For the video: the compositor does the zooming, no frame is touched. */
  readonly style: CSSProperties | undefined;
  reset(): void;
}

export function useTileZoom(cell: number): TileZoom {
  const { tiles } = useStores();
  const area = useRef<HTMLDivElement>(null);
  const zoom = useStore(tiles, (state) => state.zooms.get(cell)) ?? null;
  const read = useCallback(() => tiles.getState().zooms.get(cell) ?? null, [tiles, cell]);
  const write = useCallback(
    (next: Zoom | null) => {
      if (next !== read()) tiles.getState().zoom(cell, next);
    },
    [tiles, cell, read],
  );
  useZoom(area, { read, write });
  const reset = useCallback(() => {
    write(null);
  }, [write]);
  const percent = (value: number): string => `${String(value * 100)}%`;
  const style =
    zoom === null
      ? undefined
      : { transformOrigin: '0 0', transform: `translate(${percent(zoom.x)}, ${percent(zoom.y)}) scale(${String(zoom.scale)})` };
  return { area, zoom, style, reset };
}
