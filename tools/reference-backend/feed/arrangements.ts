/** Layouts and scenarios: taken whole or not at all, from whoever shares their owner. */
import { layoutSchema, scenarioSchema } from '../../../src-contract/province/schemas.ts';
import type {
  Grantee,
  Layout,
  LayoutDeletion,
  LayoutProposal,
  ProposalOutcome,
  Scenario,
  ScenarioDeletion,
  ScenarioProposal,
  User,
} from '../../../src-contract/province/schemas.ts';
import type { Call } from '../http/calls.ts';
import { refuse } from '../http/refusal.ts';
import { mayAt } from '../rights/permissions.ts';
import type { Transaction } from '../storage/database.ts';
import { commit, newest, serverValue } from './feed.ts';

type ArrangementProposal = LayoutProposal | LayoutDeletion | ScenarioProposal | ScenarioDeletion;

const schemas = { layout: layoutSchema, scenario: scenarioSchema } as const;

const typeOf = ({ kind }: ArrangementProposal): keyof typeof schemas =>
  kind === 'layout-put' || kind === 'layout-delete' ? 'layout' : 'scenario';

const isOwner = ({ owner }: { readonly owner: Grantee }, user: User): boolean =>
  owner.kind === 'user' ? owner.userId === user.id : owner.unitId === user.unitId;

/** A unit's layout is there for everybody, a person's own one only for them. */
const isUsableIn = ({ owner: of }: Scenario, { owner }: Layout): boolean =>
  owner.kind === 'unit' || (of.kind === 'user' && of.userId === owner.userId);

/** The member that is wrong; null: none is. */
const faultOfScreens = async (transaction: Transaction, scenario: Scenario): Promise<string | null> => {
  for (const [index, { screen, layoutId }] of scenario.screens.entries()) {
    if (scenario.screens.findIndex((other) => other.screen === screen) < index) return `screens.${String(index)}.screen`;
    const layout = layoutSchema.safeParse((await newest(transaction, 'layout', layoutId))?.document);
    if (!layout.success || !isUsableIn(scenario, layout.data)) return `screens.${String(index)}.layoutId`;
  }
  return null;
};

/** @throws Refusal */
export const applyArrangement = async (
  { transaction, nowMs }: Call<'propose'>,
  user: User,
  proposal: ArrangementProposal,
): Promise<Pick<ProposalOutcome, 'id' | 'rev' | 'mergedFields'>> => {
  await transaction.lock('feed');
  const denied = refuse('denied', { details: { permission: 'wall' } });
  if (!(await mayAt(transaction, user, 'wall', null))) throw denied;
  const { id, baseRev } = proposal;
  const type = typeOf(proposal);
  const document = 'document' in proposal ? proposal.document : null;
  const current = await newest(transaction, type, id);
  const standing = current?.document == null ? null : schemas[type].safeParse(current.document);
  if (standing !== null && !(standing.success && isOwner(standing.data, user))) throw denied;
  if (document !== null && !isOwner(document, user)) throw denied;
  if (document !== null && document.id !== id) throw refuse('document-refused', { details: { at: 'id' } });
  if (document === null && current === null) throw refuse('not-found');
  const server = serverValue(current);
  if (server.rev !== baseRev) throw refuse('revision-stale', { server });
  const fault = proposal.kind === 'scenario-put' ? await faultOfScreens(transaction, proposal.document) : null;
  if (fault !== null) throw refuse('document-refused', { details: { at: fault } });
  const [rev = ''] = await commit(transaction, nowMs, [{ type, id, document: document === null ? null : { ...document } }]);
  return { id, rev, mergedFields: [] };
};
