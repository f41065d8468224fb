import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { problemSchema, proposalOutcomeSchema } from '../../../src-contract/province/schemas.ts';
import type { Grantee, LayoutProposal, Proposal, ScenarioProposal } from '../../../src-contract/province/schemas.ts';
import { onEachDatabase } from '../../fakes/province/each-database.ts';
import { signInOf } from '../../fakes/province/running-backend.ts';

const ioc: Grantee = { kind: 'unit', unitId: 'unit-ioc' };
const ward: Grantee = { kind: 'unit', unitId: 'unit-05443' };
const own = (userId: string): Grantee => ({ kind: 'user', userId });

const layoutOf = (id: string, owner: Grantee): LayoutProposal => ({
  ...{ kind: 'layout-put', id, baseRev: null },
  document: { id, name: id, owner, columns: 1, rows: 1, tiles: {} },
});
const scenarioOf = (id: string, owner: Grantee, ...screens: readonly [number, string][]): ScenarioProposal => ({
  ...{ kind: 'scenario-put', id, baseRev: null },
  document: { id, name: id, owner, screens: screens.map(([screen, layoutId]) => ({ screen, layoutId })) },
});

onEachDatabase('layouts and scenarios people share', (province) => {
  const tokens = new Map<string, string>();
  let offer: (login: string, body: Proposal) => Promise<unknown>;
  beforeAll(async () => {
    const client = await province().workstation();
    for (const login of ['trucban.ioc', 'trucban.pdp', 'trichxuat'])
      tokens.set(login, (await client.signIn(signInOf(login, province().clock.nowMs))).accessToken);
    offer = async (login, body) => {
      const reply = await client.call('propose', { token: tokens.get(login) ?? '', path: { proposalId: randomUUID() }, body });
      return JSON.parse(reply.text) as unknown;
    };
  });
  /** `taken`, or the kind of the refusal and what it is about. */
  const end = async (login: string, body: Proposal): Promise<string> => {
    const answer = await offer(login, body);
    if (proposalOutcomeSchema.safeParse(answer).success) return 'taken';
    const { kind, details } = problemSchema.parse(answer);
    return typeof details['at'] === 'string' ? `${kind} ${details['at']}` : kind;
  };

  it('are nothing for whoever lacks the right to walls, though of the same unit', async () => {
    expect(await end('trichxuat', layoutOf('layout-x', ioc))).toBe('denied');
    expect(await end('trichxuat', scenarioOf('scenario-x', ioc, [1, 'layout-ioc-16']))).toBe('denied');
  });

  it('takes a scenario whole against the newest revision, or shows the newer one, until it is deleted', async () => {
    const scenario = scenarioOf('scenario-1', ioc, [1, 'layout-ioc-16'], [3, 'layout-ioc-9']);
    const first = proposalOutcomeSchema.parse(await offer('trucban.ioc', scenario));
    const renamed = { ...scenario, baseRev: first.rev, document: { ...scenario.document, name: 'Trực lễ' } };
    const second = proposalOutcomeSchema.parse(await offer('trucban.ioc', renamed));
    const stale = problemSchema.parse(await offer('trucban.ioc', { ...renamed, document: { ...renamed.document, name: 'Khác' } }));
    expect(stale).toMatchObject({ kind: 'revision-stale', status: 412, server: { rev: second.rev, document: { name: 'Trực lễ' } } });
    expect(await end('trucban.pdp', { ...renamed, baseRev: second.rev })).toBe('denied');
    const gone = { kind: 'scenario-delete', id: 'scenario-1', baseRev: second.rev } as const;
    expect(await end('trucban.pdp', gone)).toBe('denied');
    expect(await end('trucban.ioc', gone)).toBe('taken');
    expect(problemSchema.parse(await offer('trucban.ioc', gone))).toMatchObject({ kind: 'revision-stale', server: { rev: null } });
    expect(await end('trucban.ioc', { ...gone, id: 'scenario-never' })).toBe('not-found');
  });

  it('refuses a scenario that names a screen twice, or a layout that is not there', async () => {
    expect(await end('trucban.ioc', scenarioOf('scenario-2', ioc, [1, 'layout-ioc-16'], [1, 'layout-ioc-9']))).toBe(
      'document-refused screens.1.screen',
    );
    expect(await end('trucban.ioc', scenarioOf('scenario-2', ioc, [1, 'layout-ioc-16'], [2, 'cam-0001']))).toBe(
      'document-refused screens.1.layoutId',
    );
    const gone = proposalOutcomeSchema.parse(await offer('trucban.ioc', layoutOf('layout-gone', ioc)));
    expect(await end('trucban.ioc', scenarioOf('scenario-2', ioc, [1, 'layout-gone']))).toBe('taken');
    // A layout goes although a scenario names it, and is no layout to name any more.
    expect(await end('trucban.ioc', { kind: 'layout-delete', id: 'layout-gone', baseRev: gone.rev })).toBe('taken');
    expect(await end('trucban.ioc', scenarioOf('scenario-3', ioc, [1, 'layout-gone']))).toBe('document-refused screens.0.layoutId');
  });

  it('lets a scenario name only what everybody who has it may use', async () => {
    expect(await end('trucban.ioc', layoutOf('layout-mine', own('user-truc-ban')))).toBe('taken');
    expect(await end('trucban.pdp', layoutOf('layout-ward', ward))).toBe('taken');
    expect(await end('trucban.ioc', scenarioOf('scenario-4', ioc, [1, 'layout-mine']))).toBe('document-refused screens.0.layoutId');
    expect(await end('trucban.ioc', scenarioOf('scenario-4', own('user-truc-ban'), [1, 'layout-mine'], [2, 'layout-ward']))).toBe('taken');
    expect(await end('trucban.pdp', scenarioOf('scenario-5', own('user-truc-xa'), [1, 'layout-mine']))).toBe(
      'document-refused screens.0.layoutId',
    );
    expect(await end('trucban.pdp', scenarioOf('scenario-5', ward, [1, 'layout-ioc-16']))).toBe('taken');
    expect(await end('trucban.pdp', { ...scenarioOf('scenario-6', ward, [1, 'layout-ioc-16']), id: 'scenario-7' })).toBe(
      'document-refused id',
    );
  });
});
