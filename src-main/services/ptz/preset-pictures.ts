/** Small pictures of what a camera shows at its presets, on this workstation only: cameras keep none. */
import { z } from 'zod';
import type { Remembered } from '../remembered.ts';

/** Per camera; the oldest goes. */
const MOST = 64;
const shape = z.array(z.object({ token: z.string().max(64), picture: z.string().max(40_000) })).max(MOST);

export class PresetPictures {
  readonly #remembered: Pick<Remembered, 'get' | 'set'>;

  constructor(remembered: Pick<Remembered, 'get' | 'set'>) {
    this.#remembered = remembered;
  }

  /** A data URL. */
  of(cameraId: string, token: string): string | null {
    return this.#all(cameraId).find((one) => one.token === token)?.picture ?? null;
  }

  keep(cameraId: string, token: string, picture: string): void {
    const others = this.#all(cameraId).filter((one) => one.token !== token);
    this.#remembered.set(nameOf(cameraId), [...others, { token, picture }].slice(-MOST));
  }

  forget(cameraId: string, token: string): void {
    this.#remembered.set(
      nameOf(cameraId),
      this.#all(cameraId).filter((one) => one.token !== token),
    );
  }

  #all(cameraId: string): z.infer<typeof shape> {
    return this.#remembered.get(nameOf(cameraId), shape) ?? [];
  }
}

const nameOf = (cameraId: string): string => `ptz.pictures.${cameraId}`;
