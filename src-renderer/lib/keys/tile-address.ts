/** Typed numbers: `1109`, `5.1109` and `2-5-1109` as camera, tile and screen, the way a CCTV keyboard addresses them; pure. */

/** What the digits typed so far mean. Tiles and screens as people count them, from 1. */
export type TileAddress =
  | { readonly kind: 'camera'; readonly camera: number }
  | { readonly kind: 'tile'; readonly tile: number }
  | { readonly kind: 'tile-camera'; readonly tile: number; readonly camera: number }
  | { readonly kind: 'screen-tile'; readonly screen: number; readonly tile: number }
  | { readonly kind: 'screen-tile-camera'; readonly screen: number; readonly tile: number; readonly camera: number };

const MOST_DIGITS = 6;
const MOST_PARTS = 3;
const SEPARATOR = /[.-]/u;

/** What is typed after one more digit or separator; the same text where it cannot follow. */
export function typedOn(typed: string, sign: string): string {
  const parts = typed.split(SEPARATOR);
  const last = parts.at(-1) ?? '';
  if (SEPARATOR.test(sign)) return last === '' || parts.length === MOST_PARTS ? typed : `${typed}-`;
  return last.length < MOST_DIGITS ? typed + sign : typed;
}

/** `null` while nothing is typed. A separator at the end leaves the last number open: `5-` is a tile. */
export function addressOf(typed: string): TileAddress | null {
  const [first = '', second, third] = typed.split(SEPARATOR);
  if (first === '') return null;
  const one = Number(first);
  if (second === undefined) return { kind: 'camera', camera: one };
  if (third === undefined) return second === '' ? { kind: 'tile', tile: one } : { kind: 'tile-camera', tile: one, camera: Number(second) };
  const tile = Number(second);
  return third === ''
    ? { kind: 'screen-tile', screen: one, tile }
    : { kind: 'screen-tile-camera', screen: one, tile, camera: Number(third) };
}

/** What there is to address. */
export interface Addressable<Camera> {
  readonly screen: number;
  /** Every screen that is open, the own one among them. */
  readonly screens: readonly number[];
  readonly tiles: number;
  readonly selected: number;
  readonly mayPlace: boolean;
  camera(number: number): Camera | undefined;
}

/** What Enter will do, or why it cannot. Cells count from 0. */
export type AddressOutcome<Camera> =
  | { readonly kind: 'place'; readonly screen: number; readonly here: boolean; readonly cell: number; readonly camera: Camera }
  | { readonly kind: 'select'; readonly cell: number }
  | { readonly kind: 'no-camera'; readonly number: number }
  | { readonly kind: 'no-tile'; readonly tile: number; readonly tiles: number }
  | { readonly kind: 'no-screen'; readonly screen: number; readonly screens: readonly number[] }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'denied' };

/** The most tiles a wall can have; how many another screen has, only main knows. */
const MOST_TILES = 64;

export function outcomeOf<Camera>(address: TileAddress, there: Addressable<Camera>): AddressOutcome<Camera> {
  const screen = 'screen' in address ? address.screen : there.screen;
  if (!there.screens.includes(screen)) return { kind: 'no-screen', screen, screens: there.screens };
  const here = screen === there.screen;
  const cell = address.kind === 'camera' ? there.selected : address.tile - 1;
  const tiles = here ? there.tiles : MOST_TILES;
  if (cell < 0 || cell >= tiles) return { kind: 'no-tile', tile: cell + 1, tiles };
  if (address.kind === 'screen-tile') return { kind: 'incomplete' };
  if (address.kind === 'tile') return { kind: 'select', cell };
  const camera = there.camera(address.camera);
  if (camera === undefined) return { kind: 'no-camera', number: address.camera };
  if (!there.mayPlace) return { kind: 'denied' };
  return { kind: 'place', screen, here, cell, camera };
}
