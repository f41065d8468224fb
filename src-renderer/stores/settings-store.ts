import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FfmpegStatus } from '../../src-contract/ipc/app.ts';
import type { Client } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { Settings, SettingsPatch } from '../../src-contract/model/settings.ts';

export interface SettingsState {
  readonly settings: Settings;
}
export interface SettingsActions {
  replace(settings: Settings): void;
  /** Shows the change at once and keeps what main answers; on a refusal goes back and rejects with `VmsError`. */
  change(patch: SettingsPatch): Promise<void>;
  /** Tries one FFmpeg without choosing it; `null` tries what would be used with no setting. */
  probeFfmpeg(path: string | null): Promise<FfmpegStatus>;
}
export type SettingsStore = StoreApi<SettingsState & SettingsActions>;

/** A patch's absent and undefined fields change nothing. */
export function patchedSettings(settings: Settings, patch: SettingsPatch): Settings {
  return { ...settings, ...Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) };
}

export function createSettingsStore(initial: Settings, calls: Client<VmsContract>['settings']): SettingsStore {
  return createStore<SettingsState & SettingsActions>((set, get) => ({
    settings: initial,
    replace(settings) {
      set({ settings });
    },
    async change(patch) {
      const before = get().settings;
      set({ settings: patchedSettings(before, patch) });
      try {
        set({ settings: await calls.update({ patch }) });
      } catch (refusal) {
        set({ settings: before });
        throw refusal;
      }
    },
    probeFfmpeg: (path) => calls.probeFfmpeg({ path }),
  }));
}
