/** A window's real stores with every command contributed, over a fake main, for tests of keys. */
import { createClient } from '../../../../../src-contract/ipc/builder.ts';
import { contract } from '../../../../../src-contract/ipc/schema.ts';
import type { Chord } from '../../../../../src-renderer/lib/keys/chord.ts';
import { commandFor, type KeyPlace } from '../../../../../src-renderer/stores/commands/key-map.ts';
import { listContribution } from '../../../../../src-renderer/features/camera-list/list-commands.ts';
import { sessionContribution } from '../../../../../src-renderer/features/session/session-commands.ts';
import { settingsContribution } from '../../../../../src-renderer/features/settings/settings-commands.ts';
import { shellContribution } from '../../../../../src-renderer/features/shell/shell-commands.ts';
import { ptzContribution } from '../../../../../src-renderer/features/wall/ptz/ptz-commands.ts';
import { layoutsContribution } from '../../../../../src-renderer/features/layouts/layout-commands.ts';
import { wallContribution } from '../../../../../src-renderer/features/wall/wall-commands.ts';
import type { TileSources } from '../../../../../src-renderer/features/wall/tile-sources.ts';
import { openStores, type Stores } from '../../../../../src-renderer/stores/stores.ts';
import { createFakeMain } from '../../../../fakes/fake-main.ts';
import { scenario, type ScenarioOptions } from '../../../../e2e/support/scenario.ts';

export const onWall: KeyPlace = { dialog: false, typing: false, wall: true, button: false };

const noPictures: TileSources = {
  sound: { onLevel: () => () => undefined },
  attach: () => {
    throw new Error('nothing is drawn in this test');
  },
  at: () => null,
  capture: () => Promise.resolve(null),
  captureMain: () => Promise.resolve(null),
};

export interface WindowCommands {
  readonly stores: Stores;
  /** The id of what a key would run, `null` where it runs nothing. */
  readonly on: (chord: Chord, place?: Partial<KeyPlace>) => string | null;
  /** Presses keys one after the other, as on the wall. */
  readonly press: (...chords: readonly Chord[]) => void;
  /** Cells a snapshot was asked of. */
  readonly taken: number[];
}

export function windowCommands(start: ScenarioOptions): WindowCommands {
  const { snapshot, answers } = scenario(start);
  const { stores } = openStores(snapshot, {
    vms: createClient(contract, createFakeMain(snapshot, answers).transport),
    timers: { set: () => 0, clear: () => undefined },
  });
  const taken: number[] = [];
  const take = async (cell: number): Promise<void> => void taken.push(cell);
  stores.commands
    .getState()
    .contribute([
      wallContribution(noPictures, take),
      ptzContribution,
      layoutsContribution,
      listContribution,
      shellContribution,
      sessionContribution,
      settingsContribution,
    ]);
  const { commands } = stores.commands.getState();
  const find = (chord: Chord, place: Partial<KeyPlace> = {}) =>
    commandFor(chord, commands, stores.controls.getState().controls.keys, { ...onWall, ...place }, stores);
  return {
    stores,
    taken,
    on: (chord, place) => find(chord, place)?.id ?? null,
    press: (...chords) => {
      for (const chord of chords) find(chord)?.run({ stores, page: {} as Document, chord });
    },
  };
}
