/** Holds what tiles claim against what really is on the glass, by the simulator's own log of what it sent when. */
import type { CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import type { Profile } from '../../../tools/camera-sim/cameras.ts';
import type { CdpPage } from './cdp-page.ts';
import { tileCodes } from './glass.ts';
import { wallClaims, type TileClaim, type WallClaims } from './wall-watch.ts';

/** A claim and the frame that was on the glass then, or a newer one. */
export interface TestedClaim extends TileClaim {
  /** From the frame's last packet to the claim, ms; below 0 where the screenshot came later than that. Whole clips are lost from it. */
  readonly glassAgeMs: number;
}

/** Frame numbers begin again after this: a screenshot that took longer proves nothing. */
const CLIP_MS = 10_000;

export interface TestedClaims {
  readonly claims: WallClaims;
  readonly tested: readonly TestedClaim[];
}

/** Claims come first, then the screenshot: what it shows is at least as new as what the tile spoke of. Tile 0 shows camera 1. */
export async function testClaims(page: CdpPage, sim: CameraSim, profile: Profile): Promise<TestedClaims> {
  const claims = await wallClaims(page);
  const codes = await tileCodes(page);
  const seenMs = Date.now();
  if (seenMs - claims.epochMs >= CLIP_MS) return { claims, tested: [] };
  const tested = claims.tiles.flatMap((tile) => {
    const code = codes.get(tile.cell);
    const sent =
      code && sim.frameLog.frames(tile.cell + 1, profile).findLast(({ index, sentAt }) => index === code.frame && sentAt <= seenMs);
    return sent === undefined ? [] : [{ ...tile, glassAgeMs: claims.epochMs - sent.sentAt }];
  });
  return { claims, tested };
}
