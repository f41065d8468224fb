/** Which stream a tile's size asks for. */
import type { StreamWish } from '../../../src-contract/model/camera.ts';
import type { ProfileReason } from '../../../src-contract/model/stream-state.ts';
import type { ChoiceTile } from './choice-facts.ts';

/** Up to here no camera's sub stream is visibly worse. Device pixels, as in Nx Witness. */
export const SMALL_PX = 171;
/** A tile must be this much taller before it counts as large again. */
export const LARGE_FACTOR = 1.34;
/** Tiles beyond this many begin on the sub stream. */
export const MAIN_TILES = 16;

/** Up to this height the sub stream is enough: it need not be blown up, or nobody could tell. */
export function subEnoughPx(tile: Pick<ChoiceTile, 'subHeightPx'>): number {
  return Math.max(SMALL_PX, tile.subHeightPx ?? SMALL_PX);
}

export function isSmall(tile: Pick<ChoiceTile, 'heightPx' | 'subHeightPx'>): boolean {
  return tile.heightPx <= subEnoughPx(tile);
}

export function isLarge(tile: Pick<ChoiceTile, 'heightPx' | 'subHeightPx'>): boolean {
  return tile.heightPx > subEnoughPx(tile) * LARGE_FACTOR;
}

/** What a tile asks for when it opens. `others` counts the tiles that are open already. */
export function firstWish(tile: { readonly pin: StreamWish; readonly enlarged: boolean }, others: number): StreamWish {
  if (tile.pin !== 'auto') return tile.pin;
  if (tile.enlarged) return 'main';
  return others >= MAIN_TILES ? 'sub' : 'auto';
}

/** What a person's pin costs: a full stream nobody can see the use of, or a small one blown up. */
export type PinWarning = 'heavy' | 'coarse';

export function pinWarning(tile: Pick<ChoiceTile, 'pin' | 'fixed' | 'heightPx' | 'subHeightPx'>, overloaded: boolean): PinWarning | null {
  if (tile.fixed !== null) return null;
  if (tile.pin === 'main') return overloaded || isSmall(tile) ? 'heavy' : null;
  return tile.pin === 'sub' && isLarge(tile) ? 'coarse' : null;
}

/** Reasons that belong to a sub stream and stay until it is left. */
const subReasons: ReadonlySet<ProfileReason> = new Set(['small', 'network', 'cpu', 'too-many']);

/** Why a tile shows what it shows. */
export function reasonOf(tile: ChoiceTile, remembered: ProfileReason | null): ProfileReason | null {
  if (tile.fixed !== null) return tile.fixed;
  if (tile.pin !== 'auto') return 'manual';
  if (tile.profile === 'main') return tile.enlarged ? 'enlarged' : null;
  return remembered !== null && subReasons.has(remembered) ? remembered : 'small';
}
