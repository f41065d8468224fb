import { expect, it } from 'vitest';
import { wallCommandOf } from '../../../../src-renderer/features/wall/wall-keys.ts';
import { shellCommandOf } from '../../../../src-renderer/features/shell/shell-keys.ts';

const press = (key: string, ctrl = false, typed = '') => wallCommandOf({ key, ctrl, typed });
const shell = (key: string, ctrl = false, typing = false) => shellCommandOf({ key, ctrl, shift: false, typing });

it('moves with arrows and swaps with Ctrl', () => {
  expect(press('ArrowLeft')).toEqual({ kind: 'move', direction: 'left' });
  expect(press('ArrowDown', true)).toEqual({ kind: 'swap', direction: 'down' });
});

it('reads digits as a camera number of at most six digits, then Enter calls it', () => {
  expect(press('4')).toEqual({ kind: 'digit', digit: '4' });
  expect(press('4', false, '123456')).toBeNull();
  expect(press('Enter', false, '12')).toEqual({ kind: 'call' });
  expect(press('Enter')).toEqual({ kind: 'enlarge' });
  expect([press('m'), press('M'), press('m', true)]).toEqual([{ kind: 'sound' }, { kind: 'sound' }, null]);
  expect(press('Backspace', false, '12')).toEqual({ kind: 'erase-digit' });
});

it('leaves other keys and browser shortcuts alone', () => {
  expect(press('a')).toBeNull();
  expect(press('1', true)).toBeNull();
  expect(press('Tab')).toBeNull();
});

it('keeps editing keys for text fields', () => {
  expect(shell('z', true)).toBe('undo');
  expect(shell('z', true, true)).toBeNull();
  expect(shell('?', false, true)).toBeNull();
  expect(shell('f', true, true)).toBe('search');
  expect(shell('F8')).toBe('outages');
  expect(shellCommandOf({ key: 'Z', ctrl: true, shift: true, typing: false })).toBe('redo');
});
