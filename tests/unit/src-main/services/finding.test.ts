import { expect, it } from 'vitest';
import { RECENT_KEPT } from '../../../../src-contract/model/finding.ts';
import { epochMs } from '../../../../src-contract/time.ts';
import { FindingService } from '../../../../src-main/services/finding.ts';
import { createFakeStorage, type FakeStorage } from '../../../fakes/fake-storage.ts';

async function setUp(storage: FakeStorage = createFakeStorage()) {
  const seat = { person: 'trucban', unknown: new Set<string>() };
  const needs = {
    storage,
    person: () => seat.person,
    knows: (id: string) => !seat.unknown.has(id),
    clock: { wall: () => epochMs(1000) },
  };
  return { storage, seat, finding: new FindingService(needs, await storage.query('listFinding')) };
}

it('begins with nothing, by area', async () => {
  const { finding } = await setUp();
  expect(finding.current()).toEqual({ view: 'area', folds: {}, favourites: [], recent: [], tags: [] });
});

it('keeps favourites and tags over a restart, each person their own', async () => {
  const { finding, seat, storage } = await setUp();
  await finding.favour(['cam-1', 'cam-2'], true);
  await finding.favour(['cam-1'], false);
  await finding.tag(['cam-3'], 'lễ hội', true);
  seat.person = 'lanhdao';
  expect(finding.current()).toMatchObject({ favourites: [], tags: [] });
  const later = await setUp(storage);
  expect(later.finding.current()).toMatchObject({ favourites: ['cam-2'], tags: [{ name: 'lễ hội', cameraIds: ['cam-3'] }] });
});

it('tells windows what is other than before, and drops a tag no camera carries', async () => {
  const { finding } = await setUp();
  const told: number[] = [];
  finding.changed.on(({ favourites, tags }) => told.push(favourites.length, tags.length));
  await finding.tag(['cam-1', 'cam-2'], 'đêm', true);
  await finding.tag(['cam-1', 'cam-2'], 'đêm', false);
  expect(told).toEqual([0, 1, 0, 0]);
});

it('tells nothing of cameras the person may not know of, and keeps them for when they may', async () => {
  const { finding, seat } = await setUp();
  await finding.favour(['cam-1', 'cam-2'], true);
  await finding.tag(['cam-1'], 'đêm', true);
  finding.used(['cam-1']);
  seat.unknown.add('cam-1');
  expect(finding.current()).toMatchObject({ favourites: ['cam-2'], tags: [], recent: [] });
  seat.unknown.clear();
  expect(finding.current()).toMatchObject({ favourites: ['cam-1', 'cam-2'], recent: ['cam-1'] });
});

it('keeps the last fifty put on the wall, the last first, each once', async () => {
  const { finding, storage } = await setUp();
  finding.used(Array.from({ length: 60 }, (_, at) => `cam-${String(at)}`));
  finding.used(['cam-20', 'cam-99']);
  const { recent } = finding.current();
  expect(recent).toHaveLength(RECENT_KEPT);
  expect(recent.slice(0, 4)).toEqual(['cam-99', 'cam-20', 'cam-59', 'cam-58']);
  expect((await setUp(storage)).finding.current().recent).toEqual(recent);
});

it('keeps how the list is looked at for the next time, without telling other windows', async () => {
  const { finding, storage } = await setUp();
  let told = 0;
  finding.changed.on(() => (told += 1));
  finding.look('unit', { 'area:19': false });
  expect(told).toBe(0);
  expect((await setUp(storage)).finding.current()).toMatchObject({ view: 'unit', folds: { 'area:19': false } });
});

it('changes nothing where it cannot be stored', async () => {
  const { finding, storage } = await setUp();
  storage.failNext(new Error('disk full'));
  await expect(finding.favour(['cam-1'], true)).rejects.toThrow('disk full');
  expect(finding.current().favourites).toEqual([]);
});

it('refuses more than can be kept', async () => {
  const { finding } = await setUp();
  const many = Array.from({ length: 2001 }, (_, at) => `cam-${String(at)}`);
  await expect(finding.favour(many, true)).rejects.toMatchObject({ kind: 'too-large', key: 'too-many-marks' });
  for (let at = 0; at < 100; at += 1) await finding.tag(['cam-1'], `thẻ ${String(at)}`, true);
  await expect(finding.tag(['cam-1'], 'một nữa', true)).rejects.toMatchObject({ key: 'too-many-tags' });
  await finding.tag(['cam-2'], 'thẻ 7', true);
});

it('takes a look that no longer means anything for none', async () => {
  const { storage } = await setUp();
  await storage.query('storeLook', { person: 'trucban', look: { view: 'huyện', folds: {} } });
  expect((await setUp(storage)).finding.current().view).toBe('area');
});
