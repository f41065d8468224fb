import { expect, it } from 'vitest';
import { epochMs } from '../../../../src-contract/time.ts';
import { CameraDirectory } from '../../../../src-main/services/camera-directory.ts';
import { CurrentInventory } from '../../../../src-main/services/camera-inventory.ts';
import { cameraDraft, cameraId, cameraRow } from '../../../fakes/camera-rows.ts';
import { createFakeStorage } from '../../../fakes/fake-storage.ts';
import { createFakeVault } from '../../../fakes/fake-vault.ts';
import { heldCamera, provinceStation } from '../../../fakes/province-cameras.ts';

it('changes one inventory for the other while streams run', async () => {
  const own = new CameraDirectory(
    {
      storage: createFakeStorage(),
      vault: createFakeVault(),
      clock: { wall: () => epochMs(5) },
      newId: () => cameraId(50),
      clearFromWall: () => Promise.resolve(() => Promise.resolve()),
      onSharedAddress: () => undefined,
    },
    [cameraRow(1), cameraRow(2)],
  );
  const { cameras: province, memory } = await provinceStation([heldCamera('cam-1')]);
  const cameras = new CurrentInventory(own);
  const told: string[] = [];
  cameras.changed.on(({ upserted, removed }) => told.push(...removed.map((id) => `-${id}`), ...upserted.map(({ id }) => `+${id}`)));
  cameras.connectionChanged.on((ids) => told.push(...[...ids].map((id) => `!${id}`)));
  const revision = cameras.revision;

  cameras.use(province);
  expect(told).toEqual([`!${cameraId(1)}`, `!${cameraId(2)}`, `-${cameraId(1)}`, `-${cameraId(2)}`, '+cam-1']);
  expect(cameras.has(cameraId(1))).toBe(false);
  expect(cameras.revision).not.toBe(revision);
  await expect(cameras.add(cameraDraft())).rejects.toMatchObject({ key: 'camera-added-at-province' });

  told.length = 0;
  await own.add(cameraDraft());
  expect(told).toEqual([]);
  cameras.use(own);
  memory.replaceAll([]);
  expect(told).toEqual(['!cam-1', '-cam-1', ...cameras.list().map(({ id }) => `+${id}`)]);
  expect(cameras.list()).toHaveLength(3);
});
