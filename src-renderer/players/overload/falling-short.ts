/** Which streams lose frames because the machine is slow, without anything having been taken from them. Pure. */
import { ENOUGH_FRAMES, isStarved, type LoadSample } from './load-health.ts';

/** Painted shares at which a stream begins and ceases to fall short. */
const SHORT = 0.75;
const WELL = 0.9;

/**
 * A person must be told of lost frames even while leaving out more would help nobody. A stream begins to fall short only
 * while a core is waited for: a camera whose frames come in bursts loses some on an idle machine too.
 */
export function fallingShort(before: ReadonlySet<number>, sample: LoadSample): ReadonlySet<number> {
  const starved = isStarved(sample);
  const short = sample.streams.filter(({ stream, due, painted }) => {
    if (due < ENOUGH_FRAMES) return before.has(stream);
    const share = painted / due;
    return before.has(stream) ? share < WELL : starved && share < SHORT;
  });
  return new Set(short.map(({ stream }) => stream));
}
