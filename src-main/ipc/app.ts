import type { Notice, Snapshot } from '../../src-contract/ipc/app.ts';
import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { DiagnosticsExport } from '../services/diagnostics/diagnostics-export.ts';

export interface AppCalls {
  readonly snapshot: () => Snapshot;
  readonly diagnostics: Pick<DiagnosticsExport, 'write'>;
  readonly notices: { list(): Notice[]; dismiss(id: string): void };
}

export function appHandlers({ snapshot, notices, diagnostics }: AppCalls): Handlers<VmsContract>['app'] {
  return {
    snapshot: () => snapshot(),
    dismissNotice: ({ id }) => {
      notices.dismiss(id);
      return {};
    },
    exportDiagnostics: async ({ tiles }) => ({ file: await diagnostics.write(tiles) }),
  };
}
