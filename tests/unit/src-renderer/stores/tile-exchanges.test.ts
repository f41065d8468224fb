import { beforeEach, expect, it } from 'vitest';
import type { HandCall } from '../../../../src-contract/model/tile-exchange.ts';
import { emptyWall, type Wall } from '../../../../src-contract/model/wall.ts';
import { createWallStore, type WallStore } from '../../../../src-renderer/stores/wall-store.ts';

const [one, two, three, four] = ['cam-1', 'cam-2', 'cam-3', 'cam-4'] as const;
const wallOf = (...cameras: (string | null)[]): Wall => ({ ...emptyWall, cells: emptyWall.cells.map((_, cell) => cameras[cell] ?? null) });
const cells = (store: WallStore): (string | null)[] => store.getState().history.present.cells.slice(0, 3);

/** Two windows, and what is on its way between them. */
let left: WallStore;
let right: WallStore;
let asked: HandCall[];
let reaches: boolean;
let saves = 0;

function screen(own: number, wall: Wall, other: () => WallStore): WallStore {
  let ids = 0;
  return createWallStore(wall, {
    save: () => {
      saves += 1;
    },
    isFree: (cell) => cell === null,
    newId: () => `${String(own)}-${String((ids += 1))}`,
    hand: (call) => {
      asked.push(call);
      const { fromCell, screen: goal, ...end } = call;
      expect(goal).toBe(3 - own);
      if (reaches)
        other()
          .getState()
          .exchanged({ ...end, from: { screen: own, cell: fromCell } });
    },
  });
}

beforeEach(() => {
  [asked, reaches, saves] = [[], true, 0];
  left = screen(1, wallOf(one, two), () => right);
  right = screen(2, wallOf(three), () => left);
});

/** Tile 2 of screen 1 onto tile 1 of screen 2. */
const drag = (): void => {
  right.getState().exchange(0, { screen: 1, cell: 1 }, two);
};

it('changes two tiles of two screens, each saved by its own window, and moves no selection elsewhere', () => {
  drag();
  expect([cells(left), cells(right)]).toEqual([
    [one, three, null],
    [two, null, null],
  ]);
  expect(saves).toBe(2);
  expect(left.getState().selected).toBe(0);
});

it('empties the tile a camera came from where it goes into an empty one', () => {
  right.getState().exchange(2, { screen: 1, cell: 0 }, one);
  expect([cells(left), cells(right)]).toEqual([
    [null, two, null],
    [three, null, one],
  ]);
});

it.each(['left', 'right'] as const)('is taken back and made again as one act from the window on the %s', (side) => {
  const store = side === 'left' ? left : right;
  drag();
  for (let round = 0; round < 2; round += 1) {
    store.getState().undo();
    expect([cells(left), cells(right)]).toEqual([
      [one, two, null],
      [three, null, null],
    ]);
    expect([left, right].map((each) => each.getState().history.past.length)).toEqual([0, 0]);
    store.getState().redo();
    expect([cells(left), cells(right)]).toEqual([
      [one, three, null],
      [two, null, null],
    ]);
  }
  expect(asked).toHaveLength(5);
});

it('takes both ends back from either window, whoever took it back before', () => {
  drag();
  left.getState().undo();
  right.getState().redo();
  left.getState().undo();
  expect([cells(left), cells(right)]).toEqual([
    [one, two, null],
    [three, null, null],
  ]);
});

it('leaves a tile alone that shows something else by now', () => {
  drag();
  left.getState().placeAt(1, [four]);
  right.getState().undo();
  expect([cells(left), cells(right)]).toEqual([
    [one, four, null],
    [three, null, null],
  ]);
  left.getState().undo();
  expect(cells(left)).toEqual([one, three, null]);
});

it('takes back an exchange under later steps of the other window as a step of its own there', () => {
  drag();
  left.getState().placeAt(2, [four]);
  right.getState().undo();
  expect(cells(left)).toEqual([one, two, four]);
  left.getState().undo();
  expect([cells(left), cells(right)]).toEqual([
    [one, three, four],
    [two, null, null],
  ]);
});

it('does not call the other window for steps that follow an exchange that was taken back', () => {
  drag();
  right.getState().undo();
  right.getState().placeAt(1, [four]);
  right.getState().undo();
  right.getState().redo();
  expect(asked).toHaveLength(2);
});

it('undoes its own end where the other window is not reached', () => {
  drag();
  reaches = false;
  right.getState().undo();
  expect([cells(left), cells(right)]).toEqual([
    [one, three, null],
    [three, null, null],
  ]);
});

it('does nothing where both tiles show the same', () => {
  right.getState().exchange(0, { screen: 1, cell: 0 }, three);
  expect([asked, saves]).toEqual([[], 0]);
});
