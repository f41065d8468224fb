import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { Controls } from '../../src-contract/model/controls.ts';

export interface ControlsState {
  readonly controls: Controls;
}
export interface ControlsActions {
  replace(controls: Controls): void;
  /** Shows the change at once and keeps what main answers; on a refusal goes back and rejects with `VmsError`. */
  change(patch: Partial<Controls>): Promise<void>;
}
export type ControlsStore = StoreApi<ControlsState & ControlsActions>;

/** Keys and stick of the person at this seat. */
export function createControlsStore(initial: Controls, calls: Client<VmsContract>['controls']): ControlsStore {
  return createStore<ControlsState & ControlsActions>((set, get) => ({
    controls: initial,
    replace(controls) {
      set({ controls });
    },
    async change(patch) {
      const before = get().controls;
      const controls = { ...before, ...patch };
      set({ controls });
      try {
        set({ controls: await calls.keep({ controls }) });
      } catch (refusal) {
        set({ controls: before });
        throw refusal;
      }
    },
  }));
}
