import type { ReplayStatus } from '../../../src-contract/link/messages.ts';

/** The same status with its times on another time line. */
export function onTimeLine(status: ReplayStatus, convert: (mediaMs: number) => number): ReplayStatus {
  const orNull = (atMs: number | null): number | null => (atMs === null ? null : convert(atMs));
  const { fromMs, toMs, atMs, keyframes } = status;
  return { ...status, fromMs: orNull(fromMs), toMs: orNull(toMs), atMs: orNull(atMs), keyframes: keyframes.map(convert) };
}
