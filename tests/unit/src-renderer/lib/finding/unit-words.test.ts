import { expect, it } from 'vitest';
import type { Camera } from '../../../../../src-contract/model/camera.ts';
import { territoryNames } from '../../../../../src-renderer/lib/finding/territory-names.ts';
import { unitWords } from '../../../../../src-renderer/lib/finding/unit-words.ts';
import { demoCameras } from '../../../../fakes/demo-cameras.ts';
import { demoTerritory, provinceCameras } from '../../../../fakes/demo-province.ts';

const names = territoryNames(demoTerritory);
const [known] = demoTerritory.units;
const unknown = (id: string): string => `Đơn vị chưa rõ (mã ${id})`;
const managedBy = (unitId: string, unit: string): Pick<Camera, 'province'> => {
  const [camera] = provinceCameras(1);
  if (camera?.province === undefined) throw new Error('the demo province has cameras');
  return { province: { ...camera.province, unitId, unit } };
};

it('calls a unit as the province does, also where the camera still carries its id or an older name', () => {
  if (known === undefined) throw new Error('the demo province has units');
  expect(unitWords(managedBy(known.id, known.id), names, unknown)).toBe(known.name);
  expect(unitWords(managedBy(known.id, 'tên cũ'), names, unknown)).toBe(known.name);
});

it('keeps the name a camera brings where the tables have none', () => {
  expect(unitWords(managedBy('unit-77', 'Công an xã X'), names, unknown)).toBe('Công an xã X');
});

it('says of a unit nobody has named here that it is unknown, with its code', () => {
  expect(unitWords(managedBy('unit-77', 'unit-77'), names, unknown)).toBe('Đơn vị chưa rõ (mã unit-77)');
});

it('has no unit for a workstation’s own camera', () => {
  const [own] = demoCameras(1);
  if (own === undefined) throw new Error('there is a demo camera');
  expect(unitWords(own, names, unknown)).toBe('');
});
