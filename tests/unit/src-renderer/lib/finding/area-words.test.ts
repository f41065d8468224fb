import { expect, it } from 'vitest';
import type { Camera } from '../../../../../src-contract/model/camera.ts';
import { areaWords } from '../../../../../src-renderer/lib/finding/area-words.ts';
import { territoryNames } from '../../../../../src-renderer/lib/finding/territory-names.ts';
import { demoCameras } from '../../../../fakes/demo-cameras.ts';
import { demoTerritory, provinceCameras } from '../../../../fakes/demo-province.ts';

const names = territoryNames(demoTerritory);
const unknown = (path: string): string => `Khu vực chưa rõ (${path})`;
const [ofProvince] = provinceCameras(1);
const at = (areaPath: string): Pick<Camera, 'area' | 'province'> => {
  if (ofProvince?.province === undefined) throw new Error('the demo province has cameras');
  return { area: areaPath, province: { ...ofProvince.province, areaPath } };
};

it.each([
  ['19/05443', 'P. Phan Đình Phùng'],
  ['19/05443/to-12', 'P. Phan Đình Phùng · Tổ dân phố 12'],
  ['19', 'Tỉnh Thái Nguyên'],
  ['19/99999', 'Khu vực chưa rõ (19/99999)'],
  ['19/99999/to-1', 'Khu vực chưa rõ (19/99999/to-1)'],
  ['19/05443/to-99', 'P. Phan Đình Phùng · Khu vực chưa rõ (19/05443/to-99)'],
  ['77', 'Khu vực chưa rõ (77)'],
  ['', 'Khu vực chưa rõ ()'],
])('calls the area %j %j', (path, called) => {
  expect(areaWords(at(path), names, unknown)).toBe(called);
});

it('leaves what a person wrote for a camera of this workstation as it is', () => {
  const [own] = demoCameras(1);
  if (own === undefined) throw new Error('there is a demo camera');
  expect(areaWords({ ...own, area: '19/99999' }, names, unknown)).toBe('19/99999');
});
