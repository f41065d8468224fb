import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OpenedAct } from '../../src-contract/model/privacy.ts';
import type { CameraId } from '../../src-contract/model/camera.ts';

/** The one dialog that is open. */
export type Dialog =
  | { readonly kind: 'none' }
  | { readonly kind: 'camera'; readonly id: CameraId | null; readonly testAtOnce: boolean }
  /** An edit of a camera the province did not take, in the form it was made in. */
  | { readonly kind: 'correction'; readonly form: 'registration' | 'camera'; readonly proposalId: string; readonly cameraId: CameraId }
  | { readonly kind: 'import' }
  | { readonly kind: 'devices' }
  /** A word of the person's own for these cameras. */
  | { readonly kind: 'tag'; readonly ids: readonly CameraId[] }
  | { readonly kind: 'overview' }
  | { readonly kind: 'settings'; readonly section: SettingsSection }
  | { readonly kind: 'outages' }
  | { readonly kind: 'audit' }
  | { readonly kind: 'enrol' | 'hand-over' | 'take-over' | 'change-password' | 'offline-passphrase' }
  /** `refused`: main has just refused something for lack of a purpose. */
  | { readonly kind: 'purpose'; readonly refused: boolean }
  /** Asks for a second person. */
  | { readonly kind: 'second-person'; readonly act: OpenedAct; readonly cameraId: CameraId }
  | { readonly kind: 'approvals' }
  | { readonly kind: 'sync' }
  | { readonly kind: 'screens' }
  | { readonly kind: 'shortcuts' | 'palette' };
/** What the sidebar shows. */
export type SidebarPanel = 'cameras' | 'layouts';
export type SettingsSection = 'general' | 'streams' | 'ffmpeg' | 'province' | 'keys' | 'stick' | 'about';

export interface ViewState {
  readonly dialog: Dialog;
  /** Counts requests to put the cursor into the search box. */
  readonly searchRequests: number;
  /** Typed so far to call a camera by its number: `1109`, `5-1109` or `2-5-1109`. */
  readonly typedNumber: string;
  /** The hops of the selected tile are shown beside the wall. */
  readonly diagnosing: boolean;
  readonly panel: SidebarPanel;
}
export interface ViewActions {
  open(dialog: Dialog): void;
  close(): void;
  requestSearch(): void;
  setTypedNumber(typed: string): void;
  setDiagnosing(diagnosing: boolean): void;
  showPanel(panel: SidebarPanel): void;
}
export type ViewStore = StoreApi<ViewState & ViewActions>;

export function createViewStore(): ViewStore {
  return createStore<ViewState & ViewActions>((set, get) => ({
    dialog: { kind: 'none' },
    searchRequests: 0,
    typedNumber: '',
    diagnosing: false,
    panel: 'cameras',
    open(dialog) {
      set({ dialog, typedNumber: '' });
    },
    close() {
      set({ dialog: { kind: 'none' } });
    },
    requestSearch() {
      set({ searchRequests: get().searchRequests + 1, panel: 'cameras' });
    },
    showPanel(panel) {
      set({ panel });
    },
    setDiagnosing(diagnosing) {
      set({ diagnosing });
    },
    setTypedNumber(typedNumber) {
      set({ typedNumber });
    },
  }));
}
