/** Changing the wall's shape, choosing several tiles, and going back over what a tile showed. */
import type { Direction } from '../../../src-contract/model/layout.ts';
import type { TextKey } from '../../lib/i18n.ts';
import type { Command } from '../../stores/commands/command.ts';
import { mayDo } from '../../stores/rights-store.ts';
import { mergeable } from '../../stores/shape-edits.ts';
import type { Stores } from '../../stores/stores.ts';

const mayEdit = ({ rights }: Stores): boolean => mayDo(rights.getState().rights, 'wall.edit');
const isEditing = ({ wall }: Stores): boolean => wall.getState().editing;
const hasHotspot = ({ wall }: Stores): boolean => wall.getState().history.present.hotspot !== null;
const manyChosen = ({ wall }: Stores): boolean => wall.getState().chosen.size > 0;
const trailOf = ({ wall }: Stores) => wall.getState().trails.get(wall.getState().selected);

const ofWall = (command: Omit<Command, 'group' | 'scope'>): Command => ({ ...command, group: 'wall', scope: 'wall' });

const choosing = (direction: Direction, text: TextKey): Command =>
  ofWall({
    ...{ id: `wall.choose-${direction}`, text, row: 'layouts.chooseKeys' },
    chords: [`Shift+Arrow${direction.slice(0, 1).toUpperCase()}${direction.slice(1)}`],
    run: ({ stores }) => stores.wall.getState().chooseOn(direction),
  });

/** Asked before the wall's other keys: Esc ends one thing at a time. */
export const shapeCommands: readonly Command[] = [
  choosing('left', 'layouts.chooseLeft'),
  choosing('right', 'layouts.chooseRight'),
  choosing('up', 'layouts.chooseUp'),
  choosing('down', 'layouts.chooseDown'),
  ofWall({
    ...{ id: 'wall.edit-shape', text: 'layouts.edit', chords: ['E'] },
    allowed: mayEdit,
    run: ({ stores }) => stores.wall.getState().setEditing(!isEditing(stores)),
  }),
  ofWall({
    ...{ id: 'wall.merge', text: 'layouts.mergeHint', chords: ['G'] },
    allowed: mayEdit,
    applies: ({ wall }) => mergeable(wall.getState().history.present.shape, wall.getState().chosen) !== null,
    run: ({ stores }) => stores.wall.getState().merge(),
  }),
  ofWall({
    ...{ id: 'wall.split', text: 'layouts.splitHint', chords: ['T'] },
    allowed: mayEdit,
    applies: isEditing,
    run: ({ stores }) => stores.wall.getState().split(),
  }),
  ofWall({
    ...{ id: 'wall.mark-hotspot', text: 'layouts.markHotspot', row: 'layouts.hotspotKeys', chords: ['H'] },
    allowed: mayEdit,
    applies: isEditing,
    run: ({ stores }) => stores.wall.getState().toggleHotspot(stores.wall.getState().selected),
  }),
  ofWall({
    ...{ id: 'wall.show-in-hotspot', text: 'layouts.showInHotspot', row: 'layouts.hotspotKeys', chords: ['H'] },
    applies: hasHotspot,
    run: ({ stores }) => stores.wall.getState().showInHotspot(stores.wall.getState().selected),
  }),
  ofWall({
    ...{ id: 'wall.tile-back', text: 'layouts.back', chords: ['['] },
    allowed: mayEdit,
    applies: (stores) => (trailOf(stores)?.past.length ?? 0) > 0,
    run: ({ stores }) => stores.wall.getState().walkTrail(stores.wall.getState().selected, 'back'),
  }),
  ofWall({
    ...{ id: 'wall.tile-forward', text: 'layouts.forward', chords: [']'] },
    allowed: mayEdit,
    applies: (stores) => (trailOf(stores)?.future.length ?? 0) > 0,
    run: ({ stores }) => stores.wall.getState().walkTrail(stores.wall.getState().selected, 'forward'),
  }),
  ofWall({
    ...{ id: 'wall.choose-one', text: 'layouts.chooseOne', row: 'shortcuts.escape', chords: ['Escape'], fixed: true },
    applies: manyChosen,
    run: ({ stores }) => stores.wall.getState().chooseOne(),
  }),
  ofWall({
    ...{ id: 'wall.leave-editing', text: 'layouts.editDone', row: 'shortcuts.escape', chords: ['Escape'], fixed: true },
    applies: isEditing,
    run: ({ stores }) => stores.wall.getState().setEditing(false),
  }),
];
