import { expect, it } from 'vitest';
import type { TransferStep } from '../../../../../src-contract/model/transfer.ts';
import { transferExported, transferImported } from '../../../../fakes/transfer-results.ts';
import type { SyncState } from '../../../../../src-contract/model/sync.ts';
import { syncHandlers } from '../../../../../src-main/ipc/sync.ts';
import { Emitter } from '../../../../../src-main/base/disposable.ts';
import { SyncService, type ProvinceSync } from '../../../../../src-main/services/sync/sync-service.ts';

const caller = { windowId: 'window-1' };
const inStep: SyncState = {
  kind: 'in-step',
  lastContactAt: 1,
  checkpointId: 7,
  pendingEdits: 0,
  conflicts: 0,
  refusedItems: 0,
  clock: null,
};

const transferring = new Emitter<TransferStep | null>();

function province(woken: string[]): ProvinceSync {
  return {
    changed: new Emitter(),
    state: () => inStep,
    wake: () => void woken.push('wake'),
    pending: () => [],
    conflicts: () => Promise.resolve([]),
    resolve: () => Promise.resolve(),
    pendingEdits: () => [],
    offer: () => Promise.resolve(),
    refused: () =>
      Promise.resolve(Array.from({ length: 2001 }, (_, at) => ({ type: 'camera', id: `c${at}`, rev: '1', reason: 'other-id' as const }))),
    transferring,
    exportTransfer: () => Promise.resolve(transferExported),
    importTransfer: (content) => Promise.resolve({ ...transferImported, acknowledged: content.length }),
  };
}

it('is off and refuses by name in a profile that belongs to no province', async () => {
  const sync = new SyncService();
  const handlers = syncHandlers({ sync });
  expect(sync.state()).toEqual({ kind: 'off' });
  expect(await handlers.now({}, caller)).toEqual({});
  await expect(Promise.resolve().then(() => handlers.conflicts({}, caller))).rejects.toMatchObject({
    kind: 'unavailable',
    key: 'sync-off',
  });
});

it('speaks for the province from the moment there is one, and no longer when it is left', async () => {
  const sync = new SyncService();
  const told: SyncState[] = [];
  const woken: string[] = [];
  sync.changed.on((state) => told.push(state));
  sync.use(province(woken));
  sync.now();
  sync.use(null);
  sync.now();
  expect(told).toEqual([inStep, { kind: 'off' }]);
  expect(woken).toEqual(['wake']);
});

it('shows as many refused items as a person can look through, and says that there are more', async () => {
  const sync = new SyncService();
  sync.use(province([]));
  const handlers = syncHandlers({ sync });
  const { items, truncated } = await handlers.refused({}, caller);
  expect([items.length, truncated]).toEqual([2000, true]);
});

it('passes files on, and what they are doing, only while there is a province', async () => {
  const sync = new SyncService();
  const steps: unknown[] = [];
  sync.transferring.on((step) => steps.push(step));
  await expect(Promise.resolve().then(() => sync.exportTransfer())).rejects.toMatchObject({ kind: 'unavailable', key: 'sync-off' });
  sync.use(province([]));
  const handlers = syncHandlers({ sync });
  expect(await handlers.exportTransfer({}, caller)).toEqual(transferExported);
  expect(await handlers.importTransfer({ content: 'AAEC' }, caller)).toMatchObject({ acknowledged: 3 });
  transferring.emit('sealing');
  sync.use(null);
  transferring.emit('writing');
  expect(steps).toEqual(['sealing']);
});
