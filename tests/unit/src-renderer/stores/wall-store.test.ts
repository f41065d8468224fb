import { beforeEach, expect, it } from 'vitest';
import { regularShape } from '../../../../src-contract/model/layout.ts';
import { emptyWall, tileCount, type Wall } from '../../../../src-contract/model/wall.ts';
import { createWallStore, type WallStore } from '../../../../src-renderer/stores/wall-store.ts';
import { demoCameras } from '../../../fakes/demo-cameras.ts';

const ids = demoCameras(8).map((camera) => camera.id);
let saved: Wall[];
let store: WallStore;
const cells = (): (string | null)[] => store.getState().history.present.cells.slice(0, 4);

beforeEach(() => {
  saved = [];
  store = createWallStore(emptyWall, {
    save: (wall) => saved.push(wall),
    isFree: (cell) => cell === null,
    hand: () => undefined,
    newId: () => '',
  });
});

it('places into the next free tile, selects it, and saves', () => {
  store.getState().placeNext(ids.slice(0, 2));
  expect(cells()).toEqual([ids[0], ids[1], null, null]);
  expect(store.getState().selected).toBe(1);
  expect(saved).toHaveLength(1);
});

it('undoes a placing of several in one step', () => {
  store.getState().placeNext(ids.slice(0, 3));
  store.getState().undo();
  expect(cells()).toEqual([null, null, null, null]);
  store.getState().redo();
  expect(cells()).toEqual([ids[0], ids[1], ids[2], null]);
  expect(saved).toHaveLength(3);
});

it('keeps the selection on the glass when the wall shrinks', () => {
  store.getState().reshape(regularShape(16));
  store.getState().select(15);
  store.getState().reshape(regularShape(4));
  expect(store.getState().selected).toBe(3);
});

it('follows a swapped tile with the selection', () => {
  store.getState().placeAt(0, ids.slice(0, 1));
  store.getState().swapWithNeighbour('down');
  expect(cells()).toEqual([null, null, ids[0], null]);
  expect(store.getState().selected).toBe(2);
});

it('makes no undo step of enlarging, yet saves it', () => {
  store.getState().toggleEnlarged(2);
  expect(store.getState().history.past).toHaveLength(0);
  expect(saved.at(-1)?.enlarged).toBe(2);
});

it('takes over another window without saving it back or making a step', () => {
  store.getState().replace({ ...emptyWall, shape: regularShape(9) });
  expect(tileCount(store.getState().history.present)).toBe(9);
  expect(store.getState().history.past).toHaveLength(0);
  expect(saved).toHaveLength(0);
});
