/** Correcting what a province refused: what is offered waits in the place of what was refused. */
import type { Handlers, Notifier } from '../../src-contract/ipc/builder.ts';
import type { Snapshot } from '../../src-contract/ipc/app.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import { VmsError } from '../../src-contract/errors.ts';
import type { ProposedAddition, ProposedEdit } from '../../src-contract/model/correction.ts';
import type { PendingEdit, SyncConflict } from '../../src-contract/model/sync.ts';

/** By the ids of their proposals. */
export interface FakeProposed {
  readonly additions: Map<string, ProposedAddition>;
  readonly edits: Map<string, ProposedEdit>;
}

interface Kept {
  snapshot: Snapshot;
  pendingEdits: PendingEdit[];
  conflicts: SyncConflict[];
  readonly proposed: FakeProposed;
  readonly notifier: Notifier<VmsContract>;
}

export function fakeCorrectionHandlers(fake: Kept): Handlers<VmsContract>['corrections'] {
  const replace = (proposalId: string, act: PendingEdit['act'], name: string): void => {
    const refused = fake.conflicts.find((conflict) => conflict.proposalId === proposalId);
    if (refused === undefined) throw new VmsError('not-found', 'sync-edit-gone');
    fake.conflicts = fake.conflicts.filter((conflict) => conflict !== refused);
    const { madeAt, subject } = refused;
    fake.pendingEdits.push({ proposalId: crypto.randomUUID(), madeAt, act, subject: { ...subject, name }, waitsFor: 'line' });
    const { sync } = fake.snapshot;
    if (sync.kind === 'off') return;
    const counts = { pendingEdits: fake.pendingEdits.length, conflicts: fake.conflicts.length };
    fake.snapshot = { ...fake.snapshot, sync: { ...sync, ...counts } };
    fake.notifier.sync.onState(fake.snapshot.sync);
  };
  return {
    addition: ({ proposalId }) => found(fake.proposed.additions, proposalId),
    offerAddition: ({ proposalId, draft }) => {
      replace(proposalId, 'add', draft.name);
      return {};
    },
    edit: ({ proposalId }) => found(fake.proposed.edits, proposalId),
    offerEdit: ({ proposalId, cameraId, draft }) => {
      const camera = fake.snapshot.cameras.find(({ id }) => id === cameraId);
      if (camera === undefined) throw new VmsError('not-found', 'camera-not-found');
      replace(proposalId, 'change', draft.name);
      return camera;
    },
  };
}

function found<T>(proposed: ReadonlyMap<string, T>, proposalId: string): T {
  const one = proposed.get(proposalId);
  if (one === undefined) throw new VmsError('not-found', 'sync-edit-gone');
  return one;
}
