import { beforeEach, expect, it } from 'vitest';
import type { Arrangement, SavedLayout } from '../../../../../src-contract/model/arrangement.ts';
import { regularShape } from '../../../../../src-contract/model/layout.ts';
import { ScreenLayouts } from '../../../../../src-main/services/arrangements/screen-layouts.ts';

const layout = (id: string, place: 'personal' | 'shared'): SavedLayout => ({
  ...{ kind: 'layout', id, place, name: id, shape: regularShape(1), cells: [`${place}-${id}`], hotspot: null },
  ...{ rev: null, mayEdit: true, waiting: false },
});
const scenario = (...screens: (readonly [number, string])[]): Arrangement => ({
  ...{ kind: 'scenario', id: 's', place: 'personal', rev: null, mayEdit: true, waiting: false },
  scenario: { name: 's', screens: screens.map(([screen, id]) => ({ screen, layout: { place: 'shared', id } })) },
});

let kept: Arrangement[];
let done: string[];
const layouts = new ScreenLayouts({
  arrangements: { list: () => kept },
  saveWall: (screen, wall) => {
    done.push(`wall ${String(screen)} ${wall.cells[0] ?? '-'} ${wall.layout?.id ?? '-'}`);
    return Promise.resolve();
  },
  isOpen: (screen) => screen === 1,
  open: (screen) => {
    done.push(`open ${String(screen)}`);
    return Promise.resolve();
  },
});
beforeEach(() => {
  [kept, done] = [[layout('a', 'shared'), layout('b', 'shared'), layout('a', 'personal')], []];
});

it('puts every layout on its screen before it opens those that are not', async () => {
  kept.push(scenario([1, 'a'], [3, 'b']));
  expect(await layouts.recall('s')).toEqual({ shown: 2, missing: 0 });
  expect(done).toEqual(['wall 1 shared-a a', 'wall 3 shared-b b', 'open 3']);
});

it('shows what is left, says what is gone, and opens nothing for that', async () => {
  kept.push(scenario([2, 'gone'], [3, 'b']));
  expect(await layouts.recall('s')).toEqual({ shown: 1, missing: 1 });
  expect(done).toEqual(['wall 3 shared-b b', 'open 3']);
  kept = [scenario([2, 'gone'])];
  await expect(layouts.recall('s')).rejects.toMatchObject({ kind: 'not-found' });
  await expect(layouts.recall('nobody’s')).rejects.toMatchObject({ kind: 'not-found' });
});

it('shows a layout by its id, the shared one first', async () => {
  expect([await layouts.show(2, 'a'), await layouts.show(2, 'x')]).toEqual([true, false]);
  expect(done).toEqual(['wall 2 shared-a a']);
});
