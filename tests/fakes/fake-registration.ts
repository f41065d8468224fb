/** Registering cameras with a province that answers later: what is offered waits. */
import type { Handlers, Notifier } from '../../src-contract/ipc/builder.ts';
import type { Snapshot } from '../../src-contract/ipc/app.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { RegistrationPlaces } from '../../src-contract/model/registration.ts';
import type { PendingEdit } from '../../src-contract/model/sync.ts';

export const demoPlaces: RegistrationPlaces = {
  areas: [
    { path: '19/05443', name: 'Phường Phan Đình Phùng' },
    { path: '19/05443/khu-a', name: 'Phường Phan Đình Phùng · Khu A' },
    { path: '19/05710', name: 'Phường Gia Sàng' },
  ],
  units: [
    { id: 'unit-ioc', name: 'Trung tâm Giám sát, điều hành đô thị thông minh tỉnh' },
    { id: 'unit-05443', name: 'UBND phường Phan Đình Phùng' },
  ],
  ownUnitId: 'unit-ioc',
  takesPasswords: true,
};

interface Kept {
  snapshot: Snapshot;
  places: RegistrationPlaces;
  pendingEdits: PendingEdit[];
  readonly notifier: Notifier<VmsContract>;
}

export function fakeRegistrationHandlers(fake: Kept): Handlers<VmsContract>['registration'] {
  return {
    places: () => fake.places,
    offer: ({ draft }) => {
      const madeAt = Date.UTC(2026, 10, 22, 1, 44, 20);
      const [proposalId, id] = [crypto.randomUUID(), crypto.randomUUID()];
      fake.pendingEdits.push({ proposalId, madeAt, act: 'add', subject: { kind: 'camera', id, name: draft.name }, waitsFor: 'line' });
      const { sync } = fake.snapshot;
      if (sync.kind === 'off') return {};
      fake.snapshot = { ...fake.snapshot, sync: { ...sync, pendingEdits: fake.pendingEdits.length } };
      fake.notifier.sync.onState(fake.snapshot.sync);
      return {};
    },
  };
}
