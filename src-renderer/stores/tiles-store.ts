import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TileState } from '../../src-contract/model/stream-state.ts';

export interface TilesState {
  /** What each attached tile claims, by cell; changes a few times a minute, never per frame. */
  readonly states: ReadonlyMap<number, TileState>;
}
export interface TilesActions {
  show(cell: number, state: TileState): void;
  /** The tile has no player any more. */
  forget(cell: number): void;
}
export type TilesStore = StoreApi<TilesState & TilesActions>;

export function createTilesStore(): TilesStore {
  return createStore<TilesState & TilesActions>((set, get) => ({
    states: new Map(),
    show(cell, state) {
      set({ states: new Map(get().states).set(cell, state) });
    },
    forget(cell) {
      const states = new Map(get().states);
      states.delete(cell);
      set({ states });
    },
  }));
}

/** Tiles with a picture younger than 2 s, of all tiles with a camera. */
export function countLive(states: ReadonlyMap<number, TileState>): { readonly live: number; readonly total: number } {
  let live = 0;
  for (const state of states.values()) if (state.kind === 'live' && !state.late) live += 1;
  return { live, total: states.size };
}
