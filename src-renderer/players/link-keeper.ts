import type { MediaLinkEndpoint } from '../lib/media-link-endpoint.ts';
import { BackOff } from './back-off.ts';
import type { PlayerClock } from './player-clock.ts';

/** A restarted media process is back within a second or two; tiles must live again within 3 s of that. */
const RECONNECT_AFTER_MS = [50, 200, 500, 1_000, 1_000, 2_000] as const;

/** Gets the worker a way to the media process, and another one after every loss. */
export class LinkKeeper {
  readonly #clock: PlayerClock;
  readonly #connect: () => Promise<MediaLinkEndpoint>;
  readonly #give: (endpoint: MediaLinkEndpoint) => void;
  readonly #backOff = new BackOff(RECONNECT_AFTER_MS);
  #attempt = 0;
  #stopWaiting: (() => void) | null = null;

  constructor(clock: PlayerClock, connect: () => Promise<MediaLinkEndpoint>, give: (endpoint: MediaLinkEndpoint) => void) {
    this.#clock = clock;
    this.#connect = connect;
    this.#give = give;
  }

  /** Connects now; drops an attempt that is under way. */
  connect(): void {
    this.#stopWaiting?.();
    this.#attempt += 1;
    void this.#connectOnce(this.#attempt);
  }

  lost(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = this.#clock.after(this.#backOff.next(), () => {
      this.connect();
    });
  }

  up(): void {
    this.#backOff.reset();
  }

  dispose(): void {
    this.#attempt += 1;
    this.#stopWaiting?.();
  }

  async #connectOnce(attempt: number): Promise<void> {
    try {
      const endpoint = await this.#connect();
      if (attempt === this.#attempt) this.#give(endpoint);
      else if (endpoint.kind === 'port') endpoint.port.close();
    } catch {
      if (attempt === this.#attempt) this.lost();
    }
  }
}
