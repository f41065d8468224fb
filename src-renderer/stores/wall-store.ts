import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CameraId } from '../../src-contract/model/camera.ts';
import { neighbour, sameShape, type Direction, type LayoutShape } from '../../src-contract/model/layout.ts';
import { tileCount, type Wall } from '../../src-contract/model/wall.ts';
import * as history from './history.ts';
import * as edits from './wall-edits.ts';

export interface WallState {
  readonly history: history.History<Wall>;
  /** The tile that keys act on; always on the glass. */
  readonly selected: number;
}
export interface WallActions {
  select(cell: number): void;
  moveSelection(direction: Direction): void;
  /** Into this very tile, replacing what is there; several go on from it. */
  placeAt(cell: number, cameras: readonly CameraId[]): void;
  /** Each into the next free tile, beginning with the selected one; selects the last one placed. */
  placeNext(cameras: readonly CameraId[]): void;
  swap(from: number, to: number): void;
  swapWithNeighbour(direction: Direction): void;
  clear(cell: number): void;
  clearAll(): void;
  fill(cameras: readonly CameraId[]): void;
  reshape(shape: LayoutShape): void;
  toggleEnlarged(cell: number): void;
  restore(): void;
  undo(): void;
  redo(): void;
  /** Takes over what another window did; not a step of this window's undo. */
  replace(wall: Wall): void;
}
export type WallStore = StoreApi<WallState & WallActions>;

export interface WallPorts {
  /** Called after every change this window made. */
  save(wall: Wall): void;
  isFree: edits.IsFree;
}

const selectedWithin = (selected: number, wall: Wall): number => Math.min(selected, tileCount(wall) - 1);

function sameWall(left: Wall, right: Wall): boolean {
  if (!sameShape(left.shape, right.shape) || left.enlarged !== right.enlarged || left.hotspot !== right.hotspot) return false;
  return left.cells.every((cell, index) => cell === right.cells[index]);
}

/** How a change gets into the store: as a step that can be undone, or only as another look at the wall. */
interface Changes {
  state(): WallState;
  set(partial: Partial<WallState>): void;
  apply(next: history.History<Wall>, selected?: number): void;
  edit(change: (wall: Wall) => Wall, selected?: number): void;
  look(change: (wall: Wall) => Wall): void;
}

function changesOf(state: () => WallState, set: (partial: Partial<WallState>) => void, save: WallPorts['save']): Changes {
  const apply: Changes['apply'] = (next, selected = state().selected) => {
    const changed = next.present !== state().history.present;
    set({ history: next, selected: selectedWithin(selected, next.present) });
    if (changed) save(next.present);
  };
  return {
    state,
    set,
    apply,
    edit(change, selected) {
      apply(history.commit(state().history, change(state().history.present)), selected);
    },
    look(change) {
      apply(history.amend(state().history, change(state().history.present)));
    },
  };
}

type PlacingActions = Pick<WallActions, 'placeAt' | 'placeNext' | 'swap' | 'swapWithNeighbour' | 'clear' | 'clearAll' | 'fill' | 'reshape'>;

function placingActions({ state, edit }: Changes, isFree: edits.IsFree): PlacingActions {
  return {
    placeAt(cell, cameras) {
      edit((wall) => edits.placeMany(wall, cell, cameras), cell);
    },
    placeNext(cameras) {
      let wall = state().history.present;
      let cell = state().selected;
      for (const camera of cameras.slice(0, tileCount(wall))) {
        cell = edits.targetCell(wall, cell, isFree);
        wall = edits.place(wall, cell, camera);
      }
      edit(() => wall, cell);
    },
    swap(from, to) {
      edit((wall) => edits.swap(wall, from, to), to);
    },
    swapWithNeighbour(direction) {
      const { selected, history: current } = state();
      const to = neighbour(current.present.shape, selected, direction);
      if (to !== selected) edit((wall) => edits.swap(wall, selected, to), to);
    },
    clear(cell) {
      edit((wall) => edits.clearCell(wall, cell));
    },
    clearAll() {
      edit(edits.clearAll);
    },
    fill(cameras) {
      edit((wall) => edits.fill(wall, cameras), 0);
    },
    reshape(shape) {
      edit((wall) => edits.reshape(wall, shape));
    },
  };
}

function viewingActions({ state, set, apply, look }: Changes): Omit<WallActions, keyof PlacingActions> {
  return {
    select(cell) {
      set({ selected: selectedWithin(cell, state().history.present) });
    },
    moveSelection(direction) {
      const { selected, history: current } = state();
      set({ selected: neighbour(current.present.shape, selected, direction) });
    },
    toggleEnlarged(cell) {
      set({ selected: cell });
      look((wall) => edits.toggleEnlarged(wall, cell));
    },
    restore() {
      look(edits.restore);
    },
    undo() {
      apply(history.undo(state().history));
    },
    redo() {
      apply(history.redo(state().history));
    },
    replace(wall) {
      if (sameWall(wall, state().history.present)) return;
      set({ history: history.amend(state().history, wall), selected: selectedWithin(state().selected, wall) });
    },
  };
}

/** The wall of this window: what it shows, which tile is selected, and undo over every change but enlarging. */
export function createWallStore(initial: Wall, ports: WallPorts): WallStore {
  return createStore<WallState & WallActions>((set, get) => {
    const changes = changesOf(get, set, ports.save);
    return {
      history: history.startHistory(initial),
      selected: 0,
      ...placingActions(changes, ports.isFree),
      ...viewingActions(changes),
    };
  });
}
