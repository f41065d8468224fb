import { expect, it } from 'vitest';
import { shellCommandOf } from '../../../../src-renderer/features/shell/shell-keys.ts';

const press = (key: string, held: { readonly ctrl?: boolean; readonly shift?: boolean; readonly typing?: boolean } = {}) =>
  shellCommandOf({ key, ctrl: false, shift: false, typing: false, ...held });

it('locks wherever the cursor is, with or without the wall in sight', () => {
  expect(press('l', { ctrl: true })).toBe('lock');
  expect(press('l', { ctrl: true, typing: true })).toBe('lock');
  expect(press('L', { ctrl: true, shift: true })).toBe('lock-over-wall');
  expect(press('l')).toBeNull();
});

it('opens, shows and closes screens', () => {
  expect(press('F7', { typing: true })).toBe('screens');
  expect(press('N', { ctrl: true, shift: true })).toBe('new-screen');
  expect(press('W', { ctrl: true, shift: true })).toBe('close-screen');
  expect([press('n', { ctrl: true }), press('w', { ctrl: true })]).toEqual([null, null]);
});

it('opens sync by F9, and leaves undo to the text field', () => {
  expect(press('F9', { typing: true })).toBe('sync');
  expect(press('z', { ctrl: true })).toBe('undo');
  expect(press('z', { ctrl: true, typing: true })).toBeNull();
});
