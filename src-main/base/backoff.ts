/** How long to wait before the next try, in ms, by the number of failures in a row. */
export const reconnectDelaysMs = [1000, 1000, 2000, 5000, 10_000, 30_000, 60_000] as const;

/** ±20 %, so that a hundred cameras behind one rebooted switch do not come back in step. `random` is in [0, 1). */
export function jittered(delayMs: number, random: () => number): number {
  return delayMs * (0.8 + 0.4 * random());
}

/** `failures` counts from 1. */
export function backoffMs(failures: number, delaysMs: readonly number[], random: () => number): number {
  const index = Math.min(Math.max(failures, 1), delaysMs.length) - 1;
  return jittered(delaysMs[index] ?? 0, random);
}
