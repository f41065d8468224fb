/** Tells one window, once a second, what the hops up to its link counted; nothing runs while nobody asks. */
import type { MediaDiagnostics } from '../../../src-contract/model/diagnostics.ts';
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';
import { LoopDelay } from './loop-delay.ts';

export interface LinkDiagnosisPorts {
  readonly clock: Clock;
  /** The counts of one subscription; `null` when there is none of that number. */
  counts(subscription: number): Omit<MediaDiagnostics, 'atMs' | 'process'> | null;
  tell(subscription: number, diagnostics: MediaDiagnostics): void;
}

const tellEveryMs = 1000;

export class LinkDiagnosis implements Disposable {
  readonly #ports: LinkDiagnosisPorts;
  #asked: readonly number[] = [];
  #running: { readonly timer: Disposable; readonly delay: LoopDelay } | null = null;

  constructor(ports: LinkDiagnosisPorts) {
    this.#ports = ports;
  }

  /** Tells of these from now on, at once the first time. */
  ask(subscriptions: readonly number[]): void {
    this.#asked = [...new Set(subscriptions)];
    if (this.#asked.length === 0) this.dispose();
    else {
      this.#running ??= this.#start();
      this.#tell(0);
    }
  }

  dispose(): void {
    this.#running?.timer.dispose();
    this.#running?.delay.dispose();
    this.#running = null;
  }

  #start(): { timer: Disposable; delay: LoopDelay } {
    const { clock } = this.#ports;
    const delay = new LoopDelay(clock);
    const timer = clock.every(tellEveryMs, () => {
      this.#tell(delay.take());
    });
    return { timer, delay };
  }

  #tell(loopDelayMs: number): void {
    const ports = this.#ports;
    for (const subscription of this.#asked) {
      const counted = ports.counts(subscription);
      if (counted !== null) ports.tell(subscription, { atMs: ports.clock.now(), process: { loopDelayMs }, ...counted });
    }
  }
}
