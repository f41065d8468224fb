/** A scenario as the province's contract writes it, and as it is recalled; pure. */
import { sharedScenarioDraftSchema, type SharedScenarioDraft } from '../../../src-contract/model/arrangement.ts';
import type { Grantee, Scenario } from '../../../src-contract/province/schemas.ts';

/** `null` for a document that names a screen twice: another client's mistake, which must stop nothing here. */
export function draftOfScenario({ name, screens }: Scenario): SharedScenarioDraft | null {
  const draft = { name, screens: screens.map(({ screen, layoutId }) => ({ screen, layout: { place: 'shared', id: layoutId } })) };
  return sharedScenarioDraftSchema.safeParse(draft).data ?? null;
}

export function documentOfScenario(id: string, owner: Grantee, { name, screens }: SharedScenarioDraft): Scenario {
  return { id, name, owner, screens: screens.map(({ screen, layout }) => ({ screen, layoutId: layout.id })) };
}
