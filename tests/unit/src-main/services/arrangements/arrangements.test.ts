import { beforeEach, describe, expect, it } from 'vitest';
import type { LayoutDraft } from '../../../../../src-contract/model/arrangement.ts';
import { presetShapes, regularShape } from '../../../../../src-contract/model/layout.ts';
import type { Layout, Proposal, Scenario, User } from '../../../../../src-contract/province/schemas.ts';
import { epochMs } from '../../../../../src-contract/time.ts';
import { Arrangements } from '../../../../../src-main/services/arrangements/arrangements.ts';
import { documentOfDraft, draftOfDocument, withHidden } from '../../../../../src-main/services/arrangements/layout-document.ts';
import { SharedLayouts } from '../../../../../src-main/services/arrangements/province-layouts.ts';
import { SharedScenarios } from '../../../../../src-main/services/arrangements/province-scenarios.ts';
import type { SharingNeeds } from '../../../../../src-main/services/arrangements/province-documents.ts';
import type { Held } from '../../../../../src-main/services/configuration/configuration.ts';
import { createFakeStorage, type FakeStorage } from '../../../../fakes/fake-storage.ts';

const draft = (name: string, ...cells: (string | null)[]): LayoutDraft => ({
  ...{ name, shape: regularShape(4), hotspot: null },
  cells: [0, 1, 2, 3].map((cell) => cells[cell] ?? null),
});
const person = (id: string, unitId: string): User => ({ id, unitId }) as User; // all that is asked of a person here
const unit = (unitId: string) => ({ kind: 'unit', unitId }) as const;

let storage: FakeStorage;
let layouts: Map<string, Held<Layout>>;
let offered: Proposal[];
let who: User | null;
let hidden: Set<string>;
let trouble: unknown[];
let shared: SharedLayouts;
let scenarios: Map<string, Held<Scenario>>;
let sharedScenarios: SharedScenarios;
let ids = 0;

const open = (): Promise<Arrangements> =>
  Arrangements.load({
    ...{ storage, shared: [shared, sharedScenarios], clock: { wall: () => epochMs(1) }, newId: () => `id-${String((ids += 1))}` },
    owner: () => who?.id ?? '',
    knows: (id) => !hidden.has(id),
    onTrouble: (taken) => trouble.push([taken.setAside, taken.newer]),
  });

beforeEach(() => {
  storage = createFakeStorage();
  layouts = new Map();
  scenarios = new Map();
  offered = [];
  who = null;
  hidden = new Set();
  trouble = [];
  ids = 0;
  const sharing: SharingNeeds = {
    person: () => who,
    mayShare: () => true,
    pending: () => offered,
    offer: (edits) => {
      offered.push(...edits);
      return Promise.resolve();
    },
    newId: () => `shared-${String((ids += 1))}`,
  };
  shared = new SharedLayouts({ ...sharing, configuration: { layouts }, knows: (id) => !hidden.has(id) });
  sharedScenarios = new SharedScenarios({ ...sharing, configuration: { scenarios } });
});

describe('one’s own arrangements', () => {
  it('are there again after a restart, of each person only their own', async () => {
    const first = await open();
    const { id } = await first.saveLayout(null, draft('Ca ngày', 'a'));
    await first.saveTour(null, { name: 'Vòng', dwellSeconds: 5, steps: [{ kind: 'camera', cameraId: 'a' }] });
    await first.saveLayout(id, draft('Ca đêm', 'a', 'b'));
    const second = await open();
    expect(second.list().map((one) => (one.kind === 'layout' ? [one.name, one.cells] : one.kind))).toEqual([
      ['Ca đêm', ['a', 'b', null, null]],
      'tour',
    ]);
    who = person('user-1', 'unit-1');
    expect(second.list()).toEqual([]);
    await expect(second.saveLayout(id, draft('x'))).rejects.toMatchObject({ kind: 'not-found' });
    await expect(second.remove(id)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('that are damaged are set aside and said, and stop nothing; newer ones stay', async () => {
    const first = await open();
    await first.saveLayout(null, draft('sound', 'a'));
    const put = storage.db.connection.prepare('INSERT INTO arrangement VALUES (?, ?, ?, ?, ?, 1)');
    put.run('broken', '', 'layout', 1, '{"kind":"layout","layout":{"name":"x","shape":{"columns":2,"rows":2,"tiles":[]}}}');
    put.run('no-json', '', 'tour', 1, '{');
    put.run('newer', '', 'layout', 2, '{"kind":"wall-of-the-future"}');
    const second = await open();
    expect(second.list()).toHaveLength(1);
    expect(trouble).toEqual([[2, 1]]);
    const aside = storage.db.connection.prepare('SELECT id FROM arrangement_set_aside ORDER BY id').pluck().all();
    expect(aside).toEqual(['broken', 'no-json']);
    expect((await open()).list()).toHaveLength(1);
    expect(trouble.at(-1)).toEqual([0, 1]);
  });

  it('keep a camera the person may not know of in its tile', async () => {
    const arrangements = await open();
    const { id } = await arrangements.saveLayout(null, draft('Chung', 'a', 'secret'));
    hidden.add('secret');
    expect(arrangements.list()).toMatchObject([{ cells: ['a', null, null, null] }]);
    await arrangements.saveLayout(id, draft('Chung', 'b', null, 'c'));
    hidden.clear();
    expect(arrangements.list()).toMatchObject([{ cells: ['b', 'secret', 'c', null] }]);
  });
});

describe('shared layouts', () => {
  const held = (id: string, unitId: string, ...cells: string[]): void => {
    layouts.set(id, { rev: '1-aa', document: documentOfDraft(id, unit(unitId), draft(id, ...cells)) });
  };

  it('may be changed by their own unit, against the revision they were made on', async () => {
    who = person('user-1', 'unit-1');
    held('ours', 'unit-1', 'a');
    held('theirs', 'unit-2', 'b');
    expect(shared.list().map(({ id, mayEdit }) => [id, mayEdit])).toEqual([
      ['ours', true],
      ['theirs', false],
    ]);
    const saved = await shared.save('ours', '1-aa', draft('ours', 'a', 'c'));
    expect(saved).toMatchObject({ waiting: true, cells: ['a', 'c', null, null] });
    expect(offered).toMatchObject([{ kind: 'layout-put', id: 'ours', baseRev: '1-aa', document: { owner: unit('unit-1') } }]);
    expect(shared.list()[0]).toMatchObject({ waiting: true, cells: ['a', 'c', null, null] });
    await expect(shared.save('theirs', '1-aa', draft('x'))).rejects.toMatchObject({ kind: 'denied' });
    await expect(shared.remove('theirs')).rejects.toMatchObject({ kind: 'denied' });
    await shared.remove('ours');
    expect(shared.list().map(({ id }) => id)).toEqual(['theirs']);
  });

  it('lose nothing of cameras the person may not know of', async () => {
    who = person('user-1', 'unit-1');
    held('ours', 'unit-1', 'a', 'secret');
    hidden.add('secret');
    await shared.save('ours', '1-aa', draft('ours', 'b'));
    const [edit] = offered;
    expect(edit?.kind === 'layout-put' && draftOfDocument(edit.document)?.cells).toEqual(['b', 'secret', null, null]);
  });

  it('need a province and a person', async () => {
    await expect(shared.save(null, null, draft('x'))).rejects.toMatchObject({ kind: 'unsupported' });
    held('ours', 'unit-1', 'a');
    expect(shared.list()).toEqual([]);
  });
});

describe('shared scenarios', () => {
  const screens = [
    { screen: 1, layout: { place: 'shared', id: 'layout-1' } },
    { screen: 4, layout: { place: 'shared', id: 'layout-2' } },
  ] as const;
  const held = (id: string, owner: Scenario['owner'], ...numbers: number[]): void => {
    const document = { id, name: id, owner, screens: numbers.map((screen) => ({ screen, layoutId: 'layout-1' })) };
    scenarios.set(id, { rev: '5-ee', document });
  };

  it('stand among what the person keeps, those of other units to look at, and nobody else’s own', async () => {
    who = person('user-1', 'unit-1');
    held('ours', unit('unit-1'), 1);
    held('theirs', unit('unit-2'), 2);
    held('mine', { kind: 'user', userId: 'user-1' }, 3);
    held('hers', { kind: 'user', userId: 'user-2' }, 3);
    const arrangements = await open();
    await arrangements.saveScenario(null, { name: 'Riêng', screens });
    expect(arrangements.list().map((one) => one.kind === 'scenario' && [one.scenario.name, one.place, one.mayEdit])).toEqual([
      ['Riêng', 'personal', true],
      ['ours', 'shared', true],
      ['theirs', 'shared', false],
      ['mine', 'shared', true],
    ]);
    await expect(sharedScenarios.save('theirs', '1-aa', { name: 'x', screens })).rejects.toMatchObject({ kind: 'denied' });
    await expect(sharedScenarios.remove('theirs')).rejects.toMatchObject({ kind: 'denied' });
    await expect(sharedScenarios.remove('gone')).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('are there at once, waiting, and offered to the province by the ids of their layouts', async () => {
    who = person('user-1', 'unit-1');
    const made = await sharedScenarios.save(null, null, { name: 'Trực lễ', screens });
    expect(made).toMatchObject({ place: 'shared', waiting: true, rev: null, scenario: { name: 'Trực lễ', screens } });
    const owner = unit('unit-1');
    const told = [
      { screen: 1, layoutId: 'layout-1' },
      { screen: 4, layoutId: 'layout-2' },
    ];
    expect(offered).toEqual([
      { kind: 'scenario-put', id: made.id, baseRev: null, document: { id: made.id, name: 'Trực lễ', owner, screens: told } },
    ]);
    expect(sharedScenarios.list()).toEqual([made]);
    await sharedScenarios.remove(made.id);
    expect(sharedScenarios.list()).toEqual([]);
  });

  it('are changed against the revision the person began with, and keep their owner', async () => {
    who = person('user-1', 'unit-1');
    held('mine', { kind: 'user', userId: 'user-1' }, 3);
    await sharedScenarios.save('mine', '1-aa', { name: 'Của tôi', screens });
    expect(offered).toMatchObject([{ kind: 'scenario-put', baseRev: '1-aa', document: { owner: { kind: 'user', userId: 'user-1' } } }]);
  });

  it('that name a screen twice are none, and stop nothing', () => {
    who = person('user-1', 'unit-1');
    held('broken', unit('unit-1'), 1, 1);
    held('sound', unit('unit-1'), 1, 2);
    expect(sharedScenarios.list().map(({ id }) => id)).toEqual(['sound']);
  });
});

describe('a document of the province', () => {
  it('carries every ready shape there and back, hot spot and empty tiles included', () => {
    for (const { name, shape } of presetShapes) {
      const one: LayoutDraft = {
        name,
        shape,
        cells: shape.tiles.map((_, cell) => (cell % 3 === 0 ? null : `cam-${String(cell)}`)),
        hotspot: 0,
      };
      expect(draftOfDocument(documentOfDraft('layout-1', unit('u'), one))).toEqual(one);
    }
  });

  it('of a client that names only tiles with a camera gets its empty tiles', () => {
    const tile = { column: 1, row: 1, columnSpan: 1, rowSpan: 1, cameraId: 'a' };
    const document: Layout = { id: 'l', name: 'l', owner: unit('u'), columns: 2, rows: 2, tiles: { t1: tile } };
    expect(draftOfDocument(document)).toEqual({ name: 'l', shape: regularShape(4), cells: [null, null, null, 'a'], hotspot: null });
  });

  it('with tiles over one another is none', () => {
    const tile = { column: 0, row: 0, columnSpan: 2, rowSpan: 2, cameraId: 'a' };
    const document: Layout = { id: 'l', name: 'l', owner: unit('u'), columns: 2, rows: 2, tiles: { t1: tile, t2: tile } };
    expect(draftOfDocument(document)).toBeNull();
  });
});

it('puts a hidden camera whose tile is gone into the next empty one', () => {
  const before = draft('x', 'a', 'b', 'c', 'secret');
  const saved: LayoutDraft = {
    name: 'x',
    shape: { ...regularShape(4), tiles: regularShape(4).tiles.slice(0, 2) },
    cells: ['a', null],
    hotspot: null,
  };
  expect(withHidden(saved, before, (id) => id !== 'secret').cells).toEqual(['a', 'secret']);
});
