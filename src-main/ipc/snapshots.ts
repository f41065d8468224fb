import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { SnapshotService } from '../services/snapshots.ts';

export interface SnapshotCalls {
  readonly snapshots: Pick<SnapshotService, 'save'>;
}

export function snapshotHandlers({ snapshots }: SnapshotCalls): Handlers<VmsContract>['snapshots'] {
  return { save: (picture) => snapshots.save(picture) };
}
