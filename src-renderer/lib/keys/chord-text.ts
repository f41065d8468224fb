/** Chords as people read them on key caps. */
import type { i18n } from 'i18next';
import { chordParts, padButton, type Chord } from './chord.ts';

const SIGNS: Readonly<Record<string, string>> = {
  ...{ ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' },
  ...{ Escape: 'Esc', Backspace: '⌫', PageUp: 'PgUp', PageDown: 'PgDn' },
};

/** One text per key cap. */
export function chordCaps(texts: Pick<i18n, 't'>, chord: Chord): readonly string[] {
  const button = padButton(chord);
  if (button !== null) return [texts.t('stick.button', { button: button + 1 })];
  return chordParts(chord).map((part) => (part === 'Space' ? texts.t('shortcuts.space') : (SIGNS[part] ?? part)));
}

/** In one word, for hints in menus and on buttons. */
export function chordText(texts: Pick<i18n, 't'>, chord: Chord): string {
  return chordCaps(texts, chord).join('+');
}

/** A control's name with its key behind it, if it has one. */
export function withKey(texts: Pick<i18n, 't'>, label: string, chord: Chord | null): string {
  return chord === null ? label : `${label} (${chordText(texts, chord)})`;
}
