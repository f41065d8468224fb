import { beforeEach, expect, it } from 'vitest';
import { VmsError } from '../../../../src-contract/errors.ts';
import { createClient } from '../../../../src-contract/ipc/builder.ts';
import { contract } from '../../../../src-contract/ipc/schema.ts';
import { regularShape } from '../../../../src-contract/model/layout.ts';
import { tileCount } from '../../../../src-contract/model/wall.ts';
import { openStores, type OpenStores } from '../../../../src-renderer/stores/stores.ts';
import { visibleNotices } from '../../../../src-renderer/stores/system-store.ts';
import { createFakeMain, type FakeMain } from '../../../fakes/fake-main.ts';
import { scenario } from '../../../e2e/support/scenario.ts';

let main: FakeMain;
let opened: OpenStores;
let pending: (() => void)[];

beforeEach(() => {
  const { snapshot, answers } = scenario({ cameras: 6 });
  main = createFakeMain(snapshot, answers);
  pending = [];
  opened = openStores(snapshot, {
    vms: createClient(contract, main.transport),
    timers: { set: (run) => pending.push(run), clear: (timer) => void (pending[timer - 1] = () => undefined) },
  });
});
const settle = (): Promise<void> => new Promise((done) => setTimeout(done));
const walls = (): unknown[] => main.calls.filter((call) => call.channel === 'wall.save');

it('saves the wall once after several quick changes', async () => {
  const { wall, cameras } = opened.stores;
  wall.getState().reshape(regularShape(16));
  wall.getState().fill(cameras.getState().ordered.map((camera) => camera.id));
  expect(walls()).toHaveLength(0);
  for (const run of pending) run();
  await settle();
  expect(walls()).toHaveLength(1);
  expect(main.snapshot.wall.cells.filter((cell) => cell !== null)).toHaveLength(6);
});

it('saves what is waiting when the window goes', async () => {
  opened.stores.wall.getState().reshape(regularShape(9));
  opened.dispose();
  await settle();
  expect(tileCount(main.snapshot.wall)).toBe(9);
});

it('tells of a wall that could not be kept', async () => {
  main.failures.set('wall.save', new VmsError('storage-full', 'storage-full'));
  opened.stores.wall.getState().reshape(regularShape(9));
  for (const run of pending) run();
  await settle();
  expect(opened.stores.system.getState().saveFailure?.thrown).toBeInstanceOf(VmsError);
});

it('follows another window unless this one has newer changes under way', () => {
  const { wall } = opened.stores;
  main.notifier.wall.onChanged({ ...main.snapshot.wall, shape: regularShape(25) });
  expect(tileCount(wall.getState().history.present)).toBe(25);
  wall.getState().reshape(regularShape(1));
  main.notifier.wall.onChanged({ ...main.snapshot.wall, shape: regularShape(36) });
  expect(tileCount(wall.getState().history.present)).toBe(1);
});

it('follows cameras that main adds, changes and removes', () => {
  const { cameras } = opened.stores;
  const [first, second] = main.snapshot.cameras;
  if (first === undefined || second === undefined) throw new Error('the scenario has cameras');
  main.notifier.cameras.onChanged({ upserted: [{ ...first, name: 'Đổi tên' }], removed: [second.id] });
  expect(cameras.getState().byId.get(first.id)?.name).toBe('Đổi tên');
  expect(cameras.getState().ordered).toHaveLength(5);
});

it('keeps a camera that did not change as the same object, so that its tile does not dial again', () => {
  const { cameras } = opened.stores;
  const [first] = main.snapshot.cameras;
  if (first === undefined) throw new Error('the scenario has cameras');
  const before = cameras.getState().byId.get(first.id);
  main.notifier.cameras.onChanged({ upserted: [structuredClone(first)], removed: [] });
  expect(cameras.getState().byId.get(first.id)).toBe(before);
});

it('goes back to the old setting when main refuses a new one', async () => {
  main.failures.set('settings.update', new VmsError('denied', 'denied'));
  const { settings } = opened.stores;
  const change = settings.getState().change({ language: 'en' });
  expect(settings.getState().settings.language).toBe('en');
  await expect(change).rejects.toBeInstanceOf(VmsError);
  expect(settings.getState().settings.language).toBe('vi');
});

it('brings back a notice that main could not forget', async () => {
  const { system } = opened.stores;
  system.getState().setNotices([{ id: 'n', severity: 'info', key: 'database-empty', details: {} }]);
  main.failures.set('app.dismissNotice', new VmsError('unavailable', 'main-gone'));
  system.getState().dismiss('n');
  expect(system.getState().notices).toHaveLength(0);
  await settle();
  expect(system.getState().notices).toHaveLength(1);
});

it('takes over everything from a new snapshot after contact was lost', () => {
  const { stores } = opened;
  stores.system.getState().setConnection('lost');
  const { snapshot } = scenario({ cameras: 3, grid: 9, ffmpeg: { kind: 'missing' } });
  opened.refresh(snapshot);
  expect(stores.cameras.getState().ordered).toHaveLength(3);
  expect(tileCount(stores.wall.getState().history.present)).toBe(9);
  expect(stores.system.getState().connection).toBe('connected');
});

it('says that FFmpeg is missing unless main already said so', () => {
  const said = { id: 'x', severity: 'error' as const, key: 'ffmpeg-missing', details: {} };
  expect(visibleNotices({ notices: [], ffmpeg: { kind: 'missing' } })).toHaveLength(1);
  expect(visibleNotices({ notices: [said], ffmpeg: { kind: 'missing' } })).toEqual([said]);
  expect(visibleNotices({ notices: [], ffmpeg: { kind: 'checking' } })).toHaveLength(0);
});
