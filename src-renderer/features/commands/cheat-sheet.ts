/** The rows of the cheat sheet; pure. */
import type { OwnKeys } from '../../../src-contract/model/controls.ts';
import type { TextKey } from '../../lib/i18n.ts';
import type { Chord } from '../../lib/keys/chord.ts';
import type { Command, CommandGroup, SheetNote } from '../../stores/commands/command.ts';
import { keysOf } from '../../stores/commands/key-map.ts';

export interface SheetRow {
  readonly text: TextKey;
  readonly keys: readonly SheetNote['keys'][number][];
}

interface Line {
  readonly text: TextKey;
  readonly keys: SheetRow['keys'];
}

const sameKey = (left: SheetRow['keys'][number], right: SheetRow['keys'][number]): boolean =>
  'chord' in left ? 'chord' in right && left.chord === right.chord : 'text' in right && left.text === right.text;

const chordKeys = (chords: readonly Chord[]): SheetRow['keys'] => chords.map((chord) => ({ chord }));

/** What stands under one title, commands of one row together, each key once; what has no key has no row. */
export function sheetRows(
  group: CommandGroup,
  commands: readonly Command[],
  notes: readonly SheetNote[],
  own: OwnKeys,
): readonly SheetRow[] {
  const lines: readonly Line[] = [
    ...commands
      .filter((command) => command.group === group)
      .map((command) => ({
        text: command.row ?? command.text,
        keys: command.shown === undefined ? chordKeys(keysOf(command, own)) : [{ text: command.shown }],
      })),
    ...notes.filter((note) => note.group === group),
  ];
  const rows = new Map<TextKey, SheetRow['keys']>();
  for (const { text, keys } of lines) {
    const before = rows.get(text) ?? [];
    rows.set(text, [...before, ...keys.filter((key) => !before.some((other) => sameKey(key, other)))]);
  }
  return [...rows].filter(([, keys]) => keys.length > 0).map(([text, keys]) => ({ text, keys }));
}
