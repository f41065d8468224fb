/** What can be done with the camera that is being moved: the keys of PTZ, in a context of their own. */
import type { TextKey } from '../../../lib/i18n.ts';
import type { Chord } from '../../../lib/keys/chord.ts';
import type { Command, Contribution } from '../../../stores/commands/command.ts';
import type { PtzActions } from '../../../stores/ptz-store.ts';
import type { Stores } from '../../../stores/stores.ts';
import type { PtzPart } from './ptz-keys.ts';

const isMoved = ({ ptz }: Stores): boolean => ptz.getState().active !== null;

const ofPtz = (command: Omit<Command, 'group' | 'scope'>): Command => ({ applies: isMoved, ...command, group: 'ptz', scope: 'ptz' });

/** Who listens to held keys tells the camera; there is nothing to run once. */
const held = (id: string, text: TextKey, row: TextKey, chords: readonly Chord[], moves: PtzPart): Command =>
  ofPtz({ id, text, row, chords, moves, run: () => undefined });

const act = (id: string, text: TextKey, chords: readonly Chord[], what: Parameters<PtzActions['act']>[0]): Command =>
  ofPtz({ id, text, chords, run: ({ stores }) => stores.ptz.getState().act(what) });

const stateOf = ({ ptz }: Stores) => {
  const { active, states } = ptz.getState();
  return active === null ? undefined : states.get(active.cameraId);
};

/** Keeps the camera in hand, or gives it back. */
export function toggleLock(stores: Stores): void {
  const holder = stateOf(stores)?.holder ?? null;
  stores.ptz.getState().act(holder?.locked === true && holder.mine ? 'unlock' : 'lock');
}

/** Begins to go from preset to preset, as long at each as the person chose, or ends it. */
export function toggleTour(stores: Stores): void {
  const { act: acts, tour } = stores.ptz.getState();
  if (stateOf(stores)?.touring === true) acts('stop');
  else tour(stores.controls.getState().controls.ptzTourSeconds);
}

function goToPlace(stores: Stores, chord: Chord | null): void {
  const { active, presets, goTo } = stores.ptz.getState();
  const chosen = active === null ? undefined : presets.get(active.cameraId)?.[Number(chord) - 1];
  if (chosen !== undefined) goTo(chosen.preset.token);
}

export const ptzContribution: Contribution = {
  commands: [
    held('ptz.left', 'ptz.key.left', 'ptz.key.turn', ['ArrowLeft'], { pan: -1 }),
    held('ptz.right', 'ptz.key.right', 'ptz.key.turn', ['ArrowRight'], { pan: 1 }),
    held('ptz.up', 'ptz.key.up', 'ptz.key.turn', ['ArrowUp'], { tilt: 1 }),
    held('ptz.down', 'ptz.key.down', 'ptz.key.turn', ['ArrowDown'], { tilt: -1 }),
    held('ptz.zoom-in', 'ptz.key.zoomIn', 'ptz.key.zoom', ['+', '=', 'PageUp'], { zoom: 1 }),
    held('ptz.zoom-out', 'ptz.key.zoomOut', 'ptz.key.zoom', ['-', '_', 'PageDown'], { zoom: -1 }),
    held('ptz.focus-near', 'ptz.key.focusNear', 'ptz.key.focus', ['[', '{'], { focus: -1 }),
    held('ptz.focus-far', 'ptz.key.focusFar', 'ptz.key.focus', [']', '}'], { focus: 1 }),
    act('ptz.stop', 'ptz.key.stop', ['Space'], 'stop'),
    act('ptz.home', 'ptz.key.home', ['H', 'Home'], 'home'),
    ofPtz({ id: 'ptz.lock', text: 'ptz.key.lock', chords: ['L'], run: ({ stores }) => toggleLock(stores) }),
    ofPtz({ id: 'ptz.tour', text: 'ptz.key.tour', chords: ['T'], run: ({ stores }) => toggleTour(stores) }),
    act('ptz.focus-auto', 'ptz.key.focusAuto', ['F'], 'auto-focus'),
    act('ptz.iris-open', 'ptz.key.irisOpen', ['.', '>'], 'iris-open'),
    act('ptz.iris-close', 'ptz.key.irisClose', [',', '<'], 'iris-close'),
    act('ptz.iris-auto', 'ptz.key.irisAuto', ['A'], 'iris-auto'),
    ofPtz({
      ...{
        id: 'ptz.preset',
        text: 'ptz.key.preset',
        chords: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
        fixed: true,
        shown: 'ptz.key.places',
      },
      run: ({ stores, chord }) => goToPlace(stores, chord),
    }),
    ofPtz({
      ...{ id: 'ptz.leave', text: 'ptz.key.leave', chords: ['Escape'], fixed: true },
      run: ({ stores }) => stores.ptz.getState().leave(),
    }),
  ],
  notes: [
    { group: 'ptz', keys: [{ text: 'ptz.key.numberPad' }], text: 'ptz.key.turn' },
    { group: 'ptz', keys: [{ text: 'ptz.key.shift' }], text: 'ptz.key.fast' },
    { group: 'ptz', keys: [{ text: 'ptz.key.click' }], text: 'ptz.key.centre' },
    { group: 'ptz', keys: [{ text: 'ptz.key.box' }], text: 'ptz.key.closer' },
  ],
};
