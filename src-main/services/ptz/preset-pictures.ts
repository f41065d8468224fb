/**
 * Small pictures of what a camera shows at its presets, on this workstation only: cameras keep none. A picture was taken
 * with the masks of its moment in it, so it is shown only while the camera still hides the same.
 */
import { z } from 'zod';
import type { Disposable } from '../../base/disposable.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { Remembered } from '../remembered.ts';

/** Per camera; the oldest goes. */
const MOST = 64;
const shape = z.array(z.object({ token: z.string().max(64), picture: z.string().max(40_000), hidden: z.string().max(64) })).max(MOST);

export interface PicturePrivacy {
  /** What the camera hides when nothing of it is lifted, as a short text that differs when it does; `null`: not known. */
  hiddenBy(cameraId: string): string | null;
  /** Whether two persons may see more of it now. */
  isLifted(cameraId: string): boolean;
}

export class PresetPictures {
  readonly #remembered: Pick<Remembered, 'get' | 'set'>;
  readonly #privacy: PicturePrivacy;

  constructor(remembered: Pick<Remembered, 'get' | 'set'>, privacy: PicturePrivacy) {
    this.#remembered = remembered;
    this.#privacy = privacy;
  }

  /** A data URL; `null` too where what the camera hides is not known, or is other than when it was taken. */
  of(cameraId: string, token: string): string | null {
    const hidden = this.#privacy.hiddenBy(cameraId);
    const kept = this.#all(cameraId).find((one) => one.token === token && one.hidden === hidden);
    return kept?.picture ?? null;
  }

  /** Not while masks are lifted: what two persons may see is not kept for everybody. */
  keep(cameraId: string, token: string, picture: string): void {
    const hidden = this.#privacy.hiddenBy(cameraId);
    if (hidden === null || this.#privacy.isLifted(cameraId)) return;
    const others = this.#all(cameraId).filter((one) => one.token !== token);
    this.#remembered.set(nameOf(cameraId), [...others, { token, picture, hidden }].slice(-MOST));
  }

  forget(cameraId: string, token: string): void {
    this.#remembered.set(
      nameOf(cameraId),
      this.#all(cameraId).filter((one) => one.token !== token),
    );
  }

  /** The camera is not the person's or not the province's to look at any more. */
  forgetAll(cameraId: string): void {
    if (this.#all(cameraId).length > 0) this.#remembered.set(nameOf(cameraId), null);
  }

  #all(cameraId: string): z.infer<typeof shape> {
    return this.#remembered.get(nameOf(cameraId), shape) ?? [];
  }
}

/** A consent that is withdrawn takes along what was kept of the camera's picture, as does whatever else takes the camera away. */
export function forgetPicturesOfGone(
  pictures: Pick<PresetPictures, 'forgetAll'>,
  configuration: Pick<Configuration, 'cameras' | 'changed'>,
): Disposable {
  return configuration.changed.on((changes) => {
    for (const { type, id } of changes) if (type === 'camera' && !configuration.cameras.has(id)) pictures.forgetAll(id);
  });
}

const nameOf = (cameraId: string): string => `ptz.pictures.${cameraId}`;
