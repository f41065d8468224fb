import { beforeEach, describe, expect, it } from 'vitest';
import { createClient } from '../../../../src-contract/ipc/builder.ts';
import { contract } from '../../../../src-contract/ipc/schema.ts';
import type { SavedLayout } from '../../../../src-contract/model/arrangement.ts';
import { regularShape } from '../../../../src-contract/model/layout.ts';
import { createLayoutsStore, type LayoutsStore } from '../../../../src-renderer/stores/layouts-store.ts';
import { findLayout, isChanged, scenariosIn } from '../../../../src-renderer/stores/kept-layout.ts';
import { createTourStore } from '../../../../src-renderer/stores/tour-store.ts';
import { createWallStore, type WallStore } from '../../../../src-renderer/stores/wall-store.ts';
import { emptyWall } from '../../../../src-contract/model/wall.ts';
import { scenario } from '../../../e2e/support/scenario.ts';
import { createFakeMain, type FakeMain } from '../../../fakes/fake-main.ts';

let main: FakeMain;
let wall: WallStore;
let layouts: LayoutsStore;
const ids = scenario().snapshot.cameras.map(({ id }) => id);
const layoutOf = (id: string, more: Partial<SavedLayout> = {}): SavedLayout => ({
  ...{ kind: 'layout', id, place: 'shared', name: id, shape: regularShape(4), hotspot: null, rev: '1-a', mayEdit: true, waiting: false },
  cells: [ids[0] ?? null, null, null, null],
  ...more,
});
const present = () => wall.getState().history.present;
const changed = (): boolean => {
  const layout = findLayout(layouts.getState().arrangements, present().layout);
  return layout !== null && isChanged(present(), layout);
};

beforeEach(() => {
  const { snapshot, answers } = scenario();
  main = createFakeMain(snapshot, answers);
  wall = createWallStore(emptyWall, { save: () => undefined, isFree: (cell) => cell === null, hand: () => undefined, newId: () => '' });
  layouts = createLayoutsStore(createClient(contract, main.transport).layouts, wall);
});

describe('a kept layout', () => {
  it('is put on the wall without anything of the layout before it, in one step that can be undone', () => {
    wall.getState().reshape(regularShape(16));
    wall.getState().fill(ids.slice(0, 16));
    layouts.getState().show(layoutOf('one'));
    expect(present().cells.filter((id) => id !== null)).toEqual([ids[0]]);
    wall.getState().undo();
    expect(present().cells[15]).toBe(ids[15]);
    expect(present().layout).toBeNull();
  });

  it('is unsaved as soon as the wall is other than it, and saved under its own name', async () => {
    wall.getState().placeAt(0, ids.slice(0, 1));
    await layouts.getState().saveAs('Ca đêm', 'personal');
    expect(changed()).toBe(false);
    wall.getState().placeAt(1, ids.slice(1, 2));
    expect(changed()).toBe(true);
    await layouts.getState().save();
    expect(changed()).toBe(false);
    expect(main.arrangements).toHaveLength(1);
    wall.getState().clearAll();
    layouts.getState().revert();
    expect(present().cells.slice(0, 2)).toEqual(ids.slice(0, 2));
  });

  it('is not changed by what the hot spot just shows', () => {
    const layout = layoutOf('hot', { hotspot: 3 });
    layouts.getState().replace([layout]);
    layouts.getState().show(layout);
    wall.getState().showInHotspot(0);
    expect(present().cells[3]).toBe(ids[0]);
    expect(changed()).toBe(false);
  });

  it('offers a shared edit against the revision that was put on the wall, whatever came since', async () => {
    const layout = layoutOf('one');
    layouts.getState().replace([layout]);
    layouts.getState().show(layout);
    wall.getState().placeAt(2, ids.slice(2, 3));
    layouts.getState().replace([layoutOf('one', { rev: '2-b', cells: [null, null, null, ids[5] ?? null] })]);
    expect(present().cells[2]).toBe(ids[2]);
    await layouts.getState().save();
    expect(main.calls.at(-1)).toMatchObject({ channel: 'layouts.share', args: { layoutId: 'one', baseRev: '1-a' } });
  });

  it('follows what others made of it while the wall has no changes of its own', () => {
    const layout = layoutOf('one');
    layouts.getState().replace([layout]);
    layouts.getState().show(layout);
    layouts
      .getState()
      .replace([layoutOf('one', { rev: '2-b', shape: regularShape(9), cells: Array.from({ length: 9 }, () => ids[7] ?? null) })]);
    expect(present().shape.tiles).toHaveLength(9);
    expect([changed(), layouts.getState().baseRev]).toEqual([false, '2-b']);
  });

  it('comes back after it was deleted', async () => {
    await layouts.getState().saveAs('Nút giao', 'personal');
    const [kept] = layouts.getState().arrangements;
    if (kept === undefined) throw new Error('it was kept');
    await layouts.getState().remove(kept);
    expect([main.arrangements.length, layouts.getState().arrangements.length]).toEqual([0, 0]);
    await layouts.getState().undoRemove();
    expect(main.arrangements).toMatchObject([{ kind: 'layout', name: 'Nút giao' }]);
  });
});

describe('a scenario', () => {
  const screens = [{ screen: 2, layout: { place: 'shared', id: 'one' } }] as const;
  const scenarios = () => scenariosIn(layouts.getState().arrangements);

  it('is offered to all against the revision the change began with', async () => {
    await layouts.getState().saveScenario(null, { place: 'shared', scenario: { name: 'Trực lễ', screens } });
    expect(main.calls.at(-1)).toMatchObject({ channel: 'layouts.shareScenario', args: { scenarioId: null, baseRev: null } });
    const [begun] = scenarios();
    if (begun === undefined) throw new Error('it was kept');
    layouts.getState().replace([{ ...begun, rev: '7-c' }]);
    await layouts.getState().saveScenario(begun, { place: 'shared', scenario: { name: 'Trực tết', screens } });
    expect(main.calls.at(-1)).toMatchObject({ channel: 'layouts.shareScenario', args: { scenarioId: begun.id, baseRev: begun.rev } });
    expect(scenarios().map(({ scenario: { name } }) => name)).toEqual(['Trực tết']);
  });

  it('of one’s own that is shared is in one place only, and was shared before it went from the other', async () => {
    await layouts.getState().saveScenario(null, { place: 'personal', scenario: { name: 'Đêm', screens } });
    const [own] = scenarios();
    await layouts.getState().saveScenario(own ?? null, { place: 'shared', scenario: { name: 'Đêm', screens } });
    expect(main.calls.slice(-2).map(({ channel }) => channel)).toEqual(['layouts.shareScenario', 'layouts.remove']);
    expect(scenarios().map(({ place }) => place)).toEqual(['shared']);
    expect(main.arrangements).toHaveLength(1);
    expect(layouts.getState().removed).toBeNull();
  });

  it('that was shared is deleted for all, and comes back for all', async () => {
    await layouts.getState().saveScenario(null, { place: 'shared', scenario: { name: 'Trực lễ', screens } });
    const [made] = scenarios();
    if (made === undefined) throw new Error('it was kept');
    await layouts.getState().remove(made);
    expect(main.calls.at(-1)).toMatchObject({ channel: 'layouts.unshareScenario', args: { scenarioId: made.id } });
    await layouts.getState().undoRemove();
    expect(main.arrangements).toMatchObject([{ kind: 'scenario', place: 'shared', scenario: { name: 'Trực lễ' } }]);
  });
});

describe('a tour', () => {
  const tour = (dwellSeconds: number) =>
    ({
      kind: 'tour',
      id: 't',
      tour: {
        name: 'Vòng',
        dwellSeconds,
        steps: [
          { kind: 'layout', layout: { place: 'shared', id: 'one' } },
          { kind: 'camera', cameraId: ids[9] ?? '' },
        ],
      },
    }) as const;

  it('shows its steps in turn, reads the next one ahead, waits for the operator and gives the wall back', () => {
    let at = 0;
    let busy = false;
    const prepared: string[] = [];
    const tours = createTourStore({ wall, layouts, now: () => at, prepare: (id) => prepared.push(id), busy: () => busy });
    const pass = (ms: number): void => {
      for (let end = at + ms; at < end;) {
        at += 500;
        tours.getState().tick();
      }
    };
    layouts.getState().replace([layoutOf('one')]);
    wall.getState().placeAt(1, ids.slice(4, 5));
    wall.getState().select(2);
    const before = present();
    tours.getState().start(tour(10));
    expect(present().cells[0]).toBe(ids[0]);
    pass(7_000);
    expect(prepared).toEqual([ids[4], ids[9]]);
    pass(3_000);
    expect([present().cells[2], present().cells[1]]).toEqual([ids[9], ids[4]]);
    tours.getState().touched();
    pass(14_000);
    expect([tours.getState().running?.clock.at, tours.getState().running?.held]).toEqual([1, true]);
    pass(2_000);
    busy = true;
    pass(60_000);
    expect(tours.getState().running?.clock.at).toBe(1);
    tours.getState().stop();
    expect(present()).toBe(before);
    expect(wall.getState().history.past).toHaveLength(1);
  });
});
