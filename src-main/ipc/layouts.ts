import type { Handlers } from '../../src-contract/ipc/builder.ts';
import { MOST_ARRANGEMENTS, type Arrangement } from '../../src-contract/model/arrangement.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { Arrangements } from '../services/arrangements/arrangements.ts';
import type { ScreenLayouts } from '../services/arrangements/screen-layouts.ts';
import type { SharedLayouts } from '../services/arrangements/province-layouts.ts';
import type { SharedScenarios } from '../services/arrangements/province-scenarios.ts';

export interface LayoutCalls {
  readonly arrangements: Pick<Arrangements, 'list' | 'saveLayout' | 'saveScenario' | 'saveTour' | 'remove'>;
  readonly sharedLayouts: Pick<SharedLayouts, 'save' | 'remove'>;
  readonly sharedScenarios: Pick<SharedScenarios, 'save' | 'remove'>;
  readonly screenLayouts: Pick<ScreenLayouts, 'recall'>;
}

/** As many as a window is told of. */
export const toldArrangements = (all: readonly Arrangement[]): { arrangements: Arrangement[] } => ({
  arrangements: all.slice(0, MOST_ARRANGEMENTS),
});

export function layoutHandlers({
  arrangements,
  sharedLayouts,
  sharedScenarios,
  screenLayouts,
}: LayoutCalls): Handlers<VmsContract>['layouts'] {
  return {
    list: () => toldArrangements(arrangements.list()),
    save: ({ layoutId, layout }) => arrangements.saveLayout(layoutId, layout),
    saveScenario: ({ scenarioId, scenario }) => arrangements.saveScenario(scenarioId, scenario),
    saveTour: ({ tourId, tour }) => arrangements.saveTour(tourId, tour),
    recall: ({ scenarioId }) => screenLayouts.recall(scenarioId),
    remove: async ({ arrangementId }) => {
      await arrangements.remove(arrangementId);
      return {};
    },
    share: ({ layoutId, baseRev, layout }) => sharedLayouts.save(layoutId, baseRev, layout),
    unshare: async ({ layoutId }) => {
      await sharedLayouts.remove(layoutId);
      return {};
    },
    shareScenario: ({ scenarioId, baseRev, scenario }) => sharedScenarios.save(scenarioId, baseRev, scenario),
    unshareScenario: async ({ scenarioId }) => {
      await sharedScenarios.remove(scenarioId);
      return {};
    },
  };
}
