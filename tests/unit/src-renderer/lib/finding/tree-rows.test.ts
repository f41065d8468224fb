import { expect, it } from 'vitest';
import { areaTree } from '../../../../../src-renderer/lib/finding/camera-tree.ts';
import { territoryNames } from '../../../../../src-renderer/lib/finding/territory-names.ts';
import { rowByTyping, treeStep } from '../../../../../src-renderer/lib/finding/tree-keys.ts';
import {
  camerasBetween,
  ListRows,
  pinnedRows,
  rowsAbove,
  rowsOf,
  type Rows,
  type TreeRow,
} from '../../../../../src-renderer/lib/finding/tree-rows.ts';
import { demoCameras } from '../../../../fakes/demo-cameras.ts';
import { demoTerritory, provinceCameras } from '../../../../fakes/demo-province.ts';

const names = territoryNames(demoTerritory);
/** Small: all of it is open. */
const tree = areaTree(provinceCameras(30), names);
const rows = rowsOf(tree, new Map());
const all = (of: Rows): readonly TreeRow[] => of.slice(0, of.length);
const at = (of: Rows, key: string): number => of.indexOf(key);
const nodes = all(rows).filter((row) => row.kind === 'node');

it('draws a small tree open, a large one down to its wards', () => {
  expect(all(rows).filter(({ kind }) => kind === 'camera')).toHaveLength(30);
  const large = rowsOf(areaTree(provinceCameras(1200), names), new Map());
  expect(all(large).every((row) => row.kind === 'node' && row.level <= 2)).toBe(true);
});

it('follows what a person folded and unfolded', () => {
  expect(rowsOf(tree, new Map([['area:19', false]])).length).toBe(1);
  const [, ward] = nodes;
  if (ward === undefined) throw new Error('there are wards');
  const folded = rowsOf(tree, new Map([[ward.key, false]]));
  expect(all(folded).some(({ parent }) => parent === folded.indexOf(ward.key))).toBe(false);
});

it('says of every row where it stands among its siblings', () => {
  for (const [index, row] of all(rows).entries()) {
    const siblings = all(rows).filter(({ parent }) => parent === row.parent);
    expect(row.siblings).toBe(siblings.length);
    expect(siblings[row.position - 1]?.key).toBe(row.key);
    expect(rows.indexOf(row.key)).toBe(index);
    expect(rowsAbove(rows, index)).toHaveLength(row.level - 1);
  }
});

it('keeps the nodes above the first row in sight in sight, and none that is in sight itself', () => {
  expect(pinnedRows(rows, 0)).toEqual([]);
  const deep = all(rows).findIndex(({ kind, level }) => kind === 'camera' && level === 4);
  const pinned = pinnedRows(rows, deep);
  expect(pinned.length).toBeGreaterThan(0);
  for (const row of pinned) expect(row).toBeLessThan(deep + pinned.length);
  expect(pinnedRows(new ListRows(demoCameras(5)), 3)).toEqual([]);
});

it('goes by the arrows of the ARIA practices: in, out, to the parent', () => {
  const [root, ward] = nodes;
  if (root === undefined || ward === undefined) throw new Error('there are nodes');
  expect(treeStep(rows, at(rows, root.key), 'ArrowRight')).toEqual({ kind: 'go', to: 1 });
  expect(treeStep(rows, at(rows, root.key), 'ArrowLeft')).toEqual({ kind: 'close', keys: [root.key] });
  const folded = rowsOf(tree, new Map([[ward.key, false]]));
  expect(treeStep(folded, at(folded, ward.key), 'ArrowRight')).toEqual({ kind: 'open', keys: [ward.key] });
  expect(treeStep(folded, at(folded, ward.key), 'ArrowLeft')).toEqual({ kind: 'go', to: 0 });
  const camera = all(rows).findIndex(({ kind }) => kind === 'camera');
  expect(treeStep(rows, camera, 'ArrowLeft')).toEqual({ kind: 'go', to: all(rows)[camera]?.parent });
  expect(treeStep(rows, camera, 'ArrowRight')).toEqual({ kind: 'stay' });
});

it('stays within the rows, opens all siblings by *, and leaves other keys alone', () => {
  expect(treeStep(rows, -1, 'ArrowDown')).toEqual({ kind: 'go', to: 0 });
  expect(treeStep(rows, rows.length - 1, 'ArrowDown')).toEqual({ kind: 'go', to: rows.length - 1 });
  expect(treeStep(rows, 3, 'Home')).toEqual({ kind: 'go', to: 0 });
  expect(treeStep(rows, 3, 'End')).toEqual({ kind: 'go', to: rows.length - 1 });
  expect(treeStep(new ListRows([]), -1, 'ArrowDown')).toEqual({ kind: 'stay' });
  const wards = tree[0]?.children.map(({ key }) => key) ?? [];
  const folded = rowsOf(tree, new Map(wards.map((key) => [key, false])));
  expect(treeStep(folded, 1, '*')).toEqual({ kind: 'open', keys: wards });
  expect(treeStep(rows, 0, 'q')).toBeNull();
});

it('finds the next row by letters, around the end', () => {
  const list = new ListRows(demoCameras(4));
  const nameOf = (row: TreeRow): string => (row.kind === 'camera' ? String(row.camera.number) : '');
  expect(rowByTyping(list, 0, '3', nameOf)).toBe(2);
  expect(rowByTyping(list, 2, '1', nameOf)).toBe(0);
  expect(rowByTyping(list, 0, '9', nameOf)).toBe(-1);
});

it('selects between two rows in either direction, nodes left out', () => {
  expect(camerasBetween(rows, 0, 9)).toEqual(camerasBetween(rows, 9, 0));
  expect(camerasBetween(rows, 0, rows.length)).toHaveLength(30);
});
