import { expect, it } from 'vitest';
import { CameraMasks } from '../../../../src-renderer/players/camera-masks.ts';

const shape = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
];

it('hides a camera it was told nothing of, whole', () => {
  const { always, lifted } = new CameraMasks(() => 0).of('camera-1');
  expect(lifted).toBeNull();
  expect(always).toEqual([
    [
      { x: 0, y: 0 },
      { x: 1, y: 0 },
      { x: 1, y: 1 },
      { x: 0, y: 1 },
    ],
  ]);
});

it('turns how long a mask is lifted into a moment, and ends all lifts when nobody could end them any more', () => {
  const masks = new CameraMasks(() => 500);
  masks.tell('camera-1', { style: 'hatched', always: [], lifted: { shapes: [shape], forMs: 1_000 } });
  masks.tell('camera-2', { style: 'hatched', always: [shape], lifted: null });
  expect(masks.of('camera-1').lifted).toEqual({ shapes: [shape], untilAtMs: 1_500 });
  expect(masks.endLifts()).toEqual(['camera-1']);
  expect(masks.of('camera-1')).toEqual({ style: 'hatched', always: [shape], lifted: null });
  expect(masks.endLifts()).toEqual([]);
});
