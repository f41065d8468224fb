import { useTranslation } from 'react-i18next';
import { chordCaps } from '../lib/keys/chord-text.ts';
import type { Chord } from '../lib/keys/chord.ts';

/** A chord as key caps. */
export function KeyCaps({ chord }: { readonly chord: Chord }) {
  const { i18n } = useTranslation();
  return chordCaps(i18n, chord).map((cap) => (
    <kbd key={cap} className="key-cap">
      {cap}
    </kbd>
  ));
}
