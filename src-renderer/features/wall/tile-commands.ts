/** What can be done with the selected tile's own picture. */
import type { Camera } from '../../../src-contract/model/camera.ts';
import type { ReplayAct } from '../../../src-contract/link/messages.ts';
import type { Permission } from '../../../src-contract/model/rights.ts';
import type { TextKey } from '../../lib/i18n.ts';
import type { Chord } from '../../lib/keys/chord.ts';
import { zoomBy, ZOOM_STEP } from '../../lib/zoom.ts';
import type { Command } from '../../stores/commands/command.ts';
import { mayDo } from '../../stores/rights-store.ts';
import type { Stores } from '../../stores/stores.ts';
import { replayOf } from './replay-controls.ts';
import type { TakeSnapshot } from './snapshot-taking.ts';
import { nextPin } from './tile-quality.ts';
import type { TileSources } from './tile-sources.ts';

const cellOf = ({ wall }: Stores): number => wall.getState().selected;

/** What stands in the selected tile, as far as the person knows it. */
export function selectedCamera({ wall, cameras }: Stores): Camera | undefined {
  const { selected, history } = wall.getState();
  return cameras.getState().byId.get(history.present.cells[selected] ?? '');
}

const shows = (stores: Stores): boolean => selectedCamera(stores) !== undefined;
const replaying = (stores: Stores): boolean => stores.tiles.getState().states.get(cellOf(stores))?.kind === 'replay';
const zoomed = (stores: Stores): boolean => stores.tiles.getState().zooms.has(cellOf(stores));
/** Digits have their own use of 0 and Esc. */
const numberless = ({ view }: Stores): boolean => view.getState().typedNumber === '';

const mayHere =
  (permission: Permission) =>
  (stores: Stores): boolean =>
    mayDo(stores.rights.getState().rights, permission, selectedCamera(stores)?.id);

interface TileVerb extends Pick<Command, 'chords' | 'row' | 'fixed' | 'allowed'> {
  readonly id: string;
  readonly text: TextKey;
  readonly chords: readonly Chord[];
  applies(stores: Stores): boolean;
  run(stores: Stores): void;
}
const ofTile = ({ run, ...verb }: TileVerb): Command => ({ ...verb, group: 'tile', scope: 'tile', run: ({ stores }) => run(stores) });

function zoomCommands(sources: TileSources): readonly Command[] {
  const by = (factor: number) => (stores: Stores) => {
    const { zooms, zoom } = stores.tiles.getState();
    const cell = cellOf(stores);
    if (sources.at(cell) !== null) zoom(cell, zoomBy(zooms.get(cell) ?? null, factor));
  };
  const whole = (stores: Stores): void => stores.tiles.getState().zoom(cellOf(stores), null);
  const applies = (stores: Stores): boolean => zoomed(stores) && numberless(stores);
  return [
    ofTile({ id: 'tile.zoom-in', text: 'commands.zoomIn', row: 'shortcuts.zoom', chords: ['+', '='], applies: shows, run: by(ZOOM_STEP) }),
    ofTile({ id: 'tile.zoom-out', text: 'commands.zoomOut', row: 'shortcuts.zoom', chords: ['-'], applies: shows, run: by(1 / ZOOM_STEP) }),
    ofTile({ id: 'tile.zoom-whole', text: 'commands.zoomWhole', row: 'shortcuts.zoom', chords: ['0'], applies, run: whole }),
    ofTile({
      id: 'tile.leave-zoom',
      text: 'commands.zoomWhole',
      row: 'shortcuts.escape',
      chords: ['Escape'],
      fixed: true,
      applies,
      run: whole,
    }),
  ];
}

function replayCommands(sources: TileSources): readonly Command[] {
  const row: TextKey = 'shortcuts.replayKeys';
  const live = (stores: Stores): void => replayOf(sources, cellOf(stores))?.end();
  const act = (id: string, text: TextKey, chord: Chord, what: ReplayAct): Command =>
    ofTile({ id, text, row, chords: [chord], applies: replaying, run: (stores) => replayOf(sources, cellOf(stores))?.act(what) });
  return [
    ofTile({
      id: 'tile.replay',
      text: 'commands.replay',
      row: 'shortcuts.replay',
      chords: ['R', 'Pad3'],
      applies: (stores) => shows(stores) && !replaying(stores),
      allowed: mayHere('live.replay'),
      run(stores) {
        const seconds = stores.settings.getState().settings.replaySeconds;
        if (seconds > 0) replayOf(sources, cellOf(stores))?.start(seconds * 1000);
      },
    }),
    ofTile({
      id: 'tile.replay-pause',
      text: 'commands.replayPause',
      row,
      chords: ['Space'],
      applies: replaying,
      run(stores) {
        const replay = replayOf(sources, cellOf(stores));
        replay?.act(replay.view?.paused === true ? { kind: 'play', speed: 1 } : { kind: 'pause' });
      },
    }),
    act('tile.replay-back', 'commands.replayBack', ',', { kind: 'step', direction: -1 }),
    act('tile.replay-forward', 'commands.replayForward', '.', { kind: 'step', direction: 1 }),
    act('tile.replay-slow', 'commands.replaySlow', '<', { kind: 'play', speed: 0.5 }),
    act('tile.replay-fast', 'commands.replayFast', '>', { kind: 'play', speed: 2 }),
    ofTile({
      ...{ id: 'tile.leave-replay', text: 'replay.toLive', row: 'shortcuts.escape', chords: ['Escape'], fixed: true },
      applies: (stores) => replaying(stores) && numberless(stores),
      run: live,
    }),
  ];
}

const unmasked = ({ privacy }: Stores, cameraId: string): boolean =>
  privacy.getState().openings.some((one) => one.act === 'unmask' && one.cameraId === cameraId);

/** Asks for a second person, or ends at once what two persons opened. */
const unmaskCommand = ofTile({
  ...{ id: 'tile.unmask', text: 'privacy.command', chords: ['U'] },
  applies(stores) {
    const camera = selectedCamera(stores);
    return camera !== undefined && (unmasked(stores, camera.id) || (camera.province?.masks?.liftable ?? 0) > 0);
  },
  allowed(stores) {
    const camera = selectedCamera(stores);
    return (camera !== undefined && unmasked(stores, camera.id)) || mayHere('mask.lift')(stores);
  },
  run(stores) {
    const camera = selectedCamera(stores);
    if (camera === undefined) return;
    if (unmasked(stores, camera.id)) stores.privacy.getState().shut('unmask', camera.id).catch(stores.system.getState().reportSaveFailure);
    else stores.view.getState().open({ kind: 'second-person', act: 'unmask', cameraId: camera.id });
  },
});

/** A camera that is known not to move is told of all the same, except while the key pauses a tour. */
function mayBeMoved(stores: Stores): boolean {
  const known = stores.ptz.getState().known.get(selectedCamera(stores)?.id ?? '')?.kind;
  return known === 'ready' || (shows(stores) && stores.tours.getState().running === null);
}

function movePicture(stores: Stores): void {
  const camera = selectedCamera(stores);
  if (camera === undefined) return;
  const { active, known, enter, leave } = stores.ptz.getState();
  if (active !== null) leave();
  else if (known.get(camera.id)?.kind === 'none') stores.says.getState().say({ tone: 'info', text: 'ptz.none' });
  else enter(cellOf(stores), camera.id);
}

/** @param take asked only for a camera that stands in the cell */
export function tileCommands(sources: TileSources, take: TakeSnapshot): readonly Command[] {
  return [
    ofTile({
      id: 'tile.quality',
      text: 'shortcuts.quality',
      chords: ['Q'],
      applies: shows,
      run({ wall, tiles }) {
        const { selected } = wall.getState();
        tiles.getState().pin(selected, nextPin(tiles.getState().pins.get(selected)));
      },
    }),
    ofTile({
      id: 'tile.sound',
      text: 'shortcuts.sound',
      chords: ['M'],
      applies: shows,
      allowed: mayHere('live.listen'),
      run(stores) {
        const camera = selectedCamera(stores);
        if (camera !== undefined) stores.sound.getState().toggle(cellOf(stores), camera.id);
      },
    }),
    ofTile({
      id: 'tile.ptz',
      text: 'shortcuts.ptz',
      chords: ['P'],
      applies: mayBeMoved,
      allowed: mayHere('ptz'),
      run: movePicture,
    }),
    ...replayCommands(sources),
    ofTile({
      id: 'tile.snapshot',
      text: 'shortcuts.snapshot',
      chords: ['S', 'Pad2'],
      applies: shows,
      allowed: mayHere('snapshot'),
      run(stores) {
        const camera = selectedCamera(stores);
        if (camera !== undefined) void take(cellOf(stores), camera, 'glass');
      },
    }),
    unmaskCommand,
    ...zoomCommands(sources),
  ];
}
