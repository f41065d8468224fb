import type { Camera } from '../../../src-contract/model/camera.ts';
import { screenNumbers } from '../../../src-contract/model/screen.ts';
import { tileCount } from '../../../src-contract/model/wall.ts';
import { addressOf, outcomeOf, type Addressable, type AddressOutcome } from '../../lib/keys/tile-address.ts';
import type { TextKey, TextValues } from '../../lib/i18n.ts';
import { mayDo } from '../../stores/rights-store.ts';
import type { Stores } from '../../stores/stores.ts';

type AddressStores = Pick<Stores, 'cameras' | 'rights' | 'screens' | 'wall'>;

function addressable({ cameras, rights, screens, wall }: AddressStores): Addressable<Camera> {
  const { selected, history } = wall.getState();
  const { own, answer } = screens.getState();
  const { ordered } = cameras.getState();
  return {
    screen: own,
    // while the desk is not known, main says whether a screen is there
    screens: answer.kind === 'ready' ? answer.desk.screens.map(({ screen }) => screen) : screenNumbers,
    tiles: tileCount(history.present),
    selected,
    mayPlace: mayDo(rights.getState().rights, 'wall.edit'),
    camera: (number) => ordered.find((camera) => camera.number === number),
  };
}

/** What Enter would do with what is typed; `null` while nothing is. */
export function typedOutcome(typed: string, stores: AddressStores): AddressOutcome<Camera> | null {
  const address = addressOf(typed);
  return address === null ? null : outcomeOf(address, addressable(stores));
}

/** The outcome as a sentence. */
export function outcomeWords(outcome: AddressOutcome<Camera>): { readonly text: TextKey; readonly values: TextValues } {
  switch (outcome.kind) {
    case 'place':
      return outcome.here
        ? { text: 'typing.place', values: { tile: outcome.cell + 1, name: outcome.camera.name } }
        : { text: 'typing.placeOn', values: { screen: outcome.screen, tile: outcome.cell + 1, name: outcome.camera.name } };
    case 'select':
      return { text: 'typing.select', values: { tile: outcome.cell + 1 } };
    case 'no-camera':
      return { text: 'wall.typedUnknown', values: { number: outcome.number } };
    case 'no-tile':
      return { text: 'typing.noTile', values: { tile: outcome.tile, tiles: outcome.tiles } };
    case 'no-screen':
      return { text: 'typing.noScreen', values: { screen: outcome.screen, screens: outcome.screens.join(', ') } };
    case 'incomplete':
      return { text: 'typing.incomplete', values: {} };
    case 'denied':
      return { text: 'commands.denied', values: {} };
  }
}

/** Into a tile of another screen, and says so: it may not be in sight. */
function placeElsewhere(screen: number, cell: number, camera: Camera, { otherWalls, says }: Stores): void {
  const { say } = says.getState();
  otherWalls.place(screen, cell, camera.id).then(
    () => say({ tone: 'success', text: 'typing.placeOn', values: { screen, tile: cell + 1, name: camera.name } }),
    (thrown: unknown) => say({ tone: 'error', thrown }),
  );
}

/** Does what the typed number says, or says why it cannot. */
export function callTyped(stores: Stores): void {
  const { view, wall, says } = stores;
  const outcome = typedOutcome(view.getState().typedNumber, stores);
  if (outcome === null || outcome.kind === 'incomplete') return;
  view.getState().setTypedNumber('');
  switch (outcome.kind) {
    case 'place':
      if (outcome.here) wall.getState().placeAt(outcome.cell, [outcome.camera.id]);
      else placeElsewhere(outcome.screen, outcome.cell, outcome.camera, stores);
      return;
    case 'select':
      wall.getState().select(outcome.cell);
      return;
    default:
      says.getState().say({ tone: 'warning', ...outcomeWords(outcome) });
  }
}
