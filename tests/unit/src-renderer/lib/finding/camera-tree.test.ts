import { expect, it } from 'vitest';
import type { Camera } from '../../../../../src-contract/model/camera.ts';
import {
  areaTree,
  camerasUnder,
  countsAbove,
  groupTree,
  tagTree,
  unitTree,
  type NodeLabel,
  type TreeNode,
} from '../../../../../src-renderer/lib/finding/camera-tree.ts';
import { nameWithin, placeIn } from '../../../../../src-renderer/lib/finding/place-name.ts';
import { territoryNames } from '../../../../../src-renderer/lib/finding/territory-names.ts';
import { demoCameras } from '../../../../fakes/demo-cameras.ts';
import { demoTerritory, provinceCameras } from '../../../../fakes/demo-province.ts';

const names = territoryNames(demoTerritory);
const cameras = provinceCameras(1200);
const words = (label: NodeLabel): string => (label.kind === 'text' ? label.text : 'code' in label ? label.code : label.kind);
const allNodes = (nodes: readonly TreeNode[]): readonly TreeNode[] => nodes.flatMap((node) => [node, ...allNodes(node.children)]);
const inOneArea = (areaPath: string, count: number): Camera[] =>
  provinceCameras(count).map((camera, at) => ({
    ...camera,
    name: `[GT] Ngã ba ${String(at)} - hướng Bắc - Xã X`,
    ...(camera.province === undefined ? {} : { province: { ...camera.province, areaPath } }),
  }));

it('has the province at the top, its wards and communes below, and every camera once', () => {
  const [province, ...others] = areaTree(cameras, names);
  expect(others).toEqual([]);
  if (province === undefined) throw new Error('there is a province');
  expect(words(province.label)).toBe('Tỉnh Thái Nguyên');
  expect(province.total).toBe(1200);
  expect(new Set(camerasUnder(province)).size).toBe(1200);
  expect(province.children.length).toBeLessThanOrEqual(92);
});

it('has no district anywhere, though cameras are found by one', () => {
  for (const node of allNodes(areaTree(cameras, names))) expect(words(node.label)).not.toMatch(/huyện|thị xã|^TP /iu);
});

it('gathers cameras that look at one place under it, and leaves single ones in their ward', () => {
  const ward = allNodes(areaTree(cameras, names)).find(({ label }) => words(label) === 'P. Phan Đình Phùng');
  const place = ward?.children.find(({ label }) => words(label) === 'Đảo tròn trung tâm');
  expect(place?.cameras.map(({ name }) => name)).toEqual([
    '[GT] Đảo tròn trung tâm - hướng Bắc - P. Phan Đình Phùng',
    '[GT] Đảo tròn trung tâm - hướng Nam - P. Phan Đình Phùng',
  ]);
  expect(ward?.cameras.some(({ name }) => name.includes('Đảo tròn'))).toBe(false);
});

it('lets a camera hang in a sub-area or in the commune itself (R-ORG-07)', () => {
  const both = [...inOneArea('19/05443/to-12', 1), ...inOneArea('19/05443', 2).slice(1)];
  const [ward] = areaTree(both, names)[0]?.children ?? [];
  expect(ward?.children.map(({ label }) => words(label))).toEqual(['Tổ dân phố 12']);
  expect(ward?.cameras).toHaveLength(1);
  expect(ward?.total).toBe(2);
});

it('says that areas the province has not named are unknown, with their path', () => {
  const [root] = areaTree(inOneArea('77/00001', 1), names);
  expect([root, ...(root?.children ?? [])].map((node) => node?.label)).toEqual([
    { kind: 'unknown-area', path: '77' },
    { kind: 'unknown-area', path: '77/00001' },
  ]);
});

it('says that a unit nobody has named here is unknown, with its code, after those with a name', () => {
  const [known, foreign] = provinceCameras(2);
  if (known === undefined || foreign?.province === undefined) throw new Error('the demo province has cameras');
  const unnamed = { ...foreign, province: { ...foreign.province, unitId: 'unit-0', unit: 'unit-0' } };
  const own = demoCameras(1);
  const labels = unitTree([unnamed, ...own, known], names).map(({ label }) => label);
  expect(labels).toEqual([expect.objectContaining({ kind: 'text' }), { kind: 'unknown-unit', id: 'unit-0' }, { kind: 'no-unit' }]);
});

it('puts a workstation’s own cameras under their area as it is written, in Vietnamese order, those without one last', () => {
  const own = demoCameras(4).map((camera, at) => ({ ...camera, area: ['Đồng Hỷ', 'Đại Từ', '', 'Đại Từ'][at] ?? '' }));
  expect(areaTree(own, names).map(({ label, total }) => [words(label), total])).toEqual([
    ['Đại Từ', 2],
    ['Đồng Hỷ', 1],
    ['no-area', 1],
  ]);
});

it('reaches the same camera by its area and by its unit (R-ORG-02)', () => {
  const byUnit = unitTree(cameras, names);
  expect(byUnit.find(({ label }) => words(label) === 'Trung tâm CNTT - IOC tỉnh')?.total).toBe(400);
  expect(new Set(byUnit.flatMap(camerasUnder))).toEqual(new Set(areaTree(cameras, names).flatMap(camerasUnder)));
});

it('groups by the letters of the code in the province’s order', () => {
  expect(groupTree(cameras).map(({ label }) => words(label))).toEqual(['GT', 'AN', 'DT', 'HC', 'DH', 'YT', 'DL', 'MT', 'CN', 'KL']);
  expect(groupTree(demoCameras(3)).map(({ label }) => words(label))).toEqual(['no-group']);
});

it('shows a person’s tags before the province’s fields, each camera under each of its own, counted once in all', () => {
  const [first, second] = cameras;
  const ids = [first?.id ?? '', second?.id ?? ''];
  const [own, domains] = tagTree(cameras, [
    { name: 'lễ hội', cameraIds: ids },
    { name: 'đêm', cameraIds: [ids[1] ?? '', 'cam-gone'] },
  ]);
  expect(own?.children.map(({ label, total }) => [words(label), total])).toEqual([
    ['đêm', 1],
    ['lễ hội', 2],
  ]);
  expect(own?.total).toBe(2);
  expect(domains?.total).toBe(1200);
});

it('counts live cameras in every node above them', () => {
  const tree = areaTree(cameras, names);
  const live = new Set(cameras.filter(({ name }) => name.startsWith('[GT] Đảo tròn')).map(({ id }) => id));
  const counts = countsAbove(tree, live);
  expect(counts.get('area:19')).toBe(2);
  expect([...counts.values()]).toEqual(expect.arrayContaining([2, 2, 2]));
  expect(counts.size).toBe(3);
  expect(countsAbove(tree, new Set()).size).toBe(0);
});

it('gives every node of a tree a key of its own without spaces', () => {
  for (const tree of [areaTree(cameras, names), unitTree(cameras, names), groupTree(cameras), tagTree(cameras, [])]) {
    const keys = allNodes(tree).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => /\s/u.test(key))).toEqual([]);
  }
});

it.each([
  ['[GT] Đảo tròn trung tâm - hướng Bắc - P. Phan Đình Phùng', 'Đảo tròn trung tâm'],
  ['Cầu Gia Bảy', 'Cầu Gia Bảy'],
  ['[GT]', '[GT]'],
  [' - ', ' - '],
])('reads the place in %j as %j', (name, place) => {
  expect(placeIn(name)).toBe(place);
});

it.each([
  ['area', '[GT] Chợ Thái - hướng Bắc'],
  ['place', 'hướng Bắc'],
  ['other', '[GT] Chợ Thái - hướng Bắc - P. Phan Đình Phùng'],
] as const)('shortens a name below an %s to %s', (kind, name) => {
  expect(nameWithin('[GT] Chợ Thái - hướng Bắc - P. Phan Đình Phùng', kind, 'P. Phan Đình Phùng')).toBe(name);
});

it('leaves a name that is only its place', () => {
  expect(nameWithin('Chợ Thái', 'place', '')).toBe('Chợ Thái');
});
