/** Typing numbers on the wall: digits and separators, Enter, Backspace, Esc. */
import { typedOn } from '../../lib/keys/tile-address.ts';
import type { Command, CommandContext } from '../../stores/commands/command.ts';
import type { Stores } from '../../stores/stores.ts';
import { callTyped } from './call-typed.ts';

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

const typed = ({ view }: Stores): string => view.getState().typedNumber;
const begun = (stores: Stores): boolean => typed(stores) !== '';
const type = ({ stores, chord }: CommandContext): void => {
  // which screens there are is asked anew with each number: they come and go
  if (!begun(stores)) void stores.screens.getState().ask();
  stores.view.getState().setTypedNumber(typedOn(typed(stores), chord ?? ''));
};

/** Asked before the tile's own keys, of which the separators are two while no number is begun. */
export const numberCommands: readonly Command[] = [
  {
    ...{ id: 'wall.digit', group: 'wall', scope: 'wall', text: 'shortcuts.typeNumber', shown: 'shortcuts.digits' },
    ...{ chords: DIGITS, fixed: true },
    run: type,
  },
  {
    ...{ id: 'wall.separator', group: 'wall', scope: 'tile', text: 'commands.separator', row: 'shortcuts.typeAddress' },
    ...{ chords: ['-', '.'], fixed: true, shown: 'shortcuts.addressSigns' },
    applies: begun,
    run: type,
  },
  {
    ...{ id: 'wall.call', group: 'wall', scope: 'wall', text: 'shortcuts.typeNumber', chords: ['Enter'], fixed: true },
    applies: begun,
    run: ({ stores }) => callTyped(stores),
  },
  {
    ...{ id: 'wall.erase-digit', group: 'wall', scope: 'wall', text: 'commands.eraseDigit', chords: ['Backspace'], fixed: true },
    applies: begun,
    run: ({ stores }) => stores.view.getState().setTypedNumber(typed(stores).slice(0, -1)),
  },
  {
    ...{ id: 'wall.forget-number', group: 'wall', scope: 'wall', text: 'commands.eraseDigit', row: 'shortcuts.escape' },
    ...{ chords: ['Escape'], fixed: true },
    applies: begun,
    run: ({ stores }) => stores.view.getState().setTypedNumber(''),
  },
];
