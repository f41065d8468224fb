/**
 * What two persons opened for a while at this seat: a mask lifted, a sensitive camera that may be looked back at.
 *
 * In memory only, so that nothing stays open over an end of the program, and shut by itself when its time is over.
 */
import type { OpenedAct } from '../../../src-contract/model/privacy.ts';
import type { Clock } from '../../base/clock.ts';
import { Emitter, type Disposable } from '../../base/disposable.ts';

export interface OpenedThing {
  readonly act: OpenedAct;
  readonly cameraId: string;
  /** Whose session it belongs to, and the window it was asked for in: with either, it ends. */
  readonly sessionId: string;
  readonly windowId: string;
  readonly byName: string;
  readonly second: { readonly id: string; readonly name: string };
}

export interface OpenOne extends OpenedThing {
  /** Monotonic, ms. */
  readonly untilMs: number;
}

/** Why something was shut again. */
export type ShutCause = 'time-over' | 'by-hand' | 'session-ended' | 'window-closed' | 'right-ended' | 'masks-changed' | 'ending';

export interface Shut {
  readonly thing: OpenedThing;
  readonly cause: ShutCause;
}

export class Openings implements Disposable {
  /** After every change; what it says holds already. */
  readonly changed = new Emitter<OpenedThing>();
  readonly shut = new Emitter<Shut>();
  readonly #clock: Pick<Clock, 'now' | 'after'>;
  readonly #open = new Map<string, OpenOne & { readonly timer: Disposable }>();

  constructor(clock: Pick<Clock, 'now' | 'after'>) {
    this.#clock = clock;
  }

  open(thing: OpenedThing, forMs: number): void {
    const key = keyOf(thing.act, thing.cameraId);
    this.#open.get(key)?.timer.dispose();
    const timer = this.#clock.after(forMs, () => {
      this.#close(key, 'time-over');
    });
    this.#open.set(key, { ...thing, untilMs: this.#clock.now() + forMs, timer });
    this.changed.emit(thing);
  }

  list(): readonly OpenOne[] {
    return [...this.#open.values()];
  }

  /** How long still, ms; `null` while it is shut. */
  leftMs(act: OpenedAct, cameraId: string): number | null {
    const one = this.#open.get(keyOf(act, cameraId));
    return one === undefined ? null : Math.max(0, one.untilMs - this.#clock.now());
  }

  /** Who stands beside for this; `null`: nobody. */
  secondOf(act: OpenedAct, cameraId: string): string | null {
    return this.#open.get(keyOf(act, cameraId))?.second.id ?? null;
  }

  shutThese(concerned: (thing: OpenedThing) => boolean, cause: ShutCause): void {
    for (const [key, one] of [...this.#open]) if (concerned(one)) this.#close(key, cause);
  }

  dispose(): void {
    this.shutThese(() => true, 'ending');
  }

  #close(key: string, cause: ShutCause): void {
    const one = this.#open.get(key);
    if (one === undefined) return;
    one.timer.dispose();
    this.#open.delete(key);
    this.changed.emit(one);
    this.shut.emit({ thing: one, cause });
  }
}

const keyOf = (act: OpenedAct, cameraId: string): string => `${act} ${cameraId}`;
