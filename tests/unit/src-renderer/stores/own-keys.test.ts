import { expect, it } from 'vitest';
import type { Command } from '../../../../src-renderer/stores/commands/command.ts';
import { bind, holdersOf, isOwn, isReserved, reset, unbind } from '../../../../src-renderer/stores/commands/own-keys.ts';

const command = (id: string, chords: readonly string[], fixed = false): Command => ({
  ...{ id, chords, fixed, group: 'wall', scope: 'wall', text: 'shortcuts.move' },
  run: () => undefined,
});
const replay = command('tile.replay', ['R']);
const picture = command('tile.snapshot', ['S', 'F2']);
const escape = command('wall.restore', ['Escape'], true);
const all = [replay, picture, escape];

it('adds a key, and takes it from whoever has it', () => {
  expect(bind({}, replay, 'X', all)).toEqual({ 'tile.replay': ['R', 'X'] });
  expect(holdersOf('S', replay, all, {})).toEqual([picture]);
  expect(bind({}, replay, 'S', all)).toEqual({ 'tile.replay': ['R', 'S'], 'tile.snapshot': ['F2'] });
  expect(bind({}, replay, 'R', all)).toEqual({});
});

it('keeps nothing of a command that is as delivered', () => {
  const without = unbind({}, replay, 'R');
  expect(without).toEqual({ 'tile.replay': [] });
  expect(bind(without, replay, 'R', all)).toEqual({});
  expect([isOwn(without, replay), isOwn({}, replay)]).toEqual([true, false]);
});

it('gives back the delivered keys that nobody has taken since', () => {
  const moved = bind({}, replay, 'S', all);
  expect(reset(moved, replay, all)).toEqual({ 'tile.snapshot': ['F2'] });
  expect(reset(moved, picture, all)).toEqual({ 'tile.replay': ['R', 'S'], 'tile.snapshot': ['F2'] });
});

it('counts fixed keys as no conflict but keeps Esc, Tab and digits out of reach', () => {
  expect(holdersOf('Escape', replay, all, {})).toEqual([]);
  expect(['Escape', 'Tab', 'Shift+Tab', '7'].every(isReserved)).toBe(true);
  expect(['Ctrl+7', 'F5', 'Pad1', 'X'].some(isReserved)).toBe(false);
});
