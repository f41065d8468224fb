import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CameraId } from '../../src-contract/model/camera.ts';
import { shownCells, type Wall } from '../../src-contract/model/wall.ts';
import type { SoundStatus } from '../lib/sound-status.ts';

/** The one tile of this window that may be heard, and the camera in it. */
export interface Audible {
  readonly cell: number;
  readonly camera: CameraId;
}

export interface SoundStoreState {
  readonly audible: Audible | null;
  readonly status: SoundStatus;
  /** While the volume is being changed, what it would be, 0…100; `null` = as in the settings. */
  readonly triedVolume: number | null;
}
export interface SoundActions {
  /** Makes the tile the audible one, or silent again if it is. */
  toggle(cell: number, camera: CameraId): void;
  /** A person wants to hear it now, whatever held it up. */
  again(): void;
  stop(): void;
  /** The wall has changed. */
  follow(wall: Wall): void;
  tell(status: SoundStatus): void;
  tryVolume(volume: number | null): void;
}
export type SoundStore = StoreApi<SoundStoreState & SoundActions>;

/** Sound goes with its camera to another tile, and ends when the camera leaves the wall. */
export function audibleAfter(audible: Audible | null, wall: Pick<Wall, 'cells' | 'shape'>): Audible | null {
  const shown = shownCells(wall);
  if (audible === null || shown[audible.cell] === audible.camera) return audible;
  const cell = shown.indexOf(audible.camera);
  return cell === -1 ? null : { ...audible, cell };
}

/** Off at every start: what a microphone hears is nobody's business until somebody asks for it. */
export function createSoundStore(): SoundStore {
  return createStore<SoundStoreState & SoundActions>((set, get) => ({
    audible: null,
    status: { kind: 'off' },
    triedVolume: null,
    toggle(cell, camera) {
      const { audible } = get();
      set({ audible: audible?.cell === cell && audible.camera === camera ? null : { cell, camera } });
    },
    again() {
      const { audible } = get();
      if (audible !== null) set({ audible: { ...audible } });
    },
    stop() {
      set({ audible: null });
    },
    follow(wall) {
      const audible = audibleAfter(get().audible, wall);
      if (audible !== get().audible) set({ audible });
    },
    tell(status) {
      set({ status });
    },
    tryVolume(triedVolume) {
      set({ triedVolume });
    },
  }));
}
