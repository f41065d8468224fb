import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CameraId } from '../../src-contract/model/camera.ts';
import type { Permission, Rights } from '../../src-contract/model/rights.ts';

export interface RightsState {
  readonly rights: Rights;
}
export interface RightsActions {
  replace(rights: Rights): void;
}
export type RightsStore = StoreApi<RightsState & RightsActions>;

/** What the person may do, as main says it. Windows only hide by it: main judges every call. */
export function createRightsStore(initial: Rights): RightsStore {
  return createStore<RightsState & RightsActions>((set) => ({
    rights: initial,
    replace(rights) {
      set({ rights });
    },
  }));
}

/** Somewhere at all, or on one camera. */
export function mayDo({ may, except }: Rights, permission: Permission, cameraId?: CameraId): boolean {
  if (!may.includes(permission)) return false;
  return cameraId === undefined || except[cameraId]?.includes(permission) !== true;
}
