/** Four eyes without a province: what is asked waits, and is approved by whoever is told to. */
import type { Handlers, Notifier } from '../../src-contract/ipc/builder.ts';
import { VmsError } from '../../src-contract/errors.ts';
import type { Snapshot } from '../../src-contract/ipc/app.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { ApprovalsState, ApprovalView } from '../../src-contract/model/approvals.ts';
import type { OpenedAct } from '../../src-contract/model/privacy.ts';

interface Told {
  snapshot: Snapshot;
  readonly notifier: Notifier<VmsContract>;
}

const HOUR_MS = 3_600_000;

export function fakeApprovalHandlers(fake: Told): Handlers<VmsContract>['approvals'] {
  const tell = (approvals: ApprovalsState): void => {
    fake.snapshot = { ...fake.snapshot, approvals };
    fake.notifier.approvals.onChanged(approvals);
  };
  const open = (act: OpenedAct, cameraId: string): void => {
    const { privacy } = fake.snapshot;
    const opening = { act, cameraId, forMs: privacy.liftMinutes * 60_000, byName: 'Nguyễn Thị Hoà', secondName: 'Vũ Đức Hải' };
    fake.snapshot = { ...fake.snapshot, privacy: { ...privacy, openings: [...privacy.openings, opening] } };
    fake.notifier.privacy.onState(fake.snapshot.privacy);
  };
  const decided = (id: string): void => {
    const { approvals } = fake.snapshot;
    tell({ ...approvals, toDecide: approvals.toDecide.filter((one) => one.id !== id) });
  };
  return {
    ask: ({ act, cameraId, reason }) => {
      const camera = fake.snapshot.cameras.find(({ id }) => id === cameraId);
      const { approvals } = fake.snapshot;
      const asked: ApprovalView = {
        ...{ id: `approval-${String(approvals.mine.length + 1)}`, act, state: 'waiting', reason },
        camera: camera === undefined ? null : { id: cameraId, label: `${String(camera.number)} ${camera.name}` },
        ...{ requesterName: 'Nguyễn Thị Hoà', approverName: null, decisionReason: null },
        ...{ askedAt: Date.now(), expiresAt: Date.now() + HOUR_MS },
      };
      tell({ ...approvals, mine: [asked, ...approvals.mine] });
      return { id: asked.id };
    },
    use: ({ id }) => {
      const asked = fake.snapshot.approvals.mine.find((one) => one.id === id);
      if (asked?.state !== 'approved') throw new VmsError('denied', 'approval-waiting');
      const { approvals } = fake.snapshot;
      tell({ ...approvals, mine: approvals.mine.map((one) => (one.id === id ? { ...one, state: 'used' } : one)) });
      if (asked.camera !== null) open('unmask', asked.camera.id);
      return {};
    },
    approve: ({ id }) => {
      decided(id);
      return {};
    },
    reject: ({ id }) => {
      decided(id);
      return {};
    },
    here: ({ act, cameraId }) => {
      open(act, cameraId);
      return {};
    },
    look: () => fake.snapshot.approvals,
  };
}
