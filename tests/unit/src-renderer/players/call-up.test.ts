import { beforeEach, expect, test } from 'vitest';
import { CallUp } from '../../../../src-renderer/players/call-up.ts';
import { ManualClock } from './manual-clock.ts';

let clock: ManualClock;
let prepared: string[];
let callUp: CallUp;
beforeEach(() => {
  clock = new ManualClock();
  prepared = [];
  callUp = new CallUp({ clock, prepare: (cameraId) => prepared.push(cameraId) });
});

test('a pointer that rests prepares, one that passes does not', () => {
  for (const camera of ['a', 'b', 'c']) {
    callUp.attend(camera);
    clock.advance(100);
  }
  expect(prepared).toEqual([]);
  clock.advance(150);
  expect(prepared).toEqual(['c']);
  callUp.attend('d');
  callUp.attend(null);
  clock.advance(1_000);
  expect(prepared).toEqual(['c']);
});

test('what is dragged is prepared at once, and no camera twice within eight seconds', () => {
  callUp.expect('a');
  callUp.attend('a');
  clock.advance(7_999);
  expect(prepared).toEqual(['a']);
  clock.advance(1);
  callUp.expect('a');
  expect(prepared).toEqual(['a', 'a']);
});

test('nothing is prepared after the window ended', () => {
  callUp.attend('a');
  callUp.dispose();
  clock.advance(1_000);
  expect(prepared).toEqual([]);
});
