import { chordOf, type Chord } from '../../lib/keys/chord.ts';
import type { Command } from '../../stores/commands/command.ts';
import { commandFor, commandWithin, type KeyPlace } from '../../stores/commands/key-map.ts';
import { mayTouch } from '../../stores/session-screen.ts';
import type { Stores } from '../../stores/stores.ts';

/** What marks the part of the page in which the wall's keys work. */
const WALL = '[data-keys="wall"]';
const TYPED_INTO = 'input, textarea, select, [contenteditable], [role="textbox"]';

function placeOf(target: Element | null, page: Document, { view }: Stores): KeyPlace {
  return {
    dialog: view.getState().dialog.kind !== 'none',
    typing: target?.closest(TYPED_INTO) != null,
    wall: target === null || target === page.body || target.closest(WALL) !== null,
    button: target?.closest('button') != null,
  };
}

/** Runs a command, or says that the person may not. */
export function runCommand(command: Command, stores: Stores, page: Document, chord: Chord | null): void {
  if (command.allowed?.(stores) === false) stores.says.getState().say({ tone: 'warning', text: 'commands.denied' });
  else command.run({ stores, page, chord });
}

/** Runs what is on a chord, pressed while `target` has the focus; `false` where nothing is. */
export function press(chord: Chord, target: Element | null, stores: Stores, page: Document): boolean {
  if (!mayTouch(stores.session.getState().session)) return false;
  const { commands } = stores.commands.getState();
  const command = commandFor(chord, commands, stores.controls.getState().controls.keys, placeOf(target, page, stores), stores);
  if (command === null) return false;
  runCommand(command, stores, page, chord);
  return true;
}

/** A gamepad's button: it works wherever the focus is in the window, as on the wall. */
export function pressPad(chord: Chord, stores: Stores, page: Document): void {
  if (!mayTouch(stores.session.getState().session)) return;
  const place = { ...placeOf(null, page, stores), wall: true };
  const { commands } = stores.commands.getState();
  const own = stores.controls.getState().controls.keys;
  // A button has no hold here: what moves while it is held stays with the stick.
  const ofPtz = stores.ptz.getState().active === null || place.dialog ? null : commandWithin('ptz', chord, commands, own);
  const command = ofPtz?.moves === undefined ? (ofPtz ?? commandFor(chord, commands, own, place, stores)) : null;
  if (command !== null) runCommand(command, stores, page, chord);
}

/** Listens until the returned function is called. Keys inside an open dialog stay with the dialog. */
export function listenToKeys(window: Window, stores: Stores): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return;
    const chord = chordOf(event);
    const target = event.target instanceof Element ? event.target : null;
    if (chord !== null && press(chord, target, stores, window.document)) event.preventDefault();
  };
  window.addEventListener('keydown', onKeyDown);
  return () => {
    window.removeEventListener('keydown', onKeyDown);
  };
}
