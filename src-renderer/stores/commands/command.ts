/** What a command is: everything a person can have done by a key, a gamepad's button, or by name in the palette. */
import type { PtzVelocity } from '../../../src-contract/model/ptz.ts';
import type { TextKey, TextValues } from '../../lib/i18n.ts';
import type { Chord } from '../../lib/keys/chord.ts';
import type { Stores } from '../stores.ts';

/**
 * Where a command's keys work. `everywhere`: even in an open dialog; `window`: while no dialog is open; `wall`: while
 * the wall, or nothing at all, has the focus; `tile`: as `wall`, about the selected tile's picture, and asked first.
 * `ptz` (while a camera is moved) and `list` (in the camera list) are contexts of their own: who listens there asks for
 * them before all others, so that one key may mean something else in each.
 */
export type CommandScope = 'everywhere' | 'window' | 'wall' | 'tile' | OwnContext;
export type OwnContext = 'ptz' | 'list';
/** Under which title of the cheat sheet and the settings it stands. */
export type CommandGroup = 'wall' | 'tile' | 'ptz' | 'list' | 'general' | 'settings';

export interface CommandContext {
  readonly stores: Stores;
  readonly page: Document;
  /** What was pressed; `null` when it was chosen by name. */
  readonly chord: Chord | null;
}

export interface Command {
  /** Stable: what a person's own keys are stored under. `group.verb`, at most 60 characters. */
  readonly id: string;
  readonly group: CommandGroup;
  /** What it does, as a line of the palette. */
  readonly text: TextKey;
  readonly values?: TextValues;
  /** One line of the cheat sheet for several commands that belong together; by default `text`. */
  readonly row?: TextKey;
  /** Keys as delivered; a person may have chosen others. */
  readonly chords: readonly Chord[];
  readonly scope: CommandScope;
  /** Also while the cursor is in a text field. Only for chords that type nothing. */
  readonly whileTyping?: boolean;
  /** Part of typing a number, or of Esc and Enter as everybody knows them: neither remapped nor in the palette. */
  readonly fixed?: boolean;
  /** What the cheat sheet shows instead of many fixed chords. */
  readonly shown?: TextKey;
  /** Moves a camera so for as long as the key is held, instead of running once; of `ptz` only, and not in the palette. */
  readonly moves?: Partial<PtzVelocity>;
  /** Whether it can be done now; pure over the stores. Of several commands on one key the first that applies runs. */
  readonly applies?: (stores: Stores) => boolean;
  /** Whether the person's rights allow it; where they do not, the key says so and the palette leaves it out. Main judges anew. */
  allowed?(stores: Stores): boolean;
  run(context: CommandContext): void;
}

/** A line of the cheat sheet that is no command: keys of a list, or what the mouse does. */
export interface SheetNote {
  readonly group: CommandGroup;
  /** Chords, or texts where it is no key. */
  readonly keys: readonly ({ readonly chord: Chord } | { readonly text: TextKey })[];
  readonly text: TextKey;
}

/** What one feature brings. */
export interface Contribution {
  readonly commands: readonly Command[];
  readonly notes?: readonly SheetNote[];
  /** For the palette only: what comes and goes, such as one command for each layout that is kept. Asked whenever it opens. */
  readonly offers?: (stores: Stores) => readonly Command[];
}
