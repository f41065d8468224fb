/** What keys do on the wall. */
import { presetShapes, type Direction } from '../../../src-contract/model/layout.ts';
import type { TextKey } from '../../lib/i18n.ts';
import type { Chord } from '../../lib/keys/chord.ts';
import type { Command, Contribution } from '../../stores/commands/command.ts';
import { mayDo } from '../../stores/rights-store.ts';
import type { Stores } from '../../stores/stores.ts';
import { numberCommands } from './number-commands.ts';
import { shapeCommands } from './shape-commands.ts';
import type { TakeSnapshot } from './snapshot-taking.ts';
import { tileCommands } from './tile-commands.ts';
import type { TileSources } from './tile-sources.ts';

const mayEdit = ({ rights }: Stores): boolean => mayDo(rights.getState().rights, 'wall.edit');
const placed = ({ wall }: Stores): boolean => wall.getState().history.present.cells[wall.getState().selected] != null;
const enlargedHere = ({ wall }: Stores): boolean => wall.getState().history.present.enlarged === wall.getState().selected;

const ofWall = (command: Omit<Command, 'group' | 'scope'>): Command => ({ ...command, group: 'wall', scope: 'wall' });

function directed(
  direction: Direction,
  [arrow, pad]: readonly [Chord, Chord],
  names: { readonly move: TextKey; readonly swap: TextKey },
): readonly Command[] {
  return [
    ofWall({
      ...{ id: `wall.move-${direction}`, text: names.move, row: 'shortcuts.move', chords: [arrow, pad] },
      run: ({ stores }) => stores.wall.getState().moveSelection(direction),
    }),
    ofWall({
      ...{ id: `wall.swap-${direction}`, text: names.swap, row: 'shortcuts.swap', chords: [`Ctrl+${arrow}`] },
      allowed: mayEdit,
      run: ({ stores }) => stores.wall.getState().swapWithNeighbour(direction),
    }),
  ];
}

const lookCommands: readonly Command[] = [
  ofWall({
    ...{ id: 'wall.enlarge', text: 'shortcuts.enlarge', chords: ['Enter', 'Pad0'] },
    applies: (stores) => placed(stores) || enlargedHere(stores),
    run: ({ stores }) => stores.wall.getState().toggleEnlarged(stores.wall.getState().selected),
  }),
  ofWall({
    ...{ id: 'wall.clear', text: 'shortcuts.delete', chords: ['Delete', 'Backspace'] },
    applies: placed,
    allowed: mayEdit,
    run: ({ stores }) => stores.wall.getState().clear(stores.wall.getState().selected),
  }),
  ofWall({
    ...{ id: 'wall.diagnose', text: 'shortcuts.diagnose', chords: ['I'] },
    run: ({ stores }) => stores.view.getState().setDiagnosing(!stores.view.getState().diagnosing),
  }),
  ofWall({
    ...{ id: 'wall.overview', text: 'shortcuts.overview', chords: ['Shift+I'] },
    run: ({ stores }) => stores.view.getState().open({ kind: 'overview' }),
  }),
  ofWall({
    ...{ id: 'wall.leave-diagnosis', text: 'diagnosis.close', row: 'shortcuts.escape', chords: ['Escape'], fixed: true },
    applies: ({ view }) => view.getState().diagnosing,
    run: ({ stores }) => stores.view.getState().setDiagnosing(false),
  }),
  ofWall({
    ...{ id: 'wall.restore', text: 'wall.restore', row: 'shortcuts.escape', chords: ['Escape'], fixed: true },
    run: ({ stores }) => stores.wall.getState().restore(),
  }),
];

const gridCommands: readonly Command[] = [
  ...presetShapes.map(({ name, shape }): Command => ({
    ...{ id: `wall.grid-${name.replace('+', '-')}`, group: 'wall', scope: 'window', text: 'commands.grid', chords: [] },
    values: { name },
    allowed: mayEdit,
    run: ({ stores }) => stores.wall.getState().reshape(shape),
  })),
  {
    ...{ id: 'wall.fill', group: 'wall', scope: 'window', text: 'header.fill', chords: [] },
    applies: ({ cameras }) => cameras.getState().ordered.length > 0,
    allowed: mayEdit,
    run: ({ stores: { wall, cameras } }) => wall.getState().fill(cameras.getState().ordered.map(({ id }) => id)),
  },
  {
    ...{ id: 'wall.clear-all', group: 'wall', scope: 'window', text: 'header.clear', chords: [] },
    applies: ({ wall }) => wall.getState().history.present.cells.some((cell) => cell !== null),
    allowed: mayEdit,
    run: ({ stores }) => stores.wall.getState().clearAll(),
  },
];

const historyCommands: readonly Command[] = [
  {
    ...{ id: 'wall.undo', group: 'wall', text: 'shortcuts.undo', chords: ['Ctrl+Z'], scope: 'window' },
    applies: ({ wall }) => wall.getState().history.past.length > 0,
    run: ({ stores }) => stores.wall.getState().undo(),
  },
  {
    ...{ id: 'wall.redo', group: 'wall', text: 'shortcuts.redo', chords: ['Ctrl+Y', 'Ctrl+Shift+Z'], scope: 'window' },
    applies: ({ wall }) => wall.getState().history.future.length > 0,
    run: ({ stores }) => stores.wall.getState().redo(),
  },
];

/** Everything of the wall and its tiles, and what the mouse does there. */
export function wallContribution(sources: TileSources, take: TakeSnapshot): Contribution {
  return {
    commands: [
      ...directed('left', ['ArrowLeft', 'Pad14'], { move: 'commands.moveLeft', swap: 'commands.swapLeft' }),
      ...directed('right', ['ArrowRight', 'Pad15'], { move: 'commands.moveRight', swap: 'commands.swapRight' }),
      ...directed('up', ['ArrowUp', 'Pad12'], { move: 'commands.moveUp', swap: 'commands.swapUp' }),
      ...directed('down', ['ArrowDown', 'Pad13'], { move: 'commands.moveDown', swap: 'commands.swapDown' }),
      ...numberCommands,
      ...shapeCommands,
      ...lookCommands,
      ...historyCommands,
      ...gridCommands,
      ...tileCommands(sources, take),
    ],
    notes: [
      { group: 'wall', keys: [{ text: 'shortcuts.drag' }], text: 'shortcuts.dragText' },
      { group: 'wall', keys: [{ text: 'shortcuts.enlargeMouse' }], text: 'shortcuts.enlarge' },
    ],
  };
}
