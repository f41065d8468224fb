import { expect, it } from 'vitest';
import { commandIdSchema } from '../../../../../src-contract/model/controls.ts';
import { sheetRows } from '../../../../../src-renderer/features/commands/cheat-sheet.ts';
import { nextSpeed } from '../../../../../src-renderer/features/wall/replay-controls.ts';
import { createTexts } from '../../../../../src-renderer/lib/i18n.ts';
import { isChord } from '../../../../../src-renderer/lib/keys/chord.ts';
import { windowCommands } from './window-commands.ts';

const filled = { grid: 9, placed: 3, cameras: 6 } as const;

it('locks and goes full screen wherever the cursor is, but leaves text fields their own keys', () => {
  const { on, stores } = windowCommands(filled);
  expect(on('Ctrl+L')).toBeNull(); // nobody is signed in on a workstation of its own
  expect(on('F11', { dialog: true, typing: true })).toBe('shell.full-screen');
  expect(on('Ctrl+F', { typing: true })).toBe('list.search');
  expect(on('F8', { typing: true })).toBe('shell.outages');
  expect(on('F8', { dialog: true })).toBeNull();
  expect(on('?', { typing: true })).toBeNull();
  stores.wall.getState().clear(0);
  expect(on('Ctrl+Z')).toBe('wall.undo');
  expect(on('Ctrl+Z', { typing: true })).toBeNull();
  stores.wall.getState().undo();
  expect([on('Ctrl+Y'), on('Ctrl+Shift+Z')]).toEqual(['wall.redo', 'wall.redo']);
});

it('opens, shows and closes screens', () => {
  const { on } = windowCommands(filled);
  expect([on('F7', { typing: true }), on('Ctrl+Shift+N'), on('Ctrl+Shift+W')]).toEqual(['screens.dialog', 'screens.open', 'screens.close']);
  expect([on('Ctrl+N'), on('Ctrl+W'), on('F7', { dialog: true })]).toEqual([null, null, null]);
});

it('moves with arrows, with or without Shift, and swaps with Ctrl', () => {
  const { press, stores } = windowCommands(filled);
  press('ArrowRight', 'Shift+ArrowDown');
  expect(stores.wall.getState().selected).toBe(4);
  press('ArrowUp', 'Ctrl+ArrowLeft');
  expect(stores.wall.getState().selected).toBe(0);
});

it('reads digits as a camera number of at most six digits, then Enter calls it', () => {
  const { on, press, stores } = windowCommands(filled);
  const { number, id } = stores.cameras.getState().ordered[5] ?? { number: 0, id: '' };
  press('ArrowDown', ...Array.from(String(number)));
  expect(on('Enter')).toBe('wall.call');
  press('Enter');
  expect(stores.wall.getState().history.present.cells[3]).toBe(id);
  expect(on('Enter')).toBe('wall.enlarge');
  press('1', '2', '3', '4', '5', '6', '7');
  expect(stores.view.getState().typedNumber).toBe('123456');
  press('Backspace');
  expect(stores.view.getState().typedNumber).toBe('12345');
  press('Escape');
  expect(stores.view.getState().typedNumber).toBe('');
  expect(on('Backspace')).toBe('wall.clear');
});

it('goes on to tile and camera by - or . once a number is begun, before zooming and stepping', () => {
  const { on, press, stores } = windowCommands(filled);
  const { number, id } = stores.cameras.getState().ordered[4] ?? { number: 0, id: '' };
  expect(on('-')).toBe('tile.zoom-out');
  press('7', '-', ...Array.from(String(number)), 'Enter');
  expect(stores.wall.getState().history.present.cells[6]).toBe(id);
  press('8', '.', 'Enter');
  expect(stores.wall.getState().selected).toBe(7);
  press('1', '0', '-', '5', 'Enter');
  expect(stores.says.getState().saying).toEqual({ tone: 'warning', text: 'typing.noTile', values: { tile: 10, tiles: 9 } });
});

it('follows a person’s own keys', async () => {
  const { on, stores } = windowCommands(filled);
  await stores.controls.getState().change({ keys: { 'tile.snapshot': ['F2'], 'tile.replay': [] } });
  expect([on('F2'), on('S'), on('R'), on('Pad3')]).toEqual(['tile.snapshot', null, null, null]);
});

it('says that there is no camera of a number', () => {
  const { press, stores } = windowCommands(filled);
  press('9', '9', '9', 'Enter');
  expect(stores.says.getState().saying).toEqual({ tone: 'warning', text: 'wall.typedUnknown', values: { number: 999 } });
});

it('undoes zoom, replay, number, diagnosis and enlarging with Esc, one at a time', () => {
  const { on, press, stores } = windowCommands(filled);
  const { tiles, view, wall } = stores;
  wall.getState().toggleEnlarged(0);
  view.getState().setDiagnosing(true);
  tiles.getState().zoom(0, { scale: 2, x: -0.1, y: -0.1 });
  expect([on('0'), on('Escape')]).toEqual(['tile.zoom-whole', 'tile.leave-zoom']);
  view.getState().setTypedNumber('1');
  expect([on('0'), on('Escape')]).toEqual(['wall.digit', 'wall.forget-number']);
  press('Escape');
  tiles.getState().zoom(0, null);
  expect(on('Escape')).toBe('wall.leave-diagnosis');
  press('Escape');
  expect(on('Escape')).toBe('wall.restore');
});

it('steps and changes speed only in a replay, and does nothing with a tile that is empty', () => {
  const { on, stores } = windowCommands(filled);
  expect(['Space', ',', '.', '<', '>'].map((chord) => on(chord))).toEqual([null, null, null, null, null]);
  expect([on('R'), on('S'), on('M'), on('Q'), on('Ctrl+S')]).toEqual(['tile.replay', 'tile.snapshot', 'tile.sound', 'tile.quality', null]);
  stores.wall.getState().select(8);
  expect([on('R'), on('S'), on('Delete'), on('Enter')]).toEqual([null, null, null, null]);
  expect([nextSpeed(1), nextSpeed(2), nextSpeed(0.5)]).toEqual([2, 0.5, 1]);
});

it('leaves Enter and Space to a button, and everything of the wall to where else the focus is', () => {
  const { on } = windowCommands(filled);
  expect([on('Enter', { button: true }), on('R', { button: true }), on('R', { wall: false })]).toEqual([null, 'tile.replay', null]);
});

it('has commands with names of their own, real chords, texts, and one of the same scope per key and moment', async () => {
  const { stores } = windowCommands(filled);
  const { commands } = stores.commands.getState();
  const texts = await createTexts('vi');
  expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  // one key for several commands is meant only where each says when it applies
  const always = commands.filter(({ fixed, applies }) => fixed !== true && applies === undefined).flatMap(({ chords }) => chords);
  const changeable = new Set(commands.filter(({ fixed }) => fixed !== true).flatMap(({ chords }) => chords));
  expect(always.filter((chord) => !changeable.delete(chord))).toEqual([]);
  for (const { id, text, row, chords } of commands) {
    expect(commandIdSchema.safeParse(id).success, id).toBe(true);
    expect(chords.every(isChord), id).toBe(true);
    expect(
      [text, row ?? text].every((key) => texts.exists(key)),
      id,
    ).toBe(true);
  }
});

it('draws the cheat sheet from the registry, a key once per row', () => {
  const { stores } = windowCommands(filled);
  const { commands, notes } = stores.commands.getState();
  const wall = sheetRows('wall', commands, notes, {});
  expect(wall[0]).toEqual({
    text: 'shortcuts.move',
    keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'].map((chord) => ({ chord })),
  });
  expect(wall.find(({ text }) => text === 'shortcuts.escape')?.keys).toEqual([{ chord: 'Escape' }]);
  const own = sheetRows('tile', commands, notes, { 'tile.quality': [] });
  expect(own.some(({ text }) => text === 'shortcuts.quality')).toBe(false);
});
