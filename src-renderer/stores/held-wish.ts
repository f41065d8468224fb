/** The one movement a window wants at a moment, told to main again and again while it is held. */
import type { Client } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { CameraId } from '../../src-contract/model/camera.ts';
import { noVelocity, type PtzHolder, type PtzVelocity } from '../../src-contract/model/ptz.ts';
import type { Timers } from './delayed-save.ts';

/** Main stops a camera without word for 700 ms. */
const RENEW_MS = 250;

const same = (one: PtzVelocity, other: PtzVelocity): boolean =>
  one.pan === other.pan && one.tilt === other.tilt && one.zoom === other.zoom && one.focus === other.focus;

/** How a wish may end without being let go. */
export interface WishEnd {
  readonly refused: (by: PtzHolder) => void;
  readonly failed: (failure: unknown) => void;
}

export class HeldWish {
  readonly #calls: Pick<Client<VmsContract>['ptz'], 'move' | 'stop'>;
  readonly #timers: Timers;
  readonly #tell: WishEnd;
  #held: { readonly cameraId: CameraId; readonly velocity: PtzVelocity } | null = null;
  #renewal: number | null = null;

  constructor(calls: Pick<Client<VmsContract>['ptz'], 'move' | 'stop'>, timers: Timers, tell: WishEnd) {
    this.#calls = calls;
    this.#timers = timers;
    this.#tell = tell;
  }

  hold(cameraId: CameraId, velocity: PtzVelocity): void {
    if (same(velocity, noVelocity)) {
      this.release();
      return;
    }
    if (this.#held !== null && this.#held.cameraId === cameraId && same(this.#held.velocity, velocity)) return;
    this.#held = { cameraId, velocity };
    this.#wish();
    if (this.#renewal === null) this.#renew();
  }

  /** Let go: the camera is told to stop. */
  release(): void {
    const held = this.#held;
    this.end();
    if (held !== null) this.#calls.stop({ cameraId: held.cameraId }).catch(this.#tell.failed);
  }

  /** Nothing is wished any more; whoever calls sees to the camera. */
  end(): void {
    this.#held = null;
    if (this.#renewal !== null) this.#timers.clear(this.#renewal);
    this.#renewal = null;
  }

  #renew(): void {
    this.#renewal = this.#timers.set(() => {
      this.#wish();
      this.#renew();
    }, RENEW_MS);
  }

  #wish(): void {
    if (this.#held === null) return;
    this.#calls.move(this.#held).then(
      (answer) => {
        if (answer.kind === 'taken') return;
        this.end();
        this.#tell.refused(answer.holder);
      },
      (failure: unknown) => {
        // What main could not begin it may still have under way.
        this.release();
        this.#tell.failed(failure);
      },
    );
  }
}
