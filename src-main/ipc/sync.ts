import type { Handlers } from '../../src-contract/ipc/builder.ts';
import { CONFLICTS_SHOWN, PENDING_SHOWN, REFUSED_SHOWN } from '../../src-contract/ipc/sync.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { SyncService } from '../services/sync/sync-service.ts';

export interface SyncCalls {
  readonly sync: Pick<SyncService, 'now' | 'pending' | 'conflicts' | 'resolve' | 'refused' | 'exportTransfer' | 'importTransfer'>;
}

export function syncHandlers({ sync }: SyncCalls): Handlers<VmsContract>['sync'] {
  return {
    now: () => {
      sync.now();
      return {};
    },
    pending: () => {
      const found = sync.pending();
      return { items: found.slice(0, PENDING_SHOWN), truncated: found.length > PENDING_SHOWN };
    },
    conflicts: async () => {
      const found = await sync.conflicts();
      return { conflicts: found.slice(0, CONFLICTS_SHOWN), truncated: found.length > CONFLICTS_SHOWN };
    },
    resolve: async ({ id, resolution }) => {
      await sync.resolve(id, resolution);
      return {};
    },
    refused: async () => {
      const found = await sync.refused();
      return { items: found.slice(0, REFUSED_SHOWN), truncated: found.length > REFUSED_SHOWN };
    },
    exportTransfer: () => sync.exportTransfer(),
    importTransfer: ({ content }) => sync.importTransfer(Buffer.from(content, 'base64')),
  };
}
