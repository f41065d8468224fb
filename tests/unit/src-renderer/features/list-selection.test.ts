import { expect, it } from 'vitest';
import { actionTargets, indexOf, noSelection, selectRow } from '../../../../src-renderer/features/camera-list/list-selection.ts';
import { areaTree } from '../../../../src-renderer/lib/finding/camera-tree.ts';
import { territoryNames } from '../../../../src-renderer/lib/finding/territory-names.ts';
import { rowsOf } from '../../../../src-renderer/lib/finding/tree-rows.ts';
import { noTerritory } from '../../../../src-contract/model/territory.ts';
import { demoCameras } from '../../../fakes/demo-cameras.ts';

const cameras = demoCameras(5).map((camera) => ({ ...camera, area: camera.number < 3 ? 'A' : 'B' }));
const rows = rowsOf(areaTree(cameras, territoryNames(noTerritory)), new Map()); // A 1 2 B 3 4 5
const numbers = (ids: Iterable<string>): number[] =>
  [...ids].map((id) => cameras.find((camera) => camera.id === id)?.number ?? 0).sort((left, right) => left - right);

it('selects one, adds one, and takes one back', () => {
  const one = selectRow(noSelection, rows, 1, 'only');
  const two = selectRow(one, rows, 4, 'toggle');
  expect(numbers(two.selected)).toEqual([1, 3]);
  expect(numbers(selectRow(two, rows, 1, 'toggle').selected)).toEqual([3]);
  expect(indexOf(rows, two.active)).toBe(4);
});

it('extends from where the selection began', () => {
  const start = selectRow(noSelection, rows, 2, 'only');
  expect(numbers(selectRow(start, rows, 5, 'range').selected)).toEqual([2, 3, 4]);
  expect(numbers(selectRow(selectRow(start, rows, 5, 'range'), rows, 1, 'range').selected)).toEqual([1, 2]);
});

it('acts on the whole selection only from a row inside it, in list order', () => {
  const two = selectRow(selectRow(noSelection, rows, 5, 'only'), rows, 1, 'toggle');
  const [, camera1, camera2] = rows.slice(0, 3);
  if (camera1 === undefined || camera2 === undefined) throw new Error('there are rows');
  expect(actionTargets(two, rows, camera1).map((id) => numbers([id])[0])).toEqual([1, 4]);
  expect(numbers(actionTargets(two, rows, camera2))).toEqual([2]);
});

it('acts on all cameras of an area', () => {
  const area = rows.at(3);
  if (area === undefined) throw new Error('there are rows');
  expect(numbers(actionTargets(noSelection, rows, area))).toEqual([3, 4, 5]);
});

it('acts on all cameras of an area that is folded', () => {
  const folded = rowsOf(areaTree(cameras, territoryNames(noTerritory)), new Map([['text:B', false]]));
  const area = folded.at(folded.length - 1);
  if (area === undefined) throw new Error('there are rows');
  expect(numbers(actionTargets(noSelection, folded, area))).toEqual([3, 4, 5]);
});
