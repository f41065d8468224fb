/** Every stream's replay ring over one bounded memory, shared fairly: whoever has more than a fair share loses its oldest group first. */
import { RingMemory } from './ring-memory.ts';
import { StreamRing } from './stream-ring.ts';

export interface ReplayLimits {
  /** 0 keeps nothing. */
  readonly seconds: number;
  /** Of all rings together, spare memory included. */
  readonly bytes: number;
}

export const defaultReplayLimits: ReplayLimits = { seconds: 60, bytes: 64 * 1024 * 1024 };

/** A ring and the way to end it. */
export interface OpenRing {
  readonly ring: StreamRing;
  /** Zeroes and frees all of it. */
  readonly dispose: () => void;
}

export class ReplayRings {
  readonly #rings = new Set<StreamRing>();
  readonly #memory: RingMemory;
  #limits: ReplayLimits;

  constructor(limits: ReplayLimits = defaultReplayLimits, memory = new RingMemory({ limitBytes: limits.bytes })) {
    this.#limits = limits;
    this.#memory = memory;
  }

  get heldBytes(): number {
    return this.#memory.heldBytes;
  }

  open(): OpenRing {
    const ring = new StreamRing({
      memory: {
        segmentBytes: this.#memory.segmentBytes,
        take: () => this.#take(),
        give: (segment) => {
          this.#memory.give(segment);
        },
      },
      keepMs: () => this.#limits.seconds * 1000,
    });
    this.#rings.add(ring);
    const dispose = (): void => {
      ring.clear();
      this.#rings.delete(ring);
      if (this.#rings.size === 0) this.#memory.trim();
    };
    return { ring, dispose };
  }

  configure(limits: ReplayLimits): void {
    this.#limits = limits;
    this.#memory.setLimit(limits.bytes);
    while (this.#memory.taken > this.#memory.limit && this.#dropOne()) continue;
    if (limits.seconds === 0) this.wipe();
  }

  /** Zeroes and frees what every stream has kept; open streams begin anew with their next keyframe. */
  wipe(): void {
    for (const ring of this.#rings) ring.clear();
    this.#memory.trim();
  }

  #take(): Uint8Array | null {
    for (;;) {
      const segment = this.#memory.take();
      if (segment !== null || !this.#dropOne()) return segment;
    }
  }

  /** False when only a unit too large for its fair share is left to blame: it is then not kept. */
  #dropOne(): boolean {
    const share = Math.floor(Math.min(this.#memory.limit, this.#memory.taken) / Math.max(1, this.#rings.size));
    let victim: StreamRing | null = null;
    for (const ring of this.#rings) {
      if (ring.groups.length === 0 || ring.segments < share) continue;
      if (victim === null || oldest(ring) < oldest(victim)) victim = ring;
    }
    return victim?.dropOldest() ?? false;
  }
}

function oldest(ring: StreamRing): number {
  return ring.groups[0]?.startMs ?? Number.POSITIVE_INFINITY;
}
