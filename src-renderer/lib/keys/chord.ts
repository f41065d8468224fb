/**
 * Keys as one text each: `Ctrl+Shift+L`, `Enter`, `?`, `ArrowLeft`, `F8`, `Pad3` (a gamepad's button); pure.
 *
 * A chord is what the layout types (`KeyboardEvent.key`), so that `?` and `+` are where a person sees them, whatever
 * Shift it takes. Only where the layout types nothing of ASCII (Vietnamese ă, Cyrillic, a dead key) the place of the
 * key counts (`KeyboardEvent.code`), so that `R` and the digits work under every layout.
 */
import { chordSchema, type Chord } from '../../../src-contract/model/controls.ts';

export type { Chord } from '../../../src-contract/model/controls.ts';

/** What of a keyboard event makes a chord. */
export interface KeyStroke {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
  getModifierState(name: 'AltGraph'): boolean;
}

const MODIFIER_KEYS: ReadonlySet<string> = new Set([
  'Control',
  'Shift',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
  'NumLock',
  'ScrollLock',
  'Fn',
]);
/** What browsers call a key whose meaning is still with an input method. */
const IN_THE_MAKING: ReadonlySet<string> = new Set(['Process', 'Unidentified', 'Compose']);

/** The name of the key alone; `null` for what is no key of its own or types nothing we can name. */
function keyName({ key, code }: Pick<KeyStroke, 'key' | 'code'>): string | null {
  if (MODIFIER_KEYS.has(key) || IN_THE_MAKING.has(key)) return null;
  if (key === ' ') return 'Space';
  if (key.length === 1 && key >= '!' && key <= '~') return key.toUpperCase();
  if (key !== 'Dead' && /^[A-Z][A-Za-z0-9]*$/u.test(key)) return key;
  const [, place = null] = /^(?:Key|Digit)([A-Z0-9])$/u.exec(code) ?? [];
  return place;
}

const isLetter = (name: string): boolean => /^[A-Z]$/u.test(name);

/** `null` while an input method composes (Telex, VNI) and for keys that only modify others. */
export function chordOf(stroke: KeyStroke): Chord | null {
  if (stroke.isComposing) return null;
  const name = keyName(stroke);
  if (name === null) return null;
  // AltGr is reported as Ctrl and Alt on Windows; what it types is the key itself
  const plain = stroke.getModifierState('AltGraph');
  const ctrl = !plain && (stroke.ctrlKey || stroke.metaKey);
  const alt = !plain && stroke.altKey;
  // of a sign like ? Shift is only the way to type it
  const shift = stroke.shiftKey && (name.length > 1 || isLetter(name));
  return [ctrl && 'Ctrl', alt && 'Alt', shift && 'Shift', name].filter((part) => part !== false).join('+');
}

/** Modifiers and key, `Ctrl++` being Ctrl and +. */
export function chordParts(chord: Chord): readonly string[] {
  const at = chord.length === 1 ? -1 : chord.lastIndexOf('+', chord.length - 2);
  return at === -1 ? [chord] : [...chord.slice(0, at).split('+'), chord.slice(at + 1)];
}

/** The same chord without Shift, which a stroke stands for when nothing is bound to it with Shift. */
export function withoutShift(chord: Chord): Chord {
  return chordParts(chord)
    .filter((part) => part !== 'Shift')
    .join('+');
}

/** Whether a text can be a chord at all, such as one that was stored. */
export const isChord = (text: string): boolean => chordSchema.safeParse(text).success;

const PAD = /^Pad(\d+)$/u;

export const padChord = (button: number): Chord => `Pad${String(button)}`;

/** The gamepad's button a chord means, as the browser counts; `null` for keys. */
export function padButton(chord: Chord): number | null {
  const [, button = null] = PAD.exec(chord) ?? [];
  return button === null ? null : Number(button);
}
