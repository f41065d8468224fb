import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyWall, type Wall } from '../../../src-contract/model/wall.ts';
import { epochMs } from '../../../src-contract/time.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { CameraDirectory } from '../../../src-main/services/camera-directory.ts';
import { CurrentInventory } from '../../../src-main/services/camera-inventory.ts';
import { ConfigurationMemory } from '../../../src-main/services/configuration/configuration-memory.ts';
import { Remembered } from '../../../src-main/services/remembered.ts';
import { CurrentSession } from '../../../src-main/services/session/current-session.ts';
import { Joining, wasMember } from '../../../src-main/services/sync/joining.ts';
import { openMember } from '../../../src-main/services/sync/open-member.ts';
import { SyncService } from '../../../src-main/services/sync/sync-service.ts';
import { WallService } from '../../../src-main/services/wall.ts';
import { cameraId, cameraRow } from '../../fakes/camera-rows.ts';
import { createFakeStorage } from '../../fakes/fake-storage.ts';
import { createFakeVault } from '../../fakes/fake-vault.ts';
import { dropDirectory, freshDirectory, memberParts, sessionOver } from '../../fakes/province/member-station.ts';
import { startTestProvince, type TestProvince } from '../../fakes/province/running-backend.ts';

let province: TestProvince;
const directory = freshDirectory();
const storage = createFakeStorage();

beforeAll(async () => {
  province = await startTestProvince(null);
});
afterAll(async () => {
  await province.close();
  dropDirectory(directory);
});

const ownWall: Wall = { ...emptyWall, cells: emptyWall.cells.map((_, cell) => (cell === 0 ? cameraId(1) : null)) };

/** The parts of the program that change when a workstation joins, as one start of it has them. */
async function start() {
  const remembered = await Remembered.load(storage);
  const wall = await WallService.load(storage, (id) => id === cameraId(1) || wasMember(remembered));
  const ownCameras = new CameraDirectory(
    {
      ...{ storage, vault: createFakeVault(), clock: { wall: () => epochMs(1) }, newId: () => cameraId(9) },
      clearFromWall: (ids) => wall.clearCameras(ids),
      onSharedAddress: () => undefined,
    },
    [cameraRow(1)],
  );
  const [cameras, memory, sync, seat] = [
    new CurrentInventory(ownCameras),
    new ConfigurationMemory(),
    new SyncService(),
    new CurrentSession(),
  ];
  const joining = new Joining({
    ...{ sync, cameras, ownCameras, wall, memory, remembered, seat },
    open: (member) =>
      openMember({ ...memberParts(directory, systemClock), member, storage, remembered, memory, onDistrust: () => undefined }),
  });
  return { joining, remembered, wall, cameras, memory, sync };
}

const inStep = (sync: SyncService) => expect.poll(() => sync.state().kind, { timeout: 30_000 }).toBe('in-step');

it('joins while the program runs, is a member again after a restart, and has its own back when it leaves', async () => {
  const device = await province.workstation();
  const session = sessionOver(province, device, province.url, systemClock);
  const first = await start();
  await first.wall.save(1, ownWall);
  await first.joining.join(session.member);
  expect(first.cameras.has(cameraId(1))).toBe(false);
  expect(first.wall.current(1)).toEqual(emptyWall);
  await inStep(first.sync);
  expect(first.cameras.list().length).toBeGreaterThan(1200);
  const theirs: Wall = { ...emptyWall, cells: emptyWall.cells.map((_, cell) => (cell === 3 ? 'cam-0001' : null)) };
  await first.wall.save(1, theirs);
  await first.joining.close();
  expect(first.sync.state()).toEqual({ kind: 'off' });

  const second = await start();
  expect(second.wall.current(1)).toEqual(theirs);
  await second.joining.join(session.member);
  expect(second.cameras.has('cam-0001')).toBe(true);
  expect(second.wall.current(1)).toEqual(theirs);
  await second.joining.leave();
  expect(second.cameras.list().map(({ id }) => id)).toEqual([cameraId(1)]);
  expect(second.wall.current(1)).toEqual(ownWall);
  expect([second.memory.cameras.size, second.sync.state().kind, wasMember(second.remembered)]).toEqual([0, 'off', false]);
  session.dispose();
  expect(province.faults).toEqual([]);
  expect(province.proxy.violations).toEqual([]);
});

it('keeps nothing of one province when it joins another', async () => {
  const { joining, sync, remembered, memory } = await start();
  const sessions = [];
  for (const device of [await province.workstation(), await province.workstation()]) {
    const session = sessionOver(province, device, province.url, systemClock);
    sessions.push(session);
    await joining.join(session.member);
    expect(memory.cameras.size).toBe(0);
    await inStep(sync);
  }
  expect(wasMember(remembered)).toBe(true);
  await joining.close();
  for (const session of sessions) session.dispose();
});
