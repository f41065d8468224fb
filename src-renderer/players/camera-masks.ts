import type { PictureMasks } from '../../src-contract/model/privacy.ts';
import type { StreamMasks } from './worker-messages.ts';

/** What the window was told of its cameras' masks. A camera it was told nothing of is hidden whole. */
export class CameraMasks {
  readonly #now: () => number;
  readonly #told = new Map<string, StreamMasks>();

  /** @param now on the time line shared with the worker, ms */
  constructor(now: () => number) {
    this.#now = now;
  }

  tell(cameraId: string, { style, always, lifted }: PictureMasks): void {
    const until = lifted === null ? null : { shapes: lifted.shapes, untilAtMs: this.#now() + lifted.forMs };
    this.#told.set(cameraId, { style, always, lifted: until });
  }

  of(cameraId: string): StreamMasks {
    return this.#told.get(cameraId) ?? hiddenWhole;
  }

  /** Nobody is there any more who could end a lift: everything is hidden again. Returns the cameras concerned. */
  endLifts(): readonly string[] {
    const lifted = [...this.#told].filter(([, masks]) => masks.lifted !== null);
    for (const [cameraId, masks] of lifted) {
      const always = [...masks.always, ...(masks.lifted?.shapes ?? [])];
      this.#told.set(cameraId, { ...masks, always, lifted: null });
    }
    return lifted.map(([cameraId]) => cameraId);
  }
}

const hiddenWhole: StreamMasks = {
  style: 'solid',
  always: [
    [
      { x: 0, y: 0 },
      { x: 1, y: 0 },
      { x: 1, y: 1 },
      { x: 0, y: 1 },
    ],
  ],
  lifted: null,
};
