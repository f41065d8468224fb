import type { StreamFailure } from '../../src-contract/model/stream-state.ts';
import { BackOff } from './back-off.ts';
import { openFailureOf } from './open-failure.ts';
import type { PlayerClock } from './player-clock.ts';
import type { OpenedStream } from './player-types.ts';

/** Asking main again after it could not open the stream. */
const OPEN_AGAIN_MS = [1_000, 2_000, 5_000, 10_000, 30_000] as const;

export interface RequestPorts {
  readonly clock: PlayerClock;
  open(): Promise<OpenedStream>;
  granted(opened: OpenedStream, byPerson: boolean): void;
  /** `retryAtMs` is `null` where only a person's word makes it ask again. */
  refused(reason: StreamFailure, retryAtMs: number | null): void;
  /** A ticket that came too late to be used. */
  spare(ticket: string): void;
}

/** Asks main for one tile's stream: only the newest question counts, and refusals are asked again with back-off. */
export class StreamRequests {
  readonly #ports: RequestPorts;
  readonly #backOff = new BackOff(OPEN_AGAIN_MS);
  #newest = 0;
  #stopRetry: (() => void) | null = null;

  constructor(ports: RequestPorts) {
    this.#ports = ports;
  }

  /** A person does not want to wait out what earlier refusals earned. */
  forgive(): void {
    this.#backOff.reset();
  }

  cancel(): void {
    this.#newest += 1;
    this.#stopRetry?.();
  }

  async ask(byPerson = false): Promise<void> {
    this.cancel();
    const asked = this.#newest;
    try {
      const opened = await this.#ports.open();
      if (asked !== this.#newest) {
        this.#ports.spare(opened.ticket);
        return;
      }
      this.#backOff.reset();
      this.#ports.granted(opened, byPerson);
    } catch (thrown) {
      if (asked === this.#newest) this.#refused(thrown);
    }
  }

  #refused(thrown: unknown): void {
    const { reason, again } = openFailureOf(thrown);
    const { clock } = this.#ports;
    const waitMs = this.#backOff.next();
    if (again) this.#stopRetry = clock.after(waitMs, () => void this.ask());
    this.#ports.refused(reason, again ? clock.now() + waitMs : null);
  }
}
