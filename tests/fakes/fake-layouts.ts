import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { Arrangement, LayoutDraft, Place, SavedLayout } from '../../src-contract/model/arrangement.ts';

/** Keeps layouts, scenarios and tours as the real main does, without rights. */
export function fakeLayoutHandlers(kept: { arrangements: Arrangement[] }): Handlers<VmsContract>['layouts'] {
  const put = <A extends Arrangement>(made: A): A => {
    kept.arrangements = [...kept.arrangements.filter(({ id }) => id !== made.id), made];
    return made;
  };
  const newId = (): string => crypto.randomUUID();
  const layoutOf = (id: string | null, place: Place, draft: LayoutDraft): SavedLayout => ({
    ...{ kind: 'layout', id: id ?? newId(), place, rev: place === 'shared' ? '1-a' : null, mayEdit: true, waiting: false },
    ...draft,
  });
  const drop = (gone: string) => {
    kept.arrangements = kept.arrangements.filter(({ id }) => id !== gone);
    return {};
  };
  return {
    list: () => ({ arrangements: kept.arrangements }),
    save: ({ layoutId, layout }) => put(layoutOf(layoutId, 'personal', layout)),
    share: ({ layoutId, layout }) => put(layoutOf(layoutId, 'shared', layout)),
    saveScenario: ({ scenarioId, scenario }) =>
      put({ kind: 'scenario', id: scenarioId ?? newId(), place: 'personal', scenario, rev: null, mayEdit: true, waiting: false }),
    shareScenario: ({ scenarioId, scenario }) =>
      put({ kind: 'scenario', id: scenarioId ?? newId(), place: 'shared', scenario, rev: '1-a', mayEdit: true, waiting: false }),
    saveTour: ({ tourId, tour }) => put({ kind: 'tour', id: tourId ?? newId(), tour }),
    recall: () => ({ shown: 1, missing: 0 }),
    remove: ({ arrangementId }) => drop(arrangementId),
    unshare: ({ layoutId }) => drop(layoutId),
    unshareScenario: ({ scenarioId }) => drop(scenarioId),
  };
}
