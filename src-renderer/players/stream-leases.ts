import type { StreamProfile } from './player-types.ts';

/** One distinct stream of the window and the ticket that admits it, however many tiles show it. */
export interface StreamLease {
  /** The worker's name for it. */
  readonly id: number;
  readonly cameraId: string;
  readonly profile: StreamProfile;
  ticket: string;
  users: number;
}

export interface LeaseEvents {
  /** A stream nobody had yet. */
  opened(lease: StreamLease): void;
  /** Nobody shows it any more. */
  closed(lease: StreamLease): void;
  /** The same stream under a fresh ticket. */
  renewed(lease: StreamLease): void;
  /** A ticket that is not needed (any more). */
  spare(ticket: string): void;
}

/** Counts who shows which stream, so that one camera in four tiles is pulled and decoded once. */
export class StreamLeases {
  readonly #events: LeaseEvents;
  readonly #leases = new Map<string, StreamLease>();
  #lastId = 0;

  constructor(events: LeaseEvents) {
    this.#events = events;
  }

  /** Takes the stream this ticket opened, or the one already open to the same end. `first` runs before the stream is opened. */
  acquire(cameraId: string, profile: StreamProfile, ticket: string, first: (lease: StreamLease) => void): StreamLease {
    const key = `${cameraId}/${profile}`;
    const held = this.#leases.get(key);
    if (held) {
      held.users += 1;
      if (held.ticket !== ticket) this.#events.spare(ticket);
      first(held);
      return held;
    }
    this.#lastId += 1;
    const lease: StreamLease = { id: this.#lastId, cameraId, profile, ticket, users: 1 };
    this.#leases.set(key, lease);
    first(lease);
    this.#events.opened(lease);
    return lease;
  }

  /** One more user of a stream that is open, until released. */
  hold(lease: StreamLease): { readonly stream: number; readonly release: () => void } {
    lease.users += 1;
    return {
      stream: lease.id,
      release: () => {
        this.release(lease);
      },
    };
  }

  release(lease: StreamLease): void {
    lease.users -= 1;
    if (lease.users > 0) return;
    const key = `${lease.cameraId}/${lease.profile}`;
    if (this.#leases.get(key) === lease) this.#leases.delete(key);
    this.#events.closed(lease);
    this.#events.spare(lease.ticket);
  }

  /** Everyone on the stream moves to a fresh ticket. */
  renew(lease: StreamLease, ticket: string): void {
    const old = lease.ticket;
    if (old === ticket) return;
    lease.ticket = ticket;
    this.#events.renewed(lease);
    this.#events.spare(old);
  }

  /** The tickets are void: a later tile must not join these streams. */
  forget(tickets: readonly string[]): void {
    for (const [key, lease] of this.#leases) if (tickets.includes(lease.ticket)) this.#leases.delete(key);
  }
}
