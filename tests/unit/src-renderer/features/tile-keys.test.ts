import { expect, it } from 'vitest';
import { nextSpeed, tileCommandOf } from '../../../../src-renderer/features/wall/tile-keys.ts';

const press = (key: string, state: Partial<{ ctrl: boolean; typed: string; replaying: boolean; zoomed: boolean }> = {}) =>
  tileCommandOf({ key, ctrl: false, typed: '', replaying: false, zoomed: false, ...state });

it('opens a replay, and undoes zoom before replay with Esc', () => {
  expect(press('r')).toEqual({ kind: 'replay' });
  expect(press('r', { replaying: true })).toBeNull();
  expect(press('Escape', { replaying: true, zoomed: true })).toEqual({ kind: 'zoom', change: 'reset' });
  expect(press('Escape', { replaying: true })).toEqual({ kind: 'live' });
  expect(press('Escape')).toBeNull();
});

it('leaves digits, Esc while a number is typed, and shortcuts alone', () => {
  expect(press('0')).toBeNull();
  expect(press('0', { zoomed: true })).toEqual({ kind: 'zoom', change: 'reset' });
  expect(press('0', { zoomed: true, typed: '1' })).toBeNull();
  expect(press('Escape', { typed: '1', replaying: true })).toBeNull();
  expect(press('s', { ctrl: true })).toBeNull();
});

it('pauses, steps and changes speed only in a replay', () => {
  for (const key of [' ', ',', '.', '<', '>']) {
    expect(press(key)).toBeNull();
    expect(press(key, { replaying: true })).not.toBeNull();
  }
  expect(press(',', { replaying: true })).toEqual({ kind: 'act', act: { kind: 'step', direction: -1 } });
  expect([nextSpeed(1), nextSpeed(2), nextSpeed(0.5)]).toEqual([2, 0.5, 1]);
});
