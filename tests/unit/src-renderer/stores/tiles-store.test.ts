import { expect, it } from 'vitest';
import { countLive, createTilesStore } from '../../../../src-renderer/stores/tiles-store.ts';

it('counts what is live of the tiles that can be seen', () => {
  const store = createTilesStore();
  store.getState().show(0, { kind: 'live', late: false });
  store.getState().show(1, { kind: 'live', late: true });
  store.getState().show(2, { kind: 'idle' });
  expect(countLive(store.getState().states)).toEqual({ live: 1, total: 2 });
});

it('keeps a pin for as long as the camera stays in the tile', () => {
  const store = createTilesStore();
  store.getState().pin(3, 'main');
  store.getState().pin(4, 'sub');
  store.getState().pin(4, 'auto');
  expect([...store.getState().pins]).toEqual([[3, 'main']]);
  store.getState().forget(3);
  expect(store.getState().pins.size).toBe(0);
});

it('tells nobody of what did not change', () => {
  const store = createTilesStore();
  store.getState().setDegraded(1, 'sub');
  const { degraded } = store.getState();
  store.getState().setDegraded(1, 'sub');
  store.getState().forget(7);
  expect(store.getState().degraded).toBe(degraded);
});
