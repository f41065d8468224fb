import type { StreamUnit } from './stream-unit.ts';

export interface CacheLimits {
  readonly bytes: number;
  readonly units: number;
}

/** 8 MB holds 10 s at 6 Mbit/s; longer keyframe intervals than that are rare. */
export const defaultCacheLimits: CacheLimits = { bytes: 8 * 1024 * 1024, units: 600 };

/**
 * The current group of pictures since its keyframe, for whoever comes in the middle. A group that
 * outgrows the limits shrinks to its keyframe alone: a newcomer then gets one picture with its true
 * age at once and moving ones from the next keyframe, because a gap in between would show garbage.
 */
export class KeyframeCache {
  readonly #limits: CacheLimits;
  #units: StreamUnit[] = [];
  #bytes = 0;
  #complete = true;

  constructor(limits: CacheLimits = defaultCacheLimits) {
    this.#limits = limits;
  }

  /** Whether the units lead up to now without a gap. */
  get complete(): boolean {
    return this.#complete;
  }

  get bytes(): number {
    return this.#bytes;
  }

  units(): readonly StreamUnit[] {
    return this.#units;
  }

  add(unit: StreamUnit): void {
    if (unit.keyframe) this.clear();
    else if (this.#units.length === 0 || !this.#complete) return;
    if (!unit.keyframe && (this.#bytes + unit.data.length > this.#limits.bytes || this.#units.length >= this.#limits.units)) {
      this.#complete = false;
      this.#units = this.#units.slice(0, 1);
      this.#bytes = this.#units[0]?.data.length ?? 0;
      return;
    }
    this.#units.push(unit);
    this.#bytes += unit.data.length;
  }

  clear(): void {
    this.#units = [];
    this.#bytes = 0;
    this.#complete = true;
  }
}
