import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { CameraId } from '../../src-contract/model/camera.ts';
import { type PtzAbilities, type PtzHolder, type PtzPreset, type PtzState, type PtzVelocity } from '../../src-contract/model/ptz.ts';
import type { Timers } from './delayed-save.ts';
import { HeldWish } from './held-wish.ts';

/** What is known of a camera's mount. */
export type PtzKnown =
  | { readonly kind: 'asking' }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreachable'; readonly failure: unknown }
  | { readonly kind: 'ready'; readonly abilities: PtzAbilities };

export interface ShownPreset {
  readonly preset: PtzPreset;
  /** A data URL. */
  readonly picture: string | null;
}

export interface PtzStoreState {
  /** The tile whose camera is being moved, and which camera; `null`: none is. */
  readonly active: { readonly cell: number; readonly cameraId: CameraId } | null;
  readonly known: ReadonlyMap<CameraId, PtzKnown>;
  readonly states: ReadonlyMap<CameraId, PtzState>;
  readonly presets: ReadonlyMap<CameraId, readonly ShownPreset[]>;
  /** Who kept the camera from this window at the last try. */
  readonly refusedBy: PtzHolder | null;
  /** What went wrong at the last try. */
  readonly failure: unknown;
}

export interface PtzActions {
  /** Asks what a camera can do, unless that is known. */
  ask(cameraId: CameraId): void;
  enter(cell: number, cameraId: CameraId): void;
  /** Stops what moves. */
  leave(): void;
  /** The wall or its selection has changed: only the selected tile's camera is moved. */
  follow(cells: readonly (CameraId | null)[], selected: number): void;
  /** Moves so until `release`, or until another velocity is held. */
  hold(velocity: PtzVelocity): void;
  release(): void;
  shift(shift: { readonly x: number; readonly y: number; readonly closer: number }): void;
  act(act: 'home' | 'auto-focus' | 'iris-open' | 'iris-close' | 'iris-auto' | 'lock' | 'unlock' | 'stop'): void;
  goTo(token: string): void;
  tour(seconds: number): void;
  /** Asks for them, where the camera has any. */
  loadPresets(cameraId: CameraId): void;
  /** `token` null makes a new one; `undefined` where it could not be. */
  savePreset(token: string | null, name: string): Promise<string | undefined>;
  removePreset(token: string): void;
  keepPicture(cameraId: CameraId, token: string, picture: string): void;
  tell(state: PtzState): void;
  /** Somebody else sits here, or cameras are others: what was known is asked anew. */
  forget(): void;
}
export type PtzStore = StoreApi<PtzStoreState & PtzActions>;
type Calls = Client<VmsContract>['ptz'];

type Set = PtzStore['setState'];
type Get = PtzStore['getState'];

/** Wishes of this window; main alone moves cameras, and stops them when no wish comes. */
export function createPtzStore(calls: Calls, timers: Timers): PtzStore {
  return createStore<PtzStoreState & PtzActions>((set, get) => {
    const failed = (failure: unknown): void => {
      set({ failure });
    };
    const held = new HeldWish(calls, timers, { refused: (refusedBy) => set({ refusedBy }), failed });
    /** One act by itself; what was held is over. */
    const run = (call: (cameraId: CameraId) => Promise<unknown>): void => {
      const { active } = get();
      held.end();
      if (active === null) return;
      set({ failure: null, refusedBy: null });
      call(active.cameraId).catch(failed);
    };
    return {
      active: null,
      known: new Map(),
      states: new Map(),
      presets: new Map(),
      refusedBy: null,
      failure: null,
      ...asking(calls, set, get),
      ...moving(held, set, get),
      ...presetActions(calls, run, set, get),
      shift(shift) {
        run((cameraId) => calls.shift({ cameraId, ...shift }));
      },
      act(act) {
        run((cameraId) => actions[act](calls, cameraId));
      },
      tour(seconds) {
        run((cameraId) => calls.startTour({ cameraId, seconds }));
      },
    };
  });
}

function asking(calls: Calls, set: Set, get: Get): Pick<PtzActions, 'ask' | 'tell' | 'forget'> {
  const know = (cameraId: CameraId, known: PtzKnown): void => {
    set({ known: new Map(get().known).set(cameraId, known) });
  };
  return {
    ask(cameraId) {
      const known = get().known.get(cameraId);
      if (known !== undefined && known.kind !== 'unreachable') return;
      know(cameraId, { kind: 'asking' });
      calls.describe({ cameraId }).then(
        ({ abilities, state }) => {
          know(cameraId, abilities === null ? { kind: 'none' } : { kind: 'ready', abilities });
          if (state !== null) get().tell(state);
          if (get().active?.cameraId === cameraId) get().loadPresets(cameraId);
        },
        (failure: unknown) => {
          know(cameraId, { kind: 'unreachable', failure });
        },
      );
    },
    tell(state) {
      set({ states: new Map(get().states).set(state.cameraId, state) });
    },
    forget() {
      get().leave();
      set({ known: new Map(), states: new Map(), presets: new Map() });
    },
  };
}

function moving(held: HeldWish, set: Set, get: Get): Pick<PtzActions, 'enter' | 'leave' | 'follow' | 'hold' | 'release'> {
  return {
    enter(cell, cameraId) {
      if (get().active !== null) get().leave();
      set({ active: { cell, cameraId }, failure: null, refusedBy: null });
      get().ask(cameraId);
      get().loadPresets(cameraId);
    },
    leave() {
      get().release();
      set({ active: null, failure: null, refusedBy: null });
    },
    follow(cells, selected) {
      const { active } = get();
      if (active !== null && (active.cell !== selected || cells[active.cell] !== active.cameraId)) get().leave();
    },
    hold(velocity) {
      const { active } = get();
      if (active === null) return;
      set({ failure: null, refusedBy: null });
      held.hold(active.cameraId, velocity);
    },
    release() {
      held.release();
    },
  };
}

function presetActions(
  calls: Calls,
  run: (call: (cameraId: CameraId) => Promise<unknown>) => void,
  set: Set,
  get: Get,
): Pick<PtzActions, 'loadPresets' | 'goTo' | 'savePreset' | 'removePreset' | 'keepPicture'> {
  const failed = (failure: unknown): void => {
    set({ failure });
  };
  return {
    loadPresets(cameraId) {
      const known = get().known.get(cameraId);
      if (known?.kind !== 'ready' || !known.abilities.presets) return;
      calls.presets({ cameraId }).then(({ presets }) => {
        set({ presets: new Map(get().presets).set(cameraId, presets) });
      }, failed);
    },
    goTo(token) {
      run((cameraId) => calls.goTo({ cameraId, token }));
    },
    async savePreset(token, name) {
      const { active } = get();
      if (active === null) return undefined;
      const { cameraId } = active;
      try {
        const made = await calls.savePreset({ cameraId, token, name });
        get().loadPresets(cameraId);
        return made.token;
      } catch (failure) {
        failed(failure);
        return undefined;
      }
    },
    removePreset(token) {
      run(async (cameraId) => {
        await calls.removePreset({ cameraId, token });
        get().loadPresets(cameraId);
      });
    },
    keepPicture(cameraId, token, picture) {
      calls.keepPicture({ cameraId, token, picture }).then(() => {
        get().loadPresets(cameraId);
      }, failed);
    },
  };
}

const actions: Readonly<Record<Parameters<PtzActions['act']>[0], (calls: Calls, cameraId: CameraId) => Promise<unknown>>> = {
  home: (calls, cameraId) => calls.goHome({ cameraId }),
  'auto-focus': (calls, cameraId) => calls.autoFocus({ cameraId }),
  'iris-open': (calls, cameraId) => calls.iris({ cameraId, change: 'open' }),
  'iris-close': (calls, cameraId) => calls.iris({ cameraId, change: 'close' }),
  'iris-auto': (calls, cameraId) => calls.iris({ cameraId, change: 'auto' }),
  lock: (calls, cameraId) => calls.lock({ cameraId, locked: true }),
  unlock: (calls, cameraId) => calls.lock({ cameraId, locked: false }),
  stop: (calls, cameraId) => calls.stop({ cameraId }),
};
