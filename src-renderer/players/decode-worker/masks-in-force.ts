import type { MaskShape, PictureMasks } from '../../../src-contract/model/privacy.ts';
import type { StreamMasks } from '../worker-messages.ts';

/** The same value as long as the same masks hold. */
export type ShapesInForce = readonly MaskShape[];

/** The masks of one camera, shared by its stream and what is replayed of it. A lifted one is back by itself when its time is over. */
export class MasksInForce {
  #told: StreamMasks;
  #all: ShapesInForce;

  constructor(told: StreamMasks) {
    this.#told = told;
    this.#all = allOf(told);
  }

  get style(): PictureMasks['style'] {
    return this.#told.style;
  }

  /** @param sharedMs now, on the time line shared with the window */
  shapes(sharedMs: number): ShapesInForce {
    return this.lifts(sharedMs) ? this.#told.always : this.#all;
  }

  /** Whether something is seen now that has to be hidden again. */
  lifts(sharedMs: number): boolean {
    const { lifted } = this.#told;
    return lifted !== null && sharedMs < lifted.untilAtMs;
  }

  tell(told: StreamMasks): void {
    this.#told = told;
    this.#all = allOf(told);
  }
}

const allOf = ({ always, lifted }: StreamMasks): ShapesInForce => (lifted === null ? always : [...always, ...lifted.shapes]);
