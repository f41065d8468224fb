import { expect, it } from 'vitest';
import type { HandedCamera } from '../../../../src-contract/model/tile-exchange.ts';
import { emptyWall } from '../../../../src-contract/model/wall.ts';
import { wallHandlers } from '../../../../src-main/ipc/wall.ts';
import { OpenScreens } from '../../../../src-main/services/screens/open-screens.ts';

const exchangeId = '00000000-0000-4000-8000-000000000001';

function served() {
  const told: { readonly windowId: string; readonly handed: HandedCamera }[] = [];
  const screens = new OpenScreens();
  screens.opened('w1', 1);
  screens.opened('w2', 2);
  const handlers = wallHandlers({
    wall: { current: () => emptyWall, place: () => Promise.resolve(), save: () => Promise.resolve() },
    access: { knows: () => true },
    finding: { used: () => undefined },
    screens,
    handOver: (windowId, handed) => {
      told.push({ windowId, handed });
    },
  });
  const exchange = async (screen: number, cell: number): Promise<unknown> =>
    handlers.exchange({ screen, cell, fromCell: 3, exchangeId, was: 'cam-1', cameraId: null }, { windowId: 'w2' });
  return { told, exchange };
}

it('tells the window of the other screen alone what its tile is to show, and whose tile is at the other end', async () => {
  const { told, exchange } = served();
  await exchange(1, 2);
  expect(told).toEqual([{ windowId: 'w1', handed: { exchangeId, cell: 2, was: 'cam-1', cameraId: null, from: { screen: 2, cell: 3 } } }]);
});

it('refuses an exchange with a screen that is not open, or with a tile that is not on its glass', async () => {
  const { told, exchange } = served();
  await expect(exchange(5, 0)).rejects.toMatchObject({ kind: 'not-found', key: 'screen-not-open' });
  await expect(exchange(1, 4)).rejects.toMatchObject({ kind: 'not-found', key: 'tile-not-there' });
  expect(told).toEqual([]);
});
