/** How far back instant replay reaches, from what was set for it. */

/** A sub stream of 640×360 as cameras deliver it. */
export const USUAL_SUB_KBPS = 500;
/** Each stream has a segment that is not full yet, and one of which only the end is left (docs/decisions/0015). */
const LOST_BYTES_PER_STREAM = 2 * 64 * 1024;

/** Whole seconds of each of so many streams, no more than wanted. */
export function replayReach(
  { replaySeconds, replayMemoryMb }: { readonly replaySeconds: number; readonly replayMemoryMb: number },
  streams: number,
  kbps = USUAL_SUB_KBPS,
): number {
  const bytesOfEach = (replayMemoryMb * 1024 * 1024) / streams - LOST_BYTES_PER_STREAM;
  return Math.max(0, Math.min(replaySeconds, Math.floor(bytesOfEach / (kbps * 125))));
}
