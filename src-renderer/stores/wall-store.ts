import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CameraId } from '../../src-contract/model/camera.ts';
import { neighbour, sameShape, type Direction, type LayoutShape } from '../../src-contract/model/layout.ts';
import { tileCount, type Wall } from '../../src-contract/model/wall.ts';
import * as history from './history.ts';
import * as shapes from './shape-edits.ts';
import { exchangeActions, type ExchangeActions, type ExchangePorts } from './tile-exchanges.ts';
import { trailsAfter, trailStep, type Trails } from './tile-trails.ts';
import * as edits from './wall-edits.ts';

export interface WallState {
  readonly history: history.History<Wall>;
  /** The tile that keys act on; always on the glass. */
  readonly selected: number;
  /** Where choosing with Shift began; `null` when it did not. */
  readonly anchor: number | null;
  /** Tiles chosen together, the selected one among them; empty while only one is meant. */
  readonly chosen: ReadonlySet<number>;
  /** The shape itself is being changed. */
  readonly editing: boolean;
  /** What stood in each tile before, in this window. */
  readonly trails: Trails;
}
export interface WallActions extends ExchangeActions {
  select(cell: number): void;
  /** Takes a tile among those chosen together, or out of them. */
  choose(cell: number): void;
  /** Chooses everything between the selected tile and this one. */
  chooseTo(cell: number): void;
  /** Chooses on in a direction, as Shift and an arrow do. */
  chooseOn(direction: Direction): void;
  /** Only the selected tile is meant again. */
  chooseOne(): void;
  setEditing(editing: boolean): void;
  /** One tile of those chosen; nothing where the rectangle around them would cut another. */
  merge(): void;
  split(): void;
  regrid(columns: number, rows: number): void;
  toggleHotspot(cell: number): void;
  /** The camera of a tile, in the hot spot as well. */
  showInHotspot(cell: number): void;
  /** What the tile showed before, or after that; over the last eight. */
  walkTrail(cell: number, way: 'back' | 'forward'): void;
  /** A kept layout, as one step that can be undone. */
  showLayout(wall: Wall): void;
  /** What a tour shows: neither a step nor something to remember. */
  lookAt(wall: Wall): void;
  /** Which kept layout the wall is of; not a step. */
  setLayout(layout: Wall['layout']): void;
  /** As `fill`, in the smallest square that holds them all where the present shape does not. */
  fillFitting(cameras: readonly CameraId[]): void;
  moveSelection(direction: Direction): void;
  /** Into this very tile, replacing what is there; several go on from it. */
  placeAt(cell: number, cameras: readonly CameraId[]): void;
  /** Each into the next free tile, beginning with the selected one; selects the last one placed. */
  placeNext(cameras: readonly CameraId[]): void;
  swap(from: number, to: number): void;
  swapWithNeighbour(direction: Direction): void;
  /** Also empties the tiles chosen with it. */
  clear(cell: number): void;
  clearAll(): void;
  fill(cameras: readonly CameraId[]): void;
  reshape(shape: LayoutShape): void;
  toggleEnlarged(cell: number): void;
  restore(): void;
  /** Takes over what another window did; not a step of this window's undo. */
  replace(wall: Wall): void;
}
export type WallStore = StoreApi<WallState & WallActions>;

export interface WallPorts extends ExchangePorts {
  /** Called after every change this window made. */
  save(wall: Wall): void;
  isFree: edits.IsFree;
}

const selectedWithin = (selected: number, wall: Wall): number => Math.min(selected, tileCount(wall) - 1);

function sameWall(left: Wall, right: Wall): boolean {
  if (!sameShape(left.shape, right.shape) || left.enlarged !== right.enlarged || left.hotspot !== right.hotspot) return false;
  if (left.layout?.id !== right.layout?.id || left.layout?.place !== right.layout?.place) return false;
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
    const before = state().history.present;
    const changed = next.present !== before;
    const chosen = sameShape(before.shape, next.present.shape) ? state().chosen : none;
    set({ history: next, selected: selectedWithin(selected, next.present), chosen });
    if (changed) save(next.present);
  };
  return {
    state,
    set,
    apply,
    edit(change, selected) {
      const before = state().history.present;
      const after = change(before);
      set({ trails: trailsAfter(state().trails, before, after) });
      apply(history.commit(state().history, after), selected);
    },
    look(change) {
      apply(history.amend(state().history, change(state().history.present)));
    },
  };
}

const none: ReadonlySet<number> = new Set();

type PlacingActions = Pick<
  WallActions,
  'placeAt' | 'fillFitting' | 'placeNext' | 'swap' | 'swapWithNeighbour' | 'clear' | 'clearAll' | 'fill' | 'reshape'
>;

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
      const cells = state().chosen.has(cell) ? [...state().chosen] : [cell];
      edit((wall) => cells.reduce(edits.clearCell, wall));
    },
    clearAll() {
      edit(edits.clearAll);
    },
    fill(cameras) {
      edit((wall) => edits.fill(wall, cameras), 0);
    },
    fillFitting(cameras) {
      edit((wall) => edits.fillFitting(wall, cameras), 0);
    },
    reshape(shape) {
      edit((wall) => edits.reshape(wall, shape));
    },
  };
}

type ChoosingActions = Pick<WallActions, 'select' | 'choose' | 'chooseTo' | 'chooseOn' | 'chooseOne' | 'moveSelection'>;

function choosingActions({ state, set }: Changes): ChoosingActions {
  const chooseTo = (cell: number): void => {
    const { selected, anchor, history: current } = state();
    const from = anchor ?? selected;
    set({ selected: cell, anchor: from, chosen: new Set(shapes.tilesBetween(current.present.shape, from, cell)) });
  };
  return {
    select(cell) {
      set({ selected: selectedWithin(cell, state().history.present), anchor: null });
    },
    choose(cell) {
      const { selected, chosen } = state();
      const next = new Set(chosen.size === 0 ? [selected] : chosen);
      if (!next.delete(cell)) next.add(cell);
      set({ selected: cell, anchor: null, chosen: next });
    },
    chooseTo,
    chooseOn(direction) {
      const { selected, history: current } = state();
      chooseTo(neighbour(current.present.shape, selected, direction));
    },
    chooseOne() {
      if (state().chosen.size > 0) set({ chosen: none, anchor: null });
    },
    moveSelection(direction) {
      const { selected, history: current } = state();
      set({ selected: neighbour(current.present.shape, selected, direction), chosen: none, anchor: null });
    },
  };
}

type ShapingActions = Pick<WallActions, 'setEditing' | 'merge' | 'split' | 'regrid' | 'toggleHotspot' | 'showInHotspot' | 'walkTrail'>;

function shapingActions({ state, set, apply, edit, look }: Changes): ShapingActions {
  return {
    setEditing(editing) {
      set({ editing, chosen: none, anchor: null });
    },
    merge() {
      const { chosen, history: current } = state();
      const first = shapes.mergeable(current.present.shape, chosen)?.[0];
      if (first !== undefined) edit((wall) => shapes.mergeTiles(wall, chosen), first);
    },
    split() {
      edit((wall) => shapes.splitTile(wall, state().selected));
    },
    regrid(columns, rows) {
      edit((wall) => shapes.regrid(wall, columns, rows));
    },
    toggleHotspot(cell) {
      edit((wall) => shapes.toggleHotspot(wall, cell));
    },
    showInHotspot(cell) {
      const before = state().history.present;
      look((wall) => shapes.inHotspot(wall, cell));
      set({ trails: trailsAfter(state().trails, before, state().history.present) });
    },
    walkTrail(cell, way) {
      const { trails, history: current } = state();
      const step = trailStep(trails, cell, current.present.cells[cell] ?? null, way);
      if (step === null) return;
      apply(history.commit(current, edits.place(current.present, cell, step.camera)), cell);
      set({ trails: step.trails });
    },
  };
}

function viewingActions({
  state,
  set,
  edit,
  look,
}: Changes): Omit<WallActions, keyof (PlacingActions & ChoosingActions & ShapingActions & ExchangeActions)> {
  return {
    showLayout(wall) {
      edit(() => wall, 0);
    },
    lookAt(wall) {
      look(() => wall);
    },
    setLayout(layout) {
      look((wall) => ({ ...wall, layout }));
    },
    toggleEnlarged(cell) {
      set({ selected: cell });
      look((wall) => edits.toggleEnlarged(wall, cell));
    },
    restore() {
      look(edits.restore);
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
      anchor: null,
      chosen: none,
      editing: false,
      trails: new Map(),
      ...placingActions(changes, ports.isFree),
      ...choosingActions(changes),
      ...shapingActions(changes),
      ...viewingActions(changes),
      ...exchangeActions({ ...changes, present: () => get().history }, ports),
    };
  });
}
