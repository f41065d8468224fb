import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Tour, TourStep } from '../../src-contract/model/arrangement.ts';
import type { CameraId } from '../../src-contract/model/camera.ts';
import { shownCells, wallOfLayout, type Wall } from '../../src-contract/model/wall.ts';
import { moveTour, startTour, tickTour, type TourClock } from '../lib/tour-clock.ts';
import { findLayout } from './kept-layout.ts';
import type { LayoutsStore } from './layouts-store.ts';
import { place } from './wall-edits.ts';
import type { WallStore } from './wall-store.ts';

export interface RunningTour {
  readonly tour: Tour;
  readonly clock: TourClock;
  /** The operator is at work in the wall: the step stays until they have been still for a while. */
  readonly held: boolean;
}
export interface TourState {
  readonly running: RunningTour | null;
}
export interface TourActions {
  /** Takes over the wall of this window; another tour that runs here ends. */
  start(tour: Tour): void;
  /** The wall is again as it was before the tour. */
  stop(): void;
  togglePause(): void;
  step(by: 1 | -1): void;
  /** The operator touched the wall. */
  touched(): void;
  /** To be called about once a second. */
  tick(): void;
}
export type TourStore = StoreApi<TourState & TourActions>;

export interface TourPorts {
  readonly wall: WallStore;
  readonly layouts: LayoutsStore;
  /** Milliseconds that only grow. */
  readonly now: () => number;
  /** Reads a camera ahead; main decides whether it may be. */
  readonly prepare: (cameraId: CameraId) => void;
  /** A picture is enlarged, zoomed or looked back at: somebody is looking. */
  readonly busy: () => boolean;
}

/** How long after the last touch a step stays. */
const HOLD_MS = 15_000;
/** Main reads at most this many ahead for a window. */
const READ_AHEAD = 4;

/** What a tour gives back when it ends, and the tile that was selected then. */
interface BeganOn {
  readonly wall: Wall;
  readonly cell: number;
}

/** The wall of a step: a layout, or one camera in the hot spot or else in the tile that was selected at the start. */
function wallOfStep(before: Wall, cell: number, step: TourStep | undefined, layouts: LayoutsStore): Wall {
  if (step === undefined) return before;
  if (step.kind === 'camera') return place(before, before.hotspot ?? cell, step.cameraId);
  const layout = findLayout(layouts.getState().arrangements, step.layout);
  return layout === null ? before : wallOfLayout(layout);
}

interface TourWalls {
  /** Shows a step; nothing once the tour has ended. */
  show(tour: Tour, at: number): void;
  /** Reads the cameras of a step ahead that are not on the glass. */
  readAhead(tour: Tour, at: number): void;
}

/** The walls a tour goes through, over the wall it began on. */
function tourWalls({ wall, layouts, prepare }: TourPorts, began: () => BeganOn | null): TourWalls {
  const stepWall = ({ tour }: Tour, at: number): Wall | null => {
    const before = began();
    return before === null ? null : wallOfStep(before.wall, before.cell, tour.steps[at], layouts);
  };
  return {
    show(tour, at) {
      const next = stepWall(tour, at);
      if (next !== null) wall.getState().lookAt(next);
    },
    readAhead(tour, at) {
      const next = stepWall(tour, at);
      if (next === null) return;
      const onGlass = new Set(shownCells(wall.getState().history.present));
      const coming = shownCells(next).filter((camera) => camera !== null && !onGlass.has(camera));
      for (const camera of coming.slice(0, READ_AHEAD)) if (camera !== null) prepare(camera);
    },
  };
}

/** The tour of this window: one at most. */
export function createTourStore(ports: TourPorts): TourStore {
  const { wall, now, busy } = ports;
  let before: BeganOn | null = null;
  let lastTick = 0;
  let touchedAt = Number.NEGATIVE_INFINITY;
  const { show, readAhead } = tourWalls(ports, () => before);
  return createStore<TourState & TourActions>((set, get) => ({
    running: null,
    start(tour) {
      get().stop();
      const { history, selected } = wall.getState();
      before = { wall: history.present, cell: selected };
      lastTick = now();
      touchedAt = Number.NEGATIVE_INFINITY;
      set({ running: { tour, clock: startTour(tour.tour.steps.length, tour.tour.dwellSeconds * 1000), held: false } });
      show(tour, 0);
    },
    stop() {
      if (get().running === null) return;
      set({ running: null });
      if (before !== null) wall.getState().lookAt(before.wall);
      before = null;
    },
    togglePause() {
      const { running } = get();
      if (running === null) return;
      touchedAt = Number.NEGATIVE_INFINITY;
      set({ running: { ...running, held: false, clock: { ...running.clock, paused: !running.clock.paused } } });
    },
    step(by) {
      const { running } = get();
      if (running === null) return;
      const clock = moveTour(running.clock, by);
      set({ running: { ...running, clock } });
      show(running.tour, clock.at);
    },
    touched() {
      if (get().running !== null) touchedAt = now();
    },
    tick() {
      const { running } = get();
      if (running === null) return;
      const at = now();
      const passed = Math.max(0, at - lastTick);
      lastTick = at;
      const held = busy() || at - touchedAt < HOLD_MS;
      const { clock, moved, prepare: ahead } = tickTour(running.clock, passed, held);
      if (clock !== running.clock || held !== running.held) set({ running: { ...running, clock, held } });
      if (ahead !== null) readAhead(running.tour, ahead);
      if (moved) show(running.tour, clock.at);
    },
  }));
}
