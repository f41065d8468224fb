import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FfmpegStatus, Notice, Snapshot } from '../../src-contract/ipc/app.ts';
import type { Client } from '../../src-contract/ipc/builder.ts';
import type { TileDiagnostics } from '../../src-contract/model/diagnostics.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';

export interface SystemState {
  readonly version: string;
  readonly host: Snapshot['host'];
  readonly ffmpeg: FfmpegStatus;
  readonly notices: readonly Notice[];
  /** Whether this window can still reach the main side. */
  readonly connection: 'connected' | 'lost';
  /** The last change that this window could not have kept; a new object each time. */
  readonly saveFailure: { readonly thrown: unknown } | null;
}
export interface SystemActions {
  setFfmpeg(ffmpeg: FfmpegStatus): void;
  setNotices(notices: readonly Notice[]): void;
  setConnection(connection: SystemState['connection']): void;
  reportSaveFailure(thrown: unknown): void;
  /** Has main write the diagnostics file; answers where it lies. Rejects with `VmsError`. */
  exportDiagnostics(): Promise<string>;
  /** Hides a notice at once; main forgets it too, if it can be reached. */
  dismiss(id: string): void;
}
export type SystemStore = StoreApi<SystemState & SystemActions>;

/** What this window knows about the program around it. */
export function createSystemStore(
  snapshot: Snapshot,
  calls: Pick<Client<VmsContract>['app'], 'dismissNotice' | 'exportDiagnostics'>,
  hops: () => Promise<readonly TileDiagnostics[]>,
): SystemStore {
  return createStore<SystemState & SystemActions>((set, get) => ({
    version: snapshot.version,
    host: snapshot.host,
    ffmpeg: snapshot.ffmpeg,
    notices: snapshot.notices,
    connection: 'connected',
    saveFailure: null,
    setFfmpeg(ffmpeg) {
      set({ ffmpeg });
    },
    setNotices(notices) {
      set({ notices });
    },
    setConnection(connection) {
      set({ connection });
    },
    reportSaveFailure(thrown) {
      set({ saveFailure: { thrown } });
    },
    async exportDiagnostics() {
      const tiles = await hops();
      return (await calls.exportDiagnostics({ tiles: [...tiles] })).file;
    },
    dismiss(id) {
      const before = get().notices;
      set({ notices: before.filter((notice) => notice.id !== id) });
      calls.dismissNotice({ id }).catch(() => {
        set({ notices: before });
      });
    },
  }));
}

/** Notices to show: main's own, and one for FFmpeg's state when main has not said so itself. */
export function visibleNotices(state: Pick<SystemState, 'notices' | 'ffmpeg'>): readonly Notice[] {
  const { notices, ffmpeg } = state;
  if (notices.some((notice) => notice.key.startsWith('ffmpeg'))) return notices;
  switch (ffmpeg.kind) {
    case 'missing':
      return [...notices, { id: 'ffmpeg', severity: 'error', key: 'ffmpeg-missing', details: {} }];
    case 'unusable':
      return [
        ...notices,
        { id: 'ffmpeg', severity: 'error', key: 'ffmpeg-unusable', details: { path: ffmpeg.path, reason: ffmpeg.reason } },
      ];
    case 'ready':
    case 'checking':
      return notices;
  }
}
