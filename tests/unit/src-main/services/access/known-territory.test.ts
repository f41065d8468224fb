import { expect, it } from 'vitest';
import type { Camera } from '../../../../../src-contract/model/camera.ts';
import { territorySchema } from '../../../../../src-contract/model/territory.ts';
import { KnownTerritory } from '../../../../../src-main/services/access/known-territory.ts';
import { ConfigurationMemory } from '../../../../../src-main/services/configuration/configuration-memory.ts';
import { areas, units } from '../../../../../tools/reference-backend/seed/units.ts';
import { demoCameras } from '../../../../fakes/demo-cameras.ts';
import { provinceCameras } from '../../../../fakes/demo-province.ts';

function setUp(cameras: readonly Camera[]) {
  const configuration = new ConfigurationMemory();
  configuration.replaceAll([
    ...areas.map((document) => ({ type: 'area' as const, id: document.id, rev: '1-0', document: { ...document } })),
    ...units.map((document) => ({ type: 'unit' as const, id: document.id, rev: '1-0', document: { ...document } })),
  ]);
  const known = { cameras };
  return { known, configuration, territory: new KnownTerritory({ cameras: { list: () => known.cameras }, configuration }) };
}

it('tells the areas and units of the cameras that are known, and of no others', () => {
  const [camera] = provinceCameras(1);
  if (camera === undefined) throw new Error('there is one');
  const { areas: told, units: toldUnits } = setUp([camera]).territory.current();
  expect(told.map(({ path }) => path)).toEqual(['19', camera.province?.areaPath]);
  expect(toldUnits).toEqual([{ id: 'unit-ioc', kind: 'CENTRE', name: 'Trung tâm CNTT - IOC tỉnh' }]);
});

it('leaves out what the configuration has no name for', () => {
  const [camera] = provinceCameras(1);
  if (camera?.province === undefined) throw new Error('there is one');
  const unnamed = { ...camera, province: { ...camera.province, areaPath: '19/99999', unitId: 'unit-unknown' } };
  const { areas: told, units: toldUnits } = setUp([unnamed]).territory.current();
  expect([told.map(({ path }) => path), toldUnits]).toEqual([['19'], []]);
});

it('is empty for a workstation’s own cameras', () => {
  expect(setUp(demoCameras(5)).territory.current()).toEqual({ areas: [], units: [] });
});

it('tells when something is other than before, and only then', () => {
  const [one, two] = provinceCameras(2);
  const { known, territory } = setUp(one === undefined ? [] : [one]);
  const told: number[] = [];
  territory.changed.on(({ areas: next }) => told.push(next.length));
  territory.recheck();
  known.cameras = [one, two].filter((camera) => camera !== undefined);
  territory.recheck();
  territory.recheck();
  expect(told).toEqual([3]);
});

it('is fit for a window whatever the province calls its areas', () => {
  const [camera] = provinceCameras(1);
  const { territory, configuration } = setUp(camera === undefined ? [] : [camera]);
  const hostile = {
    id: '19',
    kind: 'PROVINCE',
    name: '‮\u0000',
    path: '19',
    parentId: null,
    aliases: ['\u0007', 'a'.repeat(300)],
    centre: null,
  };
  configuration.apply([{ type: 'area', id: '19', rev: '2-0', document: hostile, effect: 'neutral' }]);
  expect(territorySchema.safeParse(territory.current()).error).toBeUndefined();
  expect(territory.current().areas[0]).toMatchObject({ name: '19', aliases: ['a'.repeat(200)] });
});
