import { expect, it } from 'vitest';
import type { Camera } from '../../../../../src-contract/model/camera.ts';
import { KnownCameras } from '../../../../../src-main/services/access/known-cameras.ts';
import { demoCameras } from '../../../../fakes/demo-cameras.ts';

const [one, two] = demoCameras(2) as [Camera, Camera];

function setUp(known: readonly string[]) {
  const cameras = new Map([one, two].map((camera) => [camera.id, camera]));
  const may = new Set(known);
  const told: { up: string[]; gone: readonly string[] }[] = [];
  const view = new KnownCameras({ directory: { list: () => [...cameras.values()] }, knows: (id) => may.has(id) });
  view.changed.on(({ upserted, removed }) => told.push({ up: upserted.map(({ id }) => id), gone: removed }));
  return { view, may, told, cameras };
}

it('lists what the person may know of', () => {
  expect(setUp([two.id]).view.list()).toEqual([two]);
});

it('tells of changes to those only', () => {
  const { view, told } = setUp([one.id]);
  view.directoryChanged({ upserted: [one, two], removed: [] });
  view.directoryChanged({ upserted: [two], removed: [] });
  view.directoryChanged({ upserted: [], removed: [two.id] });
  view.directoryChanged({ upserted: [], removed: [one.id] });
  expect(told).toEqual([
    { up: [one.id], gone: [] },
    { up: [], gone: [one.id] },
  ]);
});

it('takes away what is no longer to be known, and brings what now is', () => {
  const { view, may, told } = setUp([one.id]);
  may.delete(one.id);
  may.add(two.id);
  view.rightsChanged();
  view.rightsChanged();
  expect(told).toEqual([{ up: [two.id], gone: [one.id] }]);
});

it('takes away a camera whose own change hides it', () => {
  const { view, may, told } = setUp([one.id]);
  may.delete(one.id);
  view.directoryChanged({ upserted: [one], removed: [] });
  expect(told).toEqual([{ up: [], gone: [one.id] }]);
});
