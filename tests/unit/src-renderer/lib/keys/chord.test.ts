import { expect, it } from 'vitest';
import { chordOf, chordParts, isChord, withoutShift, type KeyStroke } from '../../../../../src-renderer/lib/keys/chord.ts';

type Held = Partial<Pick<KeyStroke, 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey' | 'isComposing'>> & { readonly altGr?: boolean };
const chord = (key: string, code = '', { altGr = false, ...held }: Held = {}) =>
  chordOf({
    ...{ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false, ...held },
    getModifierState: () => altGr,
  });

it('names a key by what the layout types, letters without regard to Caps Lock', () => {
  expect(chord('r', 'KeyR')).toBe('R');
  expect(chord('R', 'KeyR')).toBe('R');
  expect(chord('R', 'KeyR', { shiftKey: true })).toBe('Shift+R');
  expect(chord('?', 'Slash', { shiftKey: true })).toBe('?');
  expect(chord(' ', 'Space')).toBe('Space');
  expect(chord('F8', 'F8', { shiftKey: true })).toBe('Shift+F8');
  expect(chord('ArrowLeft', 'ArrowLeft', { metaKey: true })).toBe('Ctrl+ArrowLeft');
  expect(chord('5', 'Numpad5')).toBe('5');
});

it('goes by the place of the key where the layout types nothing of ASCII', () => {
  expect(chord('ă', 'Digit1')).toBe('1');
  expect(chord('к', 'KeyR')).toBe('R');
  expect(chord('Dead', 'Digit5')).toBe('5');
  expect(chord('к', 'KeyR', { ctrlKey: true })).toBe('Ctrl+R');
});

it('is silent while Telex composes, for what an input method sends, and for modifiers alone', () => {
  expect(chord('s', 'KeyS', { isComposing: true })).toBeNull();
  expect(chord('Process', 'KeyS')).toBeNull();
  expect(chord('đ', '')).toBeNull();
  expect(chord('Shift', 'ShiftLeft', { shiftKey: true })).toBeNull();
  expect(chord('AltGraph', 'AltRight')).toBeNull();
});

it('takes what AltGr types as the key itself', () => {
  expect(chord('@', 'KeyQ', { ctrlKey: true, altKey: true, altGr: true })).toBe('@');
});

it('takes chords apart and tells them from other texts', () => {
  expect(chordParts('Ctrl+Shift+L')).toEqual(['Ctrl', 'Shift', 'L']);
  expect(chordParts('Ctrl++')).toEqual(['Ctrl', '+']);
  expect(chordParts('+')).toEqual(['+']);
  expect(withoutShift('Ctrl+Shift+L')).toBe('Ctrl+L');
  expect(['Ctrl++', 'F12', 'Pad3', '?', 'Ctrl+Alt+Shift+ArrowLeft'].every(isChord)).toBe(true);
  expect(['', 'ctrl+l', 'Shift+Ctrl+L', 'é', 'L+', 'Ctrl+'].some(isChord)).toBe(false);
});
