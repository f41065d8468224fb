/** A scenario while it is put together: what can be kept of it, and what stands in the way; pure. */
import {
  sharedScenarioDraftSchema,
  type LayoutRef,
  type Place,
  type SavedLayout,
  type ScenarioDraft,
  type SharedScenarioDraft,
} from '../../src-contract/model/arrangement.ts';
import { findLayout } from './kept-layout.ts';

/** By number of the screen. */
export type ChosenLayouts = ReadonlyMap<number, LayoutRef>;

export type ScenarioToKeep =
  { readonly place: 'personal'; readonly scenario: ScenarioDraft } | { readonly place: 'shared'; readonly scenario: SharedScenarioDraft };

export type JudgedScenario =
  | { readonly kind: 'ready'; readonly keep: ScenarioToKeep }
  /** No name, or no screen. */
  | { readonly kind: 'unfinished' }
  /** To be shared, and of layouts that are the person's own: those would have to be shared first. */
  | { readonly kind: 'personal-layouts'; readonly layouts: readonly SavedLayout[] }
  /** To be shared, and of layouts that are no more: the province would not take it. */
  | { readonly kind: 'gone-layouts'; readonly screens: readonly number[] };

/** @param kept every layout the person may use */
export function judgeScenario(name: string, place: Place, chosen: ChosenLayouts, kept: readonly SavedLayout[]): JudgedScenario {
  const screens = [...chosen].sort(([one], [other]) => one - other).map(([screen, layout]) => ({ screen, layout }));
  const scenario = { name: name.trim(), screens };
  if (scenario.name === '' || screens.length === 0) return { kind: 'unfinished' };
  if (place === 'personal') return { kind: 'ready', keep: { place, scenario } };
  const gone = screens.filter(({ layout }) => findLayout(kept, layout) === null).map(({ screen }) => screen);
  if (gone.length > 0) return { kind: 'gone-layouts', screens: gone };
  const shared = sharedScenarioDraftSchema.safeParse(scenario);
  if (shared.success) return { kind: 'ready', keep: { place, scenario: shared.data } };
  const own = new Set(screens.filter(({ layout }) => layout.place === 'personal').map(({ layout }) => layout.id));
  return { kind: 'personal-layouts', layouts: kept.filter(({ place: of, id }) => of === 'personal' && own.has(id)) };
}

/** The same screens, with another layout wherever this one stood. */
export function withLayout(chosen: ChosenLayouts, before: LayoutRef, after: LayoutRef): ChosenLayouts {
  return new Map([...chosen].map(([screen, ref]) => [screen, ref.place === before.place && ref.id === before.id ? after : ref]));
}
