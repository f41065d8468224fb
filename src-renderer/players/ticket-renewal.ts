import type { StreamFailure } from '../../src-contract/model/stream-state.ts';
import { BackOff } from './back-off.ts';
import type { PlayerClock } from './player-clock.ts';
import type { StreamLease } from './stream-leases.ts';
import type { StreamStatus } from './worker-messages.ts';

const ASK_AGAIN_MS = [100, 1_000, 2_000, 5_000, 10_000, 30_000] as const;

/** How the media process closes a subscription whose ticket it does not know (any more). */
const VOID_TICKET: ReadonlySet<StreamFailure> = new Set(['refused', 'ended']);

/** Gets a fresh ticket for a stream whose ticket the media process (perhaps a new one) does not accept. */
export class TicketRenewal {
  readonly #clock: PlayerClock;
  readonly #renew: (lease: StreamLease) => Promise<void>;
  readonly #waiting = new Map<number, { readonly backOff: BackOff; stop: (() => void) | null }>();

  constructor(clock: PlayerClock, renew: (lease: StreamLease) => Promise<void>) {
    this.#clock = clock;
    this.#renew = renew;
  }

  /** To be told every status of a stream. */
  seen(lease: StreamLease, status: StreamStatus): void {
    if (status.state?.kind === 'playing') this.forget(lease.id);
    else if (status.state?.kind === 'closed' && VOID_TICKET.has(status.state.reason)) this.#schedule(lease);
  }

  forget(stream: number): void {
    this.#waiting.get(stream)?.stop?.();
    this.#waiting.delete(stream);
  }

  dispose(): void {
    for (const id of [...this.#waiting.keys()]) this.forget(id);
  }

  #schedule(lease: StreamLease): void {
    const known = this.#waiting.get(lease.id) ?? { backOff: new BackOff(ASK_AGAIN_MS), stop: null };
    this.#waiting.set(lease.id, known);
    if (known.stop) return;
    known.stop = this.#clock.after(known.backOff.next(), () => {
      const settled = (): void => {
        known.stop = null;
      };
      this.#renew(lease).then(settled, settled);
    });
  }
}
