import { expect, it } from 'vitest';
import { VmsError } from '../../../../src-contract/errors.ts';
import { createClient } from '../../../../src-contract/ipc/builder.ts';
import { contract } from '../../../../src-contract/ipc/schema.ts';
import { createSyncStore } from '../../../../src-renderer/stores/sync-store.ts';
import { conflicts, inStep, pending, refused } from '../../../e2e/support/province-states.ts';
import { scenario } from '../../../e2e/support/scenario.ts';
import { createFakeMain } from '../../../fakes/fake-main.ts';

function open() {
  const { snapshot, answers } = scenario();
  const main = createFakeMain(snapshot, answers);
  main.conflicts.push(...structuredClone(conflicts));
  main.refusedItems.push(...structuredClone(refused));
  main.pendingEdits.push(...structuredClone(pending));
  return { main, store: createSyncStore(inStep(), createClient(contract, main.transport).sync) };
}

it('loads what waits for a person, and takes a settled edit off the list', async () => {
  const { main, store } = open();
  await store.getState().load();
  const first = conflicts[0]?.proposalId ?? '';
  expect(store.getState().conflicts).toMatchObject({ kind: 'ready', items: conflicts });
  expect(store.getState().refused).toMatchObject({ kind: 'ready', items: refused });
  expect(store.getState().pending).toMatchObject({ kind: 'ready', items: pending });
  await store.getState().resolve(first, 'propose-again');
  expect(store.getState().conflicts).toMatchObject({ items: conflicts.slice(1) });
  expect(main.calls.at(-1)).toEqual({ channel: 'sync.resolve', args: { id: first, resolution: 'propose-again' } });
});

it('keeps an edit on the list that could not be settled', async () => {
  const { main, store } = open();
  await store.getState().load();
  main.failures.set('sync.resolve', new VmsError('conflict', 'sync-edit-gone'));
  await expect(store.getState().resolve(conflicts[0]?.proposalId ?? '', 'discard')).rejects.toMatchObject({ kind: 'conflict' });
  expect(store.getState().conflicts).toMatchObject({ items: conflicts });
});

it('says of each list by itself that it could not be had', async () => {
  const { main, store } = open();
  main.failures.set('sync.refused', new VmsError('storage-corrupt', 'database-corrupt'));
  await store.getState().load();
  expect(store.getState().conflicts.kind).toBe('ready');
  expect(store.getState().refused).toMatchObject({ kind: 'failed' });
});
