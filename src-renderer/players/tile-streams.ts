import type { OpenedStream, StreamProfile } from './player-types.ts';
import type { StreamLease } from './stream-leases.ts';
import type { TileHost } from './tile-host.ts';
import type { StreamStatus } from './worker-messages.ts';

/** Another stream that has shown nothing by then is given up; the tile stays with the one it has. */
const SWITCH_GIVE_UP_MS = 15_000;

export interface TileStreamsNeeds {
  readonly tile: number;
  readonly cameraId: string;
  readonly host: Pick<TileHost, 'clock' | 'leases' | 'send' | 'streamStatus'>;
  /** The tile's first stream is there. */
  mount(lease: StreamLease): void;
  /** The other stream showed nothing in time. */
  switchFailed(): void;
}

/** The stream one tile shows, and the one it is about to show: the first stays on the glass until the second has painted. */
export class TileStreams {
  readonly #needs: TileStreamsNeeds;
  #lease: StreamLease | null = null;
  #next: StreamLease | null = null;
  #stopSwitch: (() => void) | null = null;

  constructor(needs: TileStreamsNeeds) {
    this.#needs = needs;
  }

  /** Of the stream on the glass. */
  get lease(): StreamLease | null {
    return this.#lease;
  }

  get switching(): boolean {
    return this.#next !== null;
  }

  get status(): StreamStatus | undefined {
    return this.#lease ? this.#needs.host.streamStatus(this.#lease.id) : undefined;
  }

  /** One more user of the stream on the glass, until released; `null` while there is none. */
  hold(): { readonly stream: number; readonly release: () => void } | null {
    return this.#lease ? this.#needs.host.leases.hold(this.#lease) : null;
  }

  holds(tickets: readonly string[]): boolean {
    return [this.#lease, this.#next].some((lease) => lease !== null && tickets.includes(lease.ticket));
  }

  /** A stream other than the one on the glass was granted. */
  take({ ticket, profile }: Pick<OpenedStream, 'ticket' | 'profile'>): void {
    const { host, cameraId, tile } = this.#needs;
    if (this.#lease === null) {
      this.#lease = host.leases.acquire(cameraId, profile, ticket, (lease) => {
        this.#needs.mount(lease);
      });
      return;
    }
    this.#next = host.leases.acquire(cameraId, profile, ticket, (lease) => {
      host.send({ kind: 'show', tile, stream: lease.id });
    });
    this.#stopSwitch = host.clock.after(SWITCH_GIVE_UP_MS, () => {
      this.#needs.switchFailed();
    });
  }

  /** The stream has painted. Returns whether the tile goes over to it. */
  shown(stream: number): boolean {
    if (this.#next?.id !== stream) return false;
    this.#stopSwitch?.();
    const left = this.#lease;
    this.#lease = this.#next;
    this.#next = null;
    if (left) this.#needs.host.leases.release(left);
    return true;
  }

  /** Stays with the stream on the glass. Returns which that is; `null` where nothing was under way. */
  giveUpSwitch(): StreamProfile | null {
    this.#stopSwitch?.();
    const { host, tile } = this.#needs;
    const [left, stays] = [this.#next, this.#lease];
    if (!left) return null;
    this.#next = null;
    if (stays) host.send({ kind: 'show', tile, stream: stays.id });
    host.leases.release(left);
    return stays?.profile ?? null;
  }

  let(): void {
    this.#stopSwitch?.();
    for (const lease of [this.#next, this.#lease]) if (lease) this.#needs.host.leases.release(lease);
    this.#next = null;
    this.#lease = null;
  }
}
