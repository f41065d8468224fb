/** From preset to preset, each shown for a while, until somebody ends it. */
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';

export interface TourNeeds {
  /** At least two. */
  readonly tokens: readonly string[];
  readonly dwellMs: number;
  readonly clock: Pick<Clock, 'after'>;
  readonly goTo: (token: string) => Promise<void>;
  /** Once; `null`: somebody ended it. */
  readonly onEnded: (failure: unknown) => void;
}

/** A preset that is gone, or a camera out of reach for a moment, is passed over; all of them in a row end the tour. */
export class PtzTour implements Disposable {
  readonly #needs: TourNeeds;
  #next = 0;
  #failed = 0;
  #timer: Disposable | null = null;
  #ended = false;

  constructor(needs: TourNeeds) {
    this.#needs = needs;
    void this.#go();
  }

  dispose(): void {
    this.#end(null);
  }

  async #go(): Promise<void> {
    const { tokens, goTo, clock, dwellMs } = this.#needs;
    const token = tokens[this.#next % tokens.length] ?? '';
    this.#next += 1;
    try {
      await goTo(token);
      this.#failed = 0;
    } catch (failure) {
      this.#failed += 1;
      if (this.#failed >= tokens.length) this.#end(failure);
    }
    if (!this.#ended) this.#timer = clock.after(dwellMs, () => void this.#go());
  }

  #end(failure: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#timer?.dispose();
    this.#needs.onEnded(failure);
  }
}
