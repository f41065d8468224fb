/** What keys do on the wall. */
import type { TextKey } from '../../lib/i18n.ts';
import type { Command, Contribution } from '../../stores/commands/command.ts';
import { mayDo } from '../../stores/rights-store.ts';
import type { Stores } from '../../stores/stores.ts';
import type { Direction } from '../../../src-contract/model/layout.ts';
import { shapeCommands } from './shape-commands.ts';
import type { TakeSnapshot } from './snapshot-taking.ts';
import { tileCommands } from './tile-commands.ts';
import type { TileSources } from './tile-sources.ts';

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
const MOST_DIGITS = 6;

const mayEdit = ({ rights }: Stores): boolean => mayDo(rights.getState().rights, 'wall.edit');
const typed = ({ view }: Stores): string => view.getState().typedNumber;
const placed = ({ wall }: Stores): boolean => wall.getState().history.present.cells[wall.getState().selected] != null;
const enlargedHere = ({ wall }: Stores): boolean => wall.getState().history.present.enlarged === wall.getState().selected;

const ofWall = (command: Omit<Command, 'group' | 'scope'>): Command => ({ ...command, group: 'wall', scope: 'wall' });

function directed(direction: Direction, arrow: string, names: { readonly move: TextKey; readonly swap: TextKey }): readonly Command[] {
  return [
    ofWall({
      ...{ id: `wall.move-${direction}`, text: names.move, row: 'shortcuts.move', chords: [arrow] },
      run: ({ stores }) => stores.wall.getState().moveSelection(direction),
    }),
    ofWall({
      ...{ id: `wall.swap-${direction}`, text: names.swap, row: 'shortcuts.swap', chords: [`Ctrl+${arrow}`] },
      allowed: mayEdit,
      run: ({ stores }) => stores.wall.getState().swapWithNeighbour(direction),
    }),
  ];
}

/** Puts the camera with the typed number into the selected tile, or says that there is none. */
function callByNumber({ view, cameras, wall, says }: Stores): void {
  const number = view.getState().typedNumber;
  view.getState().setTypedNumber('');
  const camera = cameras.getState().ordered.find((candidate) => candidate.number === Number(number));
  if (camera !== undefined) wall.getState().placeAt(wall.getState().selected, [camera.id]);
  else says.getState().say({ tone: 'warning', text: 'wall.typedUnknown', values: { number } });
}

const numberCommands: readonly Command[] = [
  ofWall({
    ...{ id: 'wall.digit', text: 'shortcuts.typeNumber', shown: 'shortcuts.digits', chords: DIGITS, fixed: true },
    applies: (stores) => typed(stores).length < MOST_DIGITS,
    run: ({ stores, chord }) => stores.view.getState().setTypedNumber(typed(stores) + (chord ?? '')),
  }),
  ofWall({
    ...{ id: 'wall.call', text: 'shortcuts.typeNumber', chords: ['Enter'], fixed: true },
    applies: (stores) => typed(stores) !== '',
    run: ({ stores }) => callByNumber(stores),
  }),
  ofWall({
    ...{ id: 'wall.erase-digit', text: 'commands.eraseDigit', row: 'shortcuts.typeNumber', chords: ['Backspace'], fixed: true },
    applies: (stores) => typed(stores) !== '',
    run: ({ stores }) => stores.view.getState().setTypedNumber(typed(stores).slice(0, -1)),
  }),
  ofWall({
    ...{ id: 'wall.forget-number', text: 'commands.eraseDigit', row: 'shortcuts.escape', chords: ['Escape'], fixed: true },
    applies: (stores) => typed(stores) !== '',
    run: ({ stores }) => stores.view.getState().setTypedNumber(''),
  }),
];

const lookCommands: readonly Command[] = [
  ofWall({
    ...{ id: 'wall.enlarge', text: 'shortcuts.enlarge', chords: ['Enter'] },
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
      ...directed('left', 'ArrowLeft', { move: 'commands.moveLeft', swap: 'commands.swapLeft' }),
      ...directed('right', 'ArrowRight', { move: 'commands.moveRight', swap: 'commands.swapRight' }),
      ...directed('up', 'ArrowUp', { move: 'commands.moveUp', swap: 'commands.swapUp' }),
      ...directed('down', 'ArrowDown', { move: 'commands.moveDown', swap: 'commands.swapDown' }),
      ...numberCommands,
      ...shapeCommands,
      ...lookCommands,
      ...historyCommands,
      ...tileCommands(sources, take),
    ],
    notes: [
      { group: 'tile', keys: [{ chord: 'ArrowLeft' }, { chord: '+' }, { chord: '-' }, { chord: 'Space' }], text: 'shortcuts.ptzKeys' },
      { group: 'wall', keys: [{ text: 'shortcuts.drag' }], text: 'shortcuts.dragText' },
      { group: 'wall', keys: [{ text: 'shortcuts.enlargeMouse' }], text: 'shortcuts.enlarge' },
    ],
  };
}
