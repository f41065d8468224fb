import type { Disposable } from '../base/disposable.ts';
import type { DialQueue } from './dial-queue.ts';
import type { Permit, TicketOffice } from './tickets.ts';

/** A stream that nobody watches yet takes a slot only while most are free. */
const MOST_DIALS = 3;

/** Streams kept running without a viewer, each by its ticket, so that their keyframe is here when somebody comes. Nothing of them is decoded. */
export class WarmSessions {
  readonly #tickets: TicketOffice;
  readonly #dials: DialQueue;
  readonly #held = new Map<string, Disposable>();

  constructor(tickets: TicketOffice, dials: DialQueue) {
    this.#tickets = tickets;
    this.#dials = dials;
  }

  /** Returns whether the stream runs now: not while tiles are being dialled for. */
  prepare(permit: Permit): boolean {
    const free = this.#dials.waiting === 0 && this.#dials.dialling <= MOST_DIALS;
    if (!free && this.#tickets.stream(permit.streamKey) === undefined) return false;
    this.#tickets.permit(permit);
    const session = this.#tickets.admit(permit.ticket)?.session;
    this.end(permit.ticket);
    if (session !== undefined) this.#held.set(permit.ticket, session.attach(nobody));
    return true;
  }

  /** The stream goes on for whoever watches it, and for a little otherwise. */
  end(ticket: string): void {
    this.#held.get(ticket)?.dispose();
    this.#held.delete(ticket);
  }
}

const nobody = { state: () => undefined, format: () => undefined, unit: () => undefined };
