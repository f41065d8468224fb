/** Two workstations of one unit work on the same layout of a real province. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LayoutDraft } from '../../../src-contract/model/arrangement.ts';
import { mixedShapes, regularShape } from '../../../src-contract/model/layout.ts';
import { SharedLayouts } from '../../../src-main/services/arrangements/province-layouts.ts';
import { dropDirectory, openMemberStation, type MemberStation } from '../../fakes/province/member-station.ts';
import { startTestProvince, type TestProvince } from '../../fakes/province/running-backend.ts';

const LOGIN = 'trucban.ioc';
const PATIENCE = { timeout: 30_000 };
let province: TestProvince;
let first: MemberStation;
let second: MemberStation;
let ids = 0;

const layoutsOf = (station: MemberStation): SharedLayouts =>
  new SharedLayouts({
    configuration: station.memory,
    person: () => [...station.memory.users.values()].find(({ document }) => document.login === LOGIN)?.document ?? null,
    mayShare: () => true,
    knows: () => true,
    pending: () => station.opened.sync.pendingEdits(),
    offer: (edits) => station.opened.sync.offer(edits),
    newId: () => `layout-test-${String((ids += 1))}`,
  });
const draft = (name: string, ...cells: string[]): LayoutDraft => {
  const shape = mixedShapes[0]?.shape ?? regularShape(4);
  return { name, shape, cells: shape.tiles.map((_, cell) => cells[cell] ?? null), hotspot: 0 };
};
const named = (station: MemberStation, name: string) =>
  layoutsOf(station)
    .list()
    .find((one) => one.name === name) ?? null;

beforeAll(async () => {
  province = await startTestProvince(null);
  first = await openMemberStation(province, await province.workstation());
  second = await openMemberStation(province, await province.workstation());
  await first.settled();
  await second.settled();
  await first.signIn(LOGIN);
  await second.signIn(LOGIN);
}, 180_000); // two whole provinces are taken in, on a busy machine
afterAll(async () => {
  await first.close();
  await second.close();
  await province.close();
  dropDirectory(first.directory);
  dropDirectory(second.directory);
});

it('brings a layout saved on one to the other, with its large tile, its hot spot and its empty tiles', async () => {
  await layoutsOf(first).save(null, null, draft('Sự kiện', 'cam-0001', 'cam-0002'));
  expect(named(first, 'Sự kiện')?.waiting).toBe(true);
  await expect.poll(() => first.settled(), PATIENCE).toMatchObject({ kind: 'in-step', pendingEdits: 0, conflicts: 0 });
  await second.settled();
  const there = named(second, 'Sự kiện');
  expect(there).toMatchObject({ place: 'shared', mayEdit: true, waiting: false, ...draft('Sự kiện', 'cam-0001', 'cam-0002') });
});

it('gives the name to who was first, and keeps the other one’s work as a layout of its own', async () => {
  const [here, there] = [named(first, 'Sự kiện'), named(second, 'Sự kiện')];
  if (here === null || there === null) throw new Error('both have it');
  await layoutsOf(second).save(there.id, there.rev, draft('Sự kiện', 'cam-0003'));
  await expect.poll(() => second.settled(), PATIENCE).toMatchObject({ kind: 'in-step', pendingEdits: 0 });
  await layoutsOf(first).save(here.id, here.rev, draft('Sự kiện', 'cam-0004'));
  await expect.poll(() => first.settled(), PATIENCE).toMatchObject({ kind: 'in-step', pendingEdits: 0, conflicts: 1 });
  await second.settled();
  for (const station of [first, second]) {
    expect(named(station, 'Sự kiện')?.cells[0]).toBe('cam-0003');
    const copy = layoutsOf(station)
      .list()
      .find(({ name }) => name.startsWith('Sự kiện (bản xung đột'));
    expect(copy?.cells[0]).toBe('cam-0004');
  }
});

it('takes a deleted layout away on both', async () => {
  const here = named(first, 'Sự kiện');
  await layoutsOf(first).remove(here?.id ?? '');
  expect(named(first, 'Sự kiện')).toBeNull();
  await expect.poll(() => first.settled(), PATIENCE).toMatchObject({ kind: 'in-step', pendingEdits: 0 });
  await second.settled();
  expect(named(second, 'Sự kiện')).toBeNull();
});
