import { expect, it } from 'vitest';
import { camerasBetween, listRows } from '../../../../src-renderer/stores/camera-rows.ts';
import { demoCameras } from '../../../fakes/demo-cameras.ts';

const cameras = demoCameras(4).map((camera, index) => ({ ...camera, area: ['Đồng Hỷ', 'Đại Từ', '', 'Đại Từ'][index] ?? '' }));
const shape = (folded: readonly string[]): string[] =>
  listRows(cameras, { grouped: true, foldedAreas: new Set(folded) }).map((row) =>
    row.kind === 'area' ? `${row.area}:${String(row.count)}` : String(row.camera.number),
  );

it('groups by area in Vietnamese order, cameras without an area last', () => {
  expect(shape([])).toEqual(['Đại Từ:2', '2', '4', 'Đồng Hỷ:1', '1', ':1', '3']);
});

it('hides the cameras of a folded area but keeps its count', () => {
  expect(shape(['Đại Từ'])).toEqual(['Đại Từ:2', 'Đồng Hỷ:1', '1', ':1', '3']);
});

it('lists flat in the given order', () => {
  const rows = listRows(cameras, { grouped: false, foldedAreas: new Set() });
  expect(rows.map((row) => row.kind === 'camera' && row.camera.number)).toEqual([1, 2, 3, 4]);
});

it('selects over area headings in either direction', () => {
  const rows = listRows(cameras, { grouped: true, foldedAreas: new Set() });
  expect(camerasBetween(rows, 1, 4)).toEqual(camerasBetween(rows, 4, 1));
  expect(camerasBetween(rows, 1, 4)).toHaveLength(3);
});
