/** The stream a person chooses for a tile. */
import type { StreamWish } from '../../../src-contract/model/camera.ts';

export const pinChoices: readonly StreamWish[] = ['auto', 'main', 'sub'];

/** What the key goes on to. */
export function nextPin(pin: StreamWish | undefined): StreamWish {
  return pinChoices[(pinChoices.indexOf(pin ?? 'auto') + 1) % pinChoices.length] ?? 'auto';
}
