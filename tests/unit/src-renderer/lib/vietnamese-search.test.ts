import { expect, it } from 'vitest';
import { buildSearchIndex, foldText, searchIndex } from '../../../../src-renderer/lib/vietnamese-search.ts';
import { demoCameras } from '../../../fakes/demo-cameras.ts';

const cameras = [
  { id: 'a', number: 7, name: 'Trung tâm xã Định Hoá', area: 'Xã Định Hoá' },
  { id: 'b', number: 70, name: 'Ngã ba Điềm Thuỵ', area: 'Xã Điềm Thuỵ' },
  { id: 'c', number: 12, name: 'Đập Núi Cốc', area: 'Xã Đại Phúc' },
  { id: 'd', number: 1207, name: 'Cổng số 7', area: 'P. Phan Đình Phùng' },
];
const index = buildSearchIndex(cameras);
const found = (query: string): string[] => searchIndex(index, query).map((camera) => camera.id);

it.each([
  ['Định Hoá', 'Định Hóa'],
  ['Điềm Thuỵ', 'Điềm Thụy'],
  ['khoẻ', 'khỏe'],
  ['ĐẬP', 'đap'],
  ['Thái Nguyên', 'thai nguyen'],
  ['Nghinh Tường', 'Nghinh Tường'.normalize('NFD')],
])('reads %s and %s as the same', (left, right) => {
  expect(foldText(left)).toBe(foldText(right));
});

it('keeps different words apart', () => {
  expect(foldText('Định')).not.toBe(foldText('Đinh Hoá'));
  expect(foldText('cầu')).not.toBe(foldText('cảng'));
});

it.each([
  ['dinh hoa', ['a']],
  ['Định Hóa', ['a']],
  ['ĐỊNH HOÁ'.normalize('NFD'), ['a']],
  ['diem thuy', ['b']],
  ['Điềm Thụy', ['b']],
  ['nui coc dai', ['c']],
  ['phan dinh', ['d']],
  ['khong co', []],
])('finds by %s', (query, ids) => {
  expect(found(query)).toEqual(ids);
});

it('puts the exact number first, then numbers and names that contain it', () => {
  expect(found('7')).toEqual(['a', 'd', 'b']);
  expect(found('12')).toEqual(['c', 'd']);
});

it('answers everything in the given order for an empty query', () => {
  expect(found('  ')).toEqual(['a', 'b', 'c', 'd']);
});

it('searches 10,000 cameras without missing any', () => {
  const many = demoCameras(10_000);
  expect(searchIndex(buildSearchIndex(many), 'dinh hoa')).toHaveLength(many.filter((camera) => camera.name.includes('Định Hoá')).length);
});
