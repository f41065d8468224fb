import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { OpenedAct, Opening, PrivacyState } from '../../src-contract/model/privacy.ts';

/** What two persons opened, and until when by this machine's clock, epoch ms. */
export type OpenUntil = Omit<Opening, 'forMs'> & { readonly untilMs: number };

export interface PrivacyStoreState extends Omit<PrivacyState, 'openings'> {
  readonly openings: readonly OpenUntil[];
}
export interface PrivacyActions {
  replace(state: PrivacyState): void;
  /** Ends at once what two persons opened. Rejects with `VmsError`. */
  shut(act: OpenedAct, cameraId: string): Promise<void>;
  /** The watermark over a picture of this camera was gone. */
  reportMissing(cameraId: string): void;
}
export type PrivacyStore = StoreApi<PrivacyStoreState & PrivacyActions>;

/** What of pictures is hidden and lies over them, as main says it. Nothing is decided in the window. */
export function createPrivacyStore(initial: PrivacyState, calls: Client<VmsContract>['privacy'], now: () => number): PrivacyStore {
  return createStore<PrivacyStoreState & PrivacyActions>((set) => ({
    ...shown(initial, now()),
    replace(state) {
      set(shown(state, now()));
    },
    async shut(act, cameraId) {
      await calls.shut({ act, cameraId });
    },
    reportMissing(cameraId) {
      calls.watermarkMissing({ cameraId });
    },
  }));
}

function shown(state: PrivacyState, nowMs: number): PrivacyStoreState {
  return { ...state, openings: state.openings.map(({ forMs, ...opening }) => ({ ...opening, untilMs: nowMs + forMs })) };
}
