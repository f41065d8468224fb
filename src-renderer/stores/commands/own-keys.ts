/** Changing a person's own keys; pure. */
import type { Chord, OwnKeys } from '../../../src-contract/model/controls.ts';
import type { Command, OwnContext } from './command.ts';
import { chordsOf } from './key-map.ts';

const MOST_CHORDS = 8;

/** Keys everybody relies on, and the digits a number is typed with. */
export const isReserved = (chord: Chord): boolean => /^(?:Shift\+)?(?:Escape|Tab|[0-9])$/u.test(chord);

const contextOf = ({ scope }: Command): OwnContext | 'elsewhere' => (scope === 'ptz' || scope === 'list' ? scope : 'elsewhere');

/** Who else a chord would call in the same context, had `command` it too. Fixed commands step back by themselves and are no conflict. */
export function holdersOf(chord: Chord, command: Command, commands: readonly Command[], own: OwnKeys): readonly Command[] {
  return commands.filter(
    (other) =>
      other.id !== command.id && other.fixed !== true && contextOf(other) === contextOf(command) && chordsOf(other, own).includes(chord),
  );
}

function withChords(own: OwnKeys, command: Command, chords: readonly Chord[]): OwnKeys {
  const others = Object.fromEntries(Object.entries(own).filter(([id]) => id !== command.id));
  const delivered = chords.length === command.chords.length && chords.every((chord, at) => chord === command.chords[at]);
  return delivered ? others : { ...others, [command.id]: chords };
}

/** Gives a command one more chord and takes it from whoever has it. */
export function bind(own: OwnKeys, command: Command, chord: Chord, commands: readonly Command[]): OwnKeys {
  const freed = holdersOf(chord, command, commands, own).reduce((keys, holder) => unbind(keys, holder, chord), own);
  const chords = chordsOf(command, freed);
  return chords.includes(chord) ? freed : withChords(freed, command, [...chords, chord].slice(-MOST_CHORDS));
}

export function unbind(own: OwnKeys, command: Command, chord: Chord): OwnKeys {
  return withChords(
    own,
    command,
    chordsOf(command, own).filter((other) => other !== chord),
  );
}

/** Back to the keys as delivered; what others have taken of them stays theirs. */
export function reset(own: OwnKeys, command: Command, commands: readonly Command[]): OwnKeys {
  const plain = withChords(own, command, command.chords);
  const free = command.chords.filter((chord) => holdersOf(chord, command, commands, plain).length === 0);
  return withChords(plain, command, free);
}

export const isOwn = (own: OwnKeys, command: Command): boolean => Object.hasOwn(own, command.id);
