import type { StreamConfig } from '../../../src-contract/link/messages.ts';
import type { StreamLevel } from '../overload/ladder.ts';

/** Pictures without one that could be left out, after which a stream counts as having none. */
const FORGET_AFTER = 100;

/** What happens to a unit: fed, fed as the first after a gap, or left out before any decoder sees it. */
export type Thinned = 'feed' | 'feed-after-gap' | 'skip';

/** Leaves out units of an overloaded stream, only ever so that what is fed still decodes. */
export class UnitThinning {
  level: StreamLevel = 'none';
  /** Something others refer to was left out: only a keyframe mends that. */
  #torn = false;
  #highestLayer = 0;
  #sinceSpare = FORGET_AFTER;

  /** Whether the stream lately had pictures that no other picture needs. */
  get halvable(): boolean {
    return this.#sinceSpare < FORGET_AFTER;
  }

  take(codec: StreamConfig['codec'], unit: Uint8Array, keyframe: boolean): Thinned {
    if (keyframe) {
      // The decoder is flushed after it (see `flushes`), and takes nothing but a keyframe then.
      this.#torn = this.flushes;
      return 'feed';
    }
    const spare = this.#isSpare(codec, unit);
    this.#sinceSpare = spare ? 0 : Math.min(FORGET_AFTER, this.#sinceSpare + 1);
    if (this.level === 'keyframes') {
      this.#torn = true;
      return 'skip';
    }
    if (this.#torn) {
      this.#torn = false;
      return 'feed-after-gap';
    }
    return this.level === 'half' && spare ? 'skip' : 'feed';
  }

  /** A lone keyframe would stay in a decoder that waits for what may follow. */
  get flushes(): boolean {
    return this.level === 'keyframes';
  }

  #isSpare(codec: StreamConfig['codec'], unit: Uint8Array): boolean {
    if (codec === 'h264') return firstSlice(unit, (byte) => (isH264Slice(byte) ? (byte & 0x60) === 0 : null));
    if (codec !== 'hevc') return false;
    return firstSlice(unit, (byte, next) => {
      const type = (byte >> 1) & 0x3f;
      if (type > 31) return null;
      const layer = next & 7;
      this.#highestLayer = Math.max(this.#highestLayer, layer);
      // Even types below 16 are not referred to within their layer, and nothing lies above the highest (H.265 7.4.2.2).
      return type < 16 && type % 2 === 0 && layer === this.#highestLayer;
    });
  }
}

function isH264Slice(byte: number): boolean {
  const type = byte & 0x1f;
  return type >= 1 && type <= 5;
}

/** Asks `judge` about each NAL unit's first two bytes until it answers. */
function firstSlice(unit: Uint8Array, judge: (byte: number, next: number) => boolean | null): boolean {
  for (let one = unit.indexOf(1, 2); one !== -1; one = unit.indexOf(1, one + 1)) {
    if (unit[one - 1] !== 0 || unit[one - 2] !== 0) continue;
    const verdict = judge(unit[one + 1] ?? 0, unit[one + 2] ?? 0);
    if (verdict !== null) return verdict;
  }
  return false;
}
