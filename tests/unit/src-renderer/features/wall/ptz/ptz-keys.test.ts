import { expect, it } from 'vitest';
import { noVelocity } from '../../../../../../src-contract/model/ptz.ts';
import { ptzContribution } from '../../../../../../src-renderer/features/wall/ptz/ptz-commands.ts';
import { padPart, velocityOf } from '../../../../../../src-renderer/features/wall/ptz/ptz-keys.ts';
import { commandWithin } from '../../../../../../src-renderer/stores/commands/key-map.ts';
import { bind, holdersOf } from '../../../../../../src-renderer/stores/commands/own-keys.ts';
import { windowCommands } from '../../commands/window-commands.ts';

const { commands } = ptzContribution;
const on = (chord: string, own = {}): string | null => commandWithin('ptz', chord, commands, own)?.id ?? null;

it('adds up what is held: opposite keys cancel, Shift is full speed, nothing is rest', () => {
  expect(velocityOf([{ pan: 1 }, { tilt: -1 }], false)).toEqual({ pan: 0.5, tilt: -0.5, zoom: 0, focus: 0 });
  expect(velocityOf([{ pan: 1 }, { pan: 1 }], true)).toEqual({ pan: 1, tilt: 0, zoom: 0, focus: 0 });
  expect(velocityOf([{ pan: 1 }, { pan: -1 }], true)).toEqual(noVelocity);
  expect(velocityOf([], true)).toEqual(noVelocity);
  expect(padPart('Numpad7')).toEqual({ pan: -1, tilt: 1 });
  expect(padPart('Digit7')).toBeNull();
});

it('finds the keys of PTZ in their own context, with and without Shift, and follows a person’s own', () => {
  expect([on('ArrowLeft'), on('Shift+ArrowLeft'), on('='), on('T'), on('3'), on('Escape'), on('R')]).toEqual([
    ...['ptz.left', 'ptz.left', 'ptz.zoom-in', 'ptz.tour', 'ptz.preset', 'ptz.leave'],
    null,
  ]);
  expect([on('W', { 'ptz.up': ['W'] }), on('ArrowUp', { 'ptz.up': ['W'] })]).toEqual(['ptz.up', null]);
});

it('a key may mean one thing on the wall and another while a camera is moved; inside one context it is taken over', () => {
  const { stores } = windowCommands({ grid: 9, placed: 3, cameras: 6 });
  const all = stores.commands.getState().commands;
  const tour = all.find(({ id }) => id === 'ptz.tour');
  if (tour === undefined) throw new Error('no such command');
  expect(holdersOf('R', tour, all, {})).toEqual([]);
  expect(holdersOf('H', tour, all, {}).map(({ id }) => id)).toEqual(['ptz.home']);
  expect(bind({}, tour, 'H', all)).toEqual({ 'ptz.tour': ['T', 'H'], 'ptz.home': ['Home'] });
});
