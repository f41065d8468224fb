/** Chance with a seed, so that a run can be repeated. */
export interface RandomSource {
  /** 0 ≤ value < 1. */
  next(): number;
  /** 0 ≤ value < limit. */
  integer(limit: number): number;
  scribble(bytes: Buffer, from: number, to: number): void;
}

/** Mulberry32: small, even enough for faults and phases, never for secrets. */
export function seededRandom(seed: number): RandomSource {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    integer,
    scribble(bytes, from, to) {
      for (let at = from; at < to; at += 1) bytes[at] = integer(256);
    },
  };
}
