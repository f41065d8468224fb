import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { Arrangement, LayoutDraft, Place, SavedLayout, Scenario, TourDraft } from '../../src-contract/model/arrangement.ts';
import { wallOfLayout } from '../../src-contract/model/wall.ts';
import { draftOf, findLayout, isChanged, refOf } from './kept-layout.ts';
import type { ScenarioToKeep } from './scenario-draft.ts';
import type { WallStore } from './wall-store.ts';

export type LayoutsLoad = { readonly kind: 'loading' } | { readonly kind: 'failed'; readonly thrown: unknown } | { readonly kind: 'ready' };

export interface LayoutsState {
  readonly load: LayoutsLoad;
  readonly arrangements: readonly Arrangement[];
  readonly query: string;
  /** What the wall's layout was when it was put on the wall: a shared edit is offered against this. */
  readonly baseRev: string | null;
  /** Deleted last, to be brought back. */
  readonly removed: Arrangement | null;
}
export interface LayoutsActions {
  /** Asks for everything there is. Never rejects: `load` says what came of it. */
  fetch(): Promise<void>;
  /** This is all there is now; a wall without changes of its own follows its layout. */
  replace(arrangements: readonly Arrangement[]): void;
  search(query: string): void;
  show(layout: SavedLayout): void;
  /** The calls below reject with `VmsError`. Keeps the wall as it is under its layout's name. */
  save(): Promise<void>;
  saveAs(name: string, place: Place): Promise<void>;
  /** The wall as its layout was kept. */
  revert(): void;
  rename(layout: SavedLayout, name: string): Promise<void>;
  /** Shares a copy of a layout of one's own. */
  shareCopy(layout: SavedLayout): Promise<SavedLayout>;
  /** `before`: what it was when the change began, `null` for a new one; one of one's own that is shared now is kept in one place only. */
  saveScenario(before: Scenario | null, keep: ScenarioToKeep): Promise<void>;
  saveTour(id: string | null, tour: TourDraft): Promise<void>;
  /** Puts the scenario's layouts on their screens, and opens those that are not; tells how many of its layouts are gone. */
  recall(scenario: Scenario): Promise<{ readonly missing: number }>;
  remove(arrangement: Arrangement): Promise<void>;
  undoRemove(): Promise<void>;
  forgetRemoved(): void;
}
export type LayoutsStore = StoreApi<LayoutsState & LayoutsActions>;

type Calls = Client<VmsContract>['layouts'];

interface Parts {
  readonly calls: Calls;
  readonly wall: WallStore;
  state(): LayoutsState & LayoutsActions;
  set(partial: Partial<LayoutsState>): void;
}

const present = ({ wall }: Parts) => wall.getState().history.present;

const wired = ({ name, shape, cells, hotspot }: LayoutDraft) => ({
  ...{ name, hotspot, cells: [...cells] },
  shape: { ...shape, tiles: [...shape.tiles] },
});

async function keep({ calls }: Parts, id: string | null, place: Place, baseRev: string | null, draft: LayoutDraft): Promise<SavedLayout> {
  if (place === 'personal') return calls.save({ layoutId: id, layout: wired(draft) });
  return calls.share({ layoutId: id, baseRev, layout: wired(draft) });
}

function layoutActions(parts: Parts): Pick<LayoutsActions, 'show' | 'save' | 'saveAs' | 'revert' | 'rename' | 'shareCopy'> {
  const { wall, state, set } = parts;
  const upsert = (layout: SavedLayout): void => {
    const others = state().arrangements.filter((one) => one.kind !== 'layout' || one.id !== layout.id || one.place !== layout.place);
    set({ arrangements: [...others, layout] });
  };
  const here = (): SavedLayout | null => findLayout(state().arrangements, present(parts).layout);
  return {
    show(layout) {
      set({ baseRev: layout.rev });
      wall.getState().showLayout(wallOfLayout(layout));
    },
    async save() {
      const layout = here();
      if (layout === null) return;
      const saved = await keep(parts, layout.id, layout.place, state().baseRev ?? layout.rev, draftOf(present(parts), layout.name));
      upsert(saved);
    },
    async saveAs(name, place) {
      const saved = await keep(parts, null, place, null, draftOf(present(parts), name));
      upsert(saved);
      set({ baseRev: saved.rev });
      wall.getState().setLayout(refOf(saved));
    },
    revert() {
      const layout = here();
      if (layout !== null) state().show(layout);
    },
    async rename(layout, name) {
      upsert(await keep(parts, layout.id, layout.place, layout.rev, { ...layout, name }));
    },
    async shareCopy(layout) {
      const shared = await keep(parts, null, 'shared', null, layout);
      upsert(shared);
      return shared;
    },
  };
}

function removeCall({ calls }: Parts, arrangement: Arrangement): Promise<object> {
  const { kind, id } = arrangement;
  if (kind === 'layout' && arrangement.place === 'shared') return calls.unshare({ layoutId: id });
  if (kind === 'scenario' && arrangement.place === 'shared') return calls.unshareScenario({ scenarioId: id });
  return calls.remove({ arrangementId: id });
}

function keepScenario({ calls }: Parts, before: Scenario | null, { place, scenario }: ScenarioToKeep): Promise<Scenario> {
  const { id, rev } = before?.place === place ? before : { id: null, rev: null };
  if (place === 'personal') return calls.saveScenario({ scenarioId: id, scenario: { ...scenario, screens: [...scenario.screens] } });
  return calls.shareScenario({ scenarioId: id, baseRev: rev, scenario: { ...scenario, screens: [...scenario.screens] } });
}

function keepingActions(
  parts: Parts,
): Pick<LayoutsActions, 'saveScenario' | 'saveTour' | 'recall' | 'remove' | 'undoRemove' | 'forgetRemoved'> {
  const { calls, state, set } = parts;
  const upsert = (made: Arrangement): void => {
    set({ arrangements: [...state().arrangements.filter(({ id }) => id !== made.id), made] });
  };
  const without = (gone: Arrangement): readonly Arrangement[] => state().arrangements.filter(({ id }) => id !== gone.id);
  const saveScenario = async (before: Scenario | null, scenario: ScenarioToKeep): Promise<void> => {
    upsert(await keepScenario(parts, before, scenario));
    if (before === null || before.place === scenario.place) return;
    await removeCall(parts, before);
    set({ arrangements: without(before) });
  };
  const saveTour = async (tourId: string | null, { name, dwellSeconds, steps }: TourDraft): Promise<void> => {
    upsert(await calls.saveTour({ tourId, tour: { name, dwellSeconds, steps: [...steps] } }));
  };
  return {
    saveScenario,
    saveTour,
    recall: ({ id }) => calls.recall({ scenarioId: id }),
    async remove(arrangement) {
      await removeCall(parts, arrangement);
      set({ arrangements: without(arrangement), removed: arrangement });
    },
    async undoRemove() {
      const { removed } = state();
      if (removed === null) return;
      if (removed.kind === 'scenario') await saveScenario(null, removed);
      else if (removed.kind === 'tour') await saveTour(null, removed.tour);
      else upsert(await keep(parts, null, removed.place, null, removed));
      set({ removed: null });
    },
    forgetRemoved() {
      set({ removed: null });
    },
  };
}

/** The layouts, scenarios and tours the person may use, and which of them the wall is of. */
export function createLayoutsStore(calls: Calls, wall: WallStore): LayoutsStore {
  return createStore<LayoutsState & LayoutsActions>((set, get) => {
    const parts: Parts = { calls, wall, state: get, set };
    return {
      load: { kind: 'loading' },
      arrangements: [],
      query: '',
      baseRev: null,
      removed: null,
      async fetch() {
        await calls.list({}).then(
          ({ arrangements }) => {
            get().replace(arrangements);
          },
          (thrown: unknown) => {
            set({ load: { kind: 'failed', thrown } });
          },
        );
      },
      replace(arrangements) {
        const { layout } = present(parts);
        const before = findLayout(get().arrangements, layout);
        const after = findLayout(arrangements, layout);
        const followed = before !== null && after !== null && !isChanged(present(parts), before);
        set({ arrangements, load: { kind: 'ready' } });
        if (followed && isChanged(present(parts), after)) wall.getState().showLayout(wallOfLayout(after));
        if (after !== null && !isChanged(present(parts), after)) set({ baseRev: after.rev });
      },
      search(query) {
        set({ query });
      },
      ...layoutActions(parts),
      ...keepingActions(parts),
    };
  });
}
