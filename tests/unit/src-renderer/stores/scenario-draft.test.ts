import { expect, it } from 'vitest';
import type { LayoutRef, SavedLayout } from '../../../../src-contract/model/arrangement.ts';
import { regularShape } from '../../../../src-contract/model/layout.ts';
import { judgeScenario, withLayout } from '../../../../src-renderer/stores/scenario-draft.ts';

const layout = (place: 'personal' | 'shared', id: string): SavedLayout => ({
  ...{ kind: 'layout', id, place, name: id, shape: regularShape(1), cells: [null], hotspot: null },
  ...{ rev: null, mayEdit: true, waiting: false },
});
const own = layout('personal', 'own');
const kept = [own, layout('shared', 'ioc'), layout('personal', 'ioc')];
const chosen = (...pairs: readonly [number, LayoutRef][]) => new Map(pairs);
const ioc = { place: 'shared', id: 'ioc' } as const;
const mine = { place: 'personal', id: 'own' } as const;
const gone = { place: 'shared', id: 'gone' } as const;

it('is kept for oneself with layouts of any kind, screens in their order, even where one is gone', () => {
  expect(judgeScenario(' Đêm ', 'personal', chosen([3, mine], [1, gone]), kept)).toEqual({
    kind: 'ready',
    keep: {
      place: 'personal',
      scenario: {
        name: 'Đêm',
        screens: [
          { screen: 1, layout: gone },
          { screen: 3, layout: mine },
        ],
      },
    },
  });
});

it('is shared only when every layout is', () => {
  expect(judgeScenario('Đêm', 'shared', chosen([1, ioc]), kept)).toMatchObject({ kind: 'ready', keep: { place: 'shared' } });
  const twice = chosen([1, ioc], [2, mine], [5, mine]);
  expect(judgeScenario('Đêm', 'shared', twice, kept)).toEqual({ kind: 'personal-layouts', layouts: [own] });
  const shared = { place: 'shared', id: 'copy' } as const;
  const after = withLayout(twice, mine, shared);
  expect([...after.values()]).toEqual([ioc, shared, shared]);
  expect(judgeScenario('Đêm', 'shared', after, [...kept, layout('shared', 'copy')]).kind).toBe('ready');
});

it('is not shared with layouts that are gone, of whichever kind', () => {
  const lost = chosen([2, gone], [1, ioc], [4, { place: 'personal', id: 'gone' }]);
  expect(judgeScenario('Đêm', 'shared', lost, kept)).toEqual({ kind: 'gone-layouts', screens: [2, 4] });
});

it('is unfinished without a name or a screen', () => {
  expect(judgeScenario('  ', 'personal', chosen([1, ioc]), kept).kind).toBe('unfinished');
  expect(judgeScenario('Đêm', 'shared', chosen(), kept).kind).toBe('unfinished');
});
