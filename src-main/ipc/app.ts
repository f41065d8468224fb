import type { Notice, Snapshot } from '../../src-contract/ipc/app.ts';
import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { ScreenNumber } from '../../src-contract/model/screen.ts';
import type { DiagnosticsExport } from '../services/diagnostics/diagnostics-export.ts';
import type { OpenScreens } from '../services/screens/open-screens.ts';

export interface AppCalls {
  readonly snapshot: (screen: ScreenNumber) => Snapshot;
  readonly screens: Pick<OpenScreens, 'of'>;
  readonly diagnostics: Pick<DiagnosticsExport, 'write'>;
  readonly notices: { list(): Notice[]; dismiss(id: string): void };
}

export function appHandlers({ snapshot, screens, notices, diagnostics }: AppCalls): Handlers<VmsContract>['app'] {
  return {
    snapshot: (_, { windowId }) => snapshot(screens.of(windowId)),
    dismissNotice: ({ id }) => {
      notices.dismiss(id);
      return {};
    },
    exportDiagnostics: async ({ tiles }) => ({ file: await diagnostics.write(tiles) }),
  };
}
