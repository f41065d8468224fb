import type { LiveStream } from './live-stream.ts';
import type { StreamSource } from './source.ts';

export interface Permit {
  readonly ticket: string;
  readonly streamKey: string;
  readonly label: string;
  readonly source: StreamSource;
  /** Whether it also admits to what was kept of the stream; nothing is kept of sound. */
  readonly replay?: boolean;
}

/** Which tickets are valid, and the one running stream behind each key. */
export class TicketOffice<S = LiveStream> {
  readonly #permits = new Map<string, Permit>();
  readonly #streams = new Map<string, S>();
  readonly #open: (permit: Permit, onIdle: () => void) => S;

  constructor(open: (permit: Permit, onIdle: () => void) => S) {
    this.#open = open;
  }

  permit(permit: Permit): void {
    this.#permits.set(permit.ticket, permit);
  }

  revoke(ticket: string): void {
    this.#permits.delete(ticket);
  }

  mayReplay(ticket: string): boolean {
    return this.#permits.get(ticket)?.replay === true;
  }

  /** The ticket's stream, shared by all of its key; `null` for a ticket that is not valid. */
  admit(ticket: string): S | null {
    const permit = this.#permits.get(ticket);
    if (permit === undefined) return null;
    const known = this.#streams.get(permit.streamKey);
    if (known !== undefined) return known;
    const stream = this.#open(permit, () => {
      if (this.#streams.get(permit.streamKey) === stream) this.#streams.delete(permit.streamKey);
    });
    this.#streams.set(permit.streamKey, stream);
    return stream;
  }

  stream(streamKey: string): S | undefined {
    return this.#streams.get(streamKey);
  }

  streams(): readonly S[] {
    return [...this.#streams.values()];
  }
}
