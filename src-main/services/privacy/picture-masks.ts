/** Which parts of a camera's picture are hidden now; pure. */
import { noMasks, type PictureMasks } from '../../../src-contract/model/privacy.ts';
import type { Camera } from '../../../src-contract/province/schemas.ts';
import type { PrivacyRules } from './privacy-rules.ts';

/** @param liftedForMs `null`: no mask of it is lifted */
export function pictureMasks(
  { masks = [] }: Pick<Camera, 'masks'>,
  style: PrivacyRules['maskStyle'],
  liftedForMs: number | null,
): PictureMasks {
  if (masks.length === 0) return noMasks;
  const shapesOf = (wanted: (mask: (typeof masks)[number]) => boolean): PictureMasks['always'] =>
    masks.filter(wanted).map(({ points }) => points);
  if (liftedForMs === null) return { style, always: shapesOf(() => true), lifted: null };
  const lifted = { shapes: shapesOf(({ liftable }) => liftable), forMs: Math.max(0, liftedForMs) };
  return { style, always: shapesOf(({ liftable }) => !liftable), lifted };
}
