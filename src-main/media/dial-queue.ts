/**
 * Spreads connection attempts: starting an FFmpeg costs 100 ms of CPU in a dynamic build, and
 * a switch reboot must not become a storm on one recorder. A dial lasts until its first unit or its failure.
 */
export interface DialSlot {
  release(): void;
}

export interface DialLimits {
  readonly total: number;
  readonly perHost: number;
}

interface Waiting {
  readonly host: string;
  readonly grant: (slot: DialSlot) => void;
}

export class DialQueue {
  readonly #limits: DialLimits;
  readonly #busy = new Map<string, number>();
  #total = 0;
  #waiting: Waiting[] = [];

  constructor(limits: DialLimits) {
    this.#limits = limits;
  }

  get dialling(): number {
    return this.#total;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Resolves in turn; a host at its own limit does not hold up others. Resolves `null` when aborted. */
  acquire(host: string, signal: AbortSignal): Promise<DialSlot | null> {
    return new Promise((resolve) => {
      if (signal.aborted) {
        resolve(null);
        return;
      }
      const abort = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
        resolve(null);
      };
      const waiting: Waiting = {
        host,
        grant: (slot) => {
          signal.removeEventListener('abort', abort);
          resolve(slot);
        },
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#waiting.push(waiting);
      this.#grant();
    });
  }

  #grant(): void {
    while (this.#total < this.#limits.total) {
      const next = this.#waiting.find(({ host }) => (this.#busy.get(host) ?? 0) < this.#limits.perHost);
      if (next === undefined) return;
      this.#waiting = this.#waiting.filter((other) => other !== next);
      this.#count(next.host, 1);
      next.grant(this.#slot(next.host));
    }
  }

  #slot(host: string): DialSlot {
    let held = true;
    return {
      release: () => {
        if (!held) return;
        held = false;
        this.#count(host, -1);
        this.#grant();
      },
    };
  }

  #count(host: string, change: number): void {
    this.#total += change;
    const busy = (this.#busy.get(host) ?? 0) + change;
    if (busy === 0) this.#busy.delete(host);
    else this.#busy.set(host, busy);
  }
}

/** What a host's own limit counts by: name and port. */
export function dialHost(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
