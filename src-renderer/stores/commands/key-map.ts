/** Which command a key means, under a person's own keys; pure. */
import type { OwnKeys } from '../../../src-contract/model/controls.ts';
import { padButton, withoutShift, type Chord } from '../../lib/keys/chord.ts';
import type { Stores } from '../stores.ts';
import type { Command, CommandScope, OwnContext } from './command.ts';

export function chordsOf(command: Command, own: OwnKeys): readonly Chord[] {
  return command.fixed === true ? command.chords : (own[command.id] ?? command.chords);
}

/** As `chordsOf`, without a gamepad's buttons: what hints and the cheat sheet show. */
export function keysOf(command: Command, own: OwnKeys): readonly Chord[] {
  return chordsOf(command, own).filter((chord) => padButton(chord) === null);
}

/** Where the focus is when a key is pressed. */
export interface KeyPlace {
  readonly dialog: boolean;
  readonly typing: boolean;
  readonly wall: boolean;
  /** On a button, which has its own use of Enter and Space. */
  readonly button: boolean;
}

const first: readonly CommandScope[] = ['tile', 'wall', 'window', 'everywhere'];

function reaches({ scope, whileTyping }: Command, place: KeyPlace): boolean {
  if (place.typing && whileTyping !== true) return false;
  switch (scope) {
    case 'everywhere':
      return true;
    case 'window':
      return !place.dialog;
    case 'wall':
    case 'tile':
      return !place.dialog && place.wall;
    case 'ptz':
    case 'list':
      return false;
  }
}

/** The most particular command on this chord that works here and applies now. */
export function commandFor(chord: Chord, commands: readonly Command[], own: OwnKeys, place: KeyPlace, stores: Stores): Command | null {
  if (place.button && (chord === 'Enter' || chord === 'Space')) return null;
  for (const tried of new Set([chord, withoutShift(chord)])) {
    const bound = commands.filter((command) => chordsOf(command, own).includes(tried) && reaches(command, place));
    const scope = first.find((candidate) => bound.some((command) => command.scope === candidate && applies(command, stores)));
    const found = bound.find((command) => command.scope === scope && applies(command, stores));
    if (found !== undefined) return found;
  }
  return null;
}

/** What a chord means in a context of its own; with Shift, where nothing is bound to that, as without. */
export function commandWithin(context: OwnContext, chord: Chord, commands: readonly Command[], own: OwnKeys): Command | null {
  const inside = commands.filter(({ scope }) => scope === context);
  const on = (tried: Chord): Command | undefined => inside.find((command) => chordsOf(command, own).includes(tried));
  return on(chord) ?? on(withoutShift(chord)) ?? null;
}

export function applies(command: Command, stores: Stores): boolean {
  return command.applies?.(stores) ?? true;
}
