import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StreamWish } from '../../src-contract/model/camera.ts';
import type { Degradation, TileState } from '../../src-contract/model/stream-state.ts';
import type { Zoom } from '../lib/zoom.ts';

export interface TilesState {
  /** What each attached tile claims, by cell; changes a few times a minute, never per frame. */
  readonly states: ReadonlyMap<number, TileState>;
  /** Tiles that leave something out because the machine is overloaded. */
  readonly degraded: ReadonlyMap<number, Degradation>;
  /** Tiles whose stream a person chose, for as long as the camera stays in the tile. */
  readonly pins: ReadonlyMap<number, StreamWish>;
  /** Tiles of which only a part of the picture is seen. */
  readonly zooms: ReadonlyMap<number, Zoom>;
}
export interface TilesActions {
  show(cell: number, state: TileState): void;
  setDegraded(cell: number, degraded: Degradation): void;
  pin(cell: number, wish: StreamWish): void;
  zoom(cell: number, zoom: Zoom | null): void;
  /** The tile has no player any more. */
  forget(cell: number): void;
}
export type TilesStore = StoreApi<TilesState & TilesActions>;

export function createTilesStore(): TilesStore {
  return createStore<TilesState & TilesActions>((set, get) => ({
    states: new Map(),
    degraded: new Map(),
    pins: new Map(),
    zooms: new Map(),
    show(cell, state) {
      set({ states: new Map(get().states).set(cell, state) });
    },
    setDegraded(cell, level) {
      const { degraded } = get();
      if ((degraded.get(cell) ?? 'none') === level) return;
      set({ degraded: level === 'none' ? without(degraded, cell) : new Map(degraded).set(cell, level) });
    },
    pin(cell, wish) {
      const { pins } = get();
      set({ pins: wish === 'auto' ? without(pins, cell) : new Map(pins).set(cell, wish) });
    },
    zoom(cell, zoom) {
      const { zooms } = get();
      set({ zooms: zoom === null ? without(zooms, cell) : new Map(zooms).set(cell, zoom) });
    },
    forget(cell) {
      const { states, degraded, pins, zooms } = get();
      const rest = { states: without(states, cell), degraded: without(degraded, cell) };
      set({ ...rest, pins: without(pins, cell), zooms: without(zooms, cell) });
    },
  }));
}

/** Tiles with a living picture younger than 2 s, of all tiles with a camera that can be seen. */
export function countLive(states: ReadonlyMap<number, TileState>): { readonly live: number; readonly total: number } {
  let live = 0;
  let total = 0;
  for (const state of states.values()) {
    if (state.kind !== 'idle') total += 1;
    if (state.kind === 'live' && !state.late && state.suspicion === undefined) live += 1;
  }
  return { live, total };
}

/** The same map where nothing was there to remove, so that nobody renders for it. */
function without<Value>(map: ReadonlyMap<number, Value>, cell: number): ReadonlyMap<number, Value> {
  if (!map.has(cell)) return map;
  const rest = new Map(map);
  rest.delete(cell);
  return rest;
}
