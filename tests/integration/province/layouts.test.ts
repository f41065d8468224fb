/** Two workstations of one unit work on the same layout and the same scenario of a real province. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LayoutDraft, SharedScenarioDraft } from '../../../src-contract/model/arrangement.ts';
import { mixedShapes, regularShape } from '../../../src-contract/model/layout.ts';
import { SharedLayouts } from '../../../src-main/services/arrangements/province-layouts.ts';
import { SharedScenarios } from '../../../src-main/services/arrangements/province-scenarios.ts';
import { ScreenLayouts } from '../../../src-main/services/arrangements/screen-layouts.ts';
import type { SharingNeeds } from '../../../src-main/services/arrangements/province-documents.ts';
import { dropDirectory, openMemberStation, type MemberStation } from '../../fakes/province/member-station.ts';
import { startTestProvince, type TestProvince } from '../../fakes/province/running-backend.ts';

const LOGIN = 'trucban.ioc';
const PATIENCE = { timeout: 30_000 };
let province: TestProvince;
let first: MemberStation;
let second: MemberStation;
let ids = 0;

const sharingOf = (station: MemberStation): SharingNeeds => ({
  person: () => [...station.memory.users.values()].find(({ document }) => document.login === LOGIN)?.document ?? null,
  mayShare: () => true,
  pending: () => station.opened.sync.pendingEdits(),
  offer: (edits) => station.opened.sync.offer(edits),
  newId: () => `shared-test-${String((ids += 1))}`,
});
const layoutsOf = (station: MemberStation): SharedLayouts =>
  new SharedLayouts({ ...sharingOf(station), configuration: station.memory, knows: () => true });
const scenariosOf = (station: MemberStation): SharedScenarios =>
  new SharedScenarios({ ...sharingOf(station), configuration: station.memory });
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

const scenarioDraft = (name: string, ...layoutIds: readonly string[]): SharedScenarioDraft => ({
  name,
  screens: layoutIds.map((id, index) => ({ screen: index + 1, layout: { place: 'shared', id } })),
});
const scenarioNamed = (station: MemberStation, name: string) =>
  scenariosOf(station)
    .list()
    .find(({ scenario }) => scenario.name === name) ?? null;

/** Which camera stands first on which screen after a recall; rejects as the recall does. */
async function recalled(station: MemberStation, scenarioId: string) {
  const walls: Record<number, string | null> = {};
  const screens = new ScreenLayouts({
    arrangements: { list: () => [...scenariosOf(station).list(), ...layoutsOf(station).list()] },
    saveWall: (screen, { cells }) => {
      walls[screen] = cells[0] ?? null;
      return Promise.resolve();
    },
    isOpen: () => true,
    open: () => Promise.resolve(),
  });
  return { ...(await screens.recall(scenarioId)), walls };
}

it('brings a scenario saved on one to the other, where it shows the layouts it names', async () => {
  expect(second.memory.scenarios.size).toBeGreaterThan(1);
  // The layout is still on its way when the scenario names it.
  const { id: layoutId } = await layoutsOf(first).save(null, null, draft('Lễ đài', 'cam-0005'));
  const made = await scenariosOf(first).save(null, null, scenarioDraft('Trực lễ', layoutId, 'layout-ioc-9'));
  expect(made.waiting).toBe(true);
  await expect.poll(() => first.settled(), PATIENCE).toMatchObject({ kind: 'in-step', pendingEdits: 0, conflicts: 1 });
  await second.settled();
  expect(scenarioNamed(second, 'Trực lễ')).toMatchObject({ ...made, waiting: false, rev: expect.stringMatching(/^1-/u) as unknown });
  expect(await recalled(second, made.id)).toMatchObject({ shown: 2, missing: 0, walls: { 1: 'cam-0005' } });
});

it('gives a scenario to who was first, and keeps the other one’s work as a scenario of its own', async () => {
  const [here, there] = [scenarioNamed(first, 'Trực lễ'), scenarioNamed(second, 'Trực lễ')];
  if (here === null || there === null) throw new Error('both have it');
  await scenariosOf(second).save(there.id, there.rev, scenarioDraft('Trực lễ', 'layout-ioc-16'));
  await expect.poll(() => second.settled(), PATIENCE).toMatchObject({ kind: 'in-step', pendingEdits: 0 });
  await scenariosOf(first).save(here.id, here.rev, scenarioDraft('Trực lễ', 'layout-ioc-9'));
  await expect.poll(() => first.settled(), PATIENCE).toMatchObject({ kind: 'in-step', pendingEdits: 0, conflicts: 2 });
  await second.settled();
  for (const station of [first, second]) {
    expect(scenarioNamed(station, 'Trực lễ')?.scenario.screens[0]?.layout.id).toBe('layout-ioc-16');
    const copy = scenariosOf(station)
      .list()
      .find(({ scenario }) => scenario.name.startsWith('Trực lễ (bản xung đột'));
    expect(copy?.scenario.screens[0]?.layout.id).toBe('layout-ioc-9');
  }
  const conflict = (await first.opened.sync.conflicts()).find(({ subject }) => subject.kind === 'scenario');
  expect(conflict).toMatchObject({ end: { kind: 'stale', deleted: false }, choices: ['keep-theirs', 'propose-again', 'discard'] });
  await first.opened.sync.resolve(conflict?.proposalId ?? '', 'propose-again');
  await expect.poll(() => first.settled(), PATIENCE).toMatchObject({ kind: 'in-step', pendingEdits: 0, conflicts: 1 });
  await second.settled();
  expect(scenarioNamed(second, 'Trực lễ')?.scenario.screens[0]?.layout.id).toBe('layout-ioc-9');
});

it('says what is gone of a scenario, and has an edit refused that names what is no more', async () => {
  const layout = named(second, 'Lễ đài');
  const made = await scenariosOf(second).save(null, null, scenarioDraft('Bế mạc', layout?.id ?? '', 'layout-ioc-16'));
  await layoutsOf(second).remove(layout?.id ?? '');
  await expect.poll(() => second.settled(), PATIENCE).toMatchObject({ kind: 'in-step', pendingEdits: 0, conflicts: 0 });
  expect(await recalled(second, made.id)).toMatchObject({ shown: 1, missing: 1 });
  // The first one has not heard yet.
  await scenariosOf(first).save(null, null, scenarioDraft('Khai mạc', layout?.id ?? ''));
  await expect.poll(() => first.settled(), PATIENCE).toMatchObject({ kind: 'in-step', pendingEdits: 0, conflicts: 2 });
  const refused = (await first.opened.sync.conflicts()).find(({ subject }) => subject.name === 'Khai mạc');
  expect(refused).toMatchObject({ end: { kind: 'refused', problem: 'document-refused', at: 'screens.0.layoutId' } });
  expect(scenarioNamed(first, 'Khai mạc')).toBeNull();
});

it('takes a deleted scenario away on both', async () => {
  await scenariosOf(first).remove(scenarioNamed(first, 'Trực lễ')?.id ?? '');
  await expect.poll(() => first.settled(), PATIENCE).toMatchObject({ kind: 'in-step', pendingEdits: 0 });
  await second.settled();
  expect(scenarioNamed(second, 'Trực lễ')).toBeNull();
});
