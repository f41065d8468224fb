import type { SourceCounters, StreamCounters } from '../../../src-contract/model/diagnostics.ts';

/**
 * Counts of one stream, from its opening on and over all its connections. Whoever does the work adds to
 * them in place: per packet that is an integer more, and nothing is allocated.
 */
export interface StreamCounts {
  connects: number;
  challenges: number;
  bytes: number;
  packets: number;
  lost: number;
  reordered: number;
  duplicates: number;
  jitterMs: number;
  reportedLoss: number;
  roundTripMs: number | null;
  units: number;
  keyframes: number;
  keyframeIntervalMs: number | null;
  frameIntervalMs: number | null;
  torn: number;
  unusable: number;
  lagMs: number;
}

export function newStreamCounts(): StreamCounts {
  return {
    connects: 0,
    challenges: 0,
    bytes: 0,
    packets: 0,
    lost: 0,
    reordered: 0,
    duplicates: 0,
    jitterMs: 0,
    reportedLoss: 0,
    roundTripMs: null,
    units: 0,
    keyframes: 0,
    keyframeIntervalMs: null,
    frameIntervalMs: null,
    torn: 0,
    unusable: 0,
    lagMs: 0,
  };
}

/** The source's part of the counts, in the contract's shape. */
export function sourceCounters(counts: StreamCounts, facts: Pick<SourceCounters, 'kind' | 'reason' | 'transport'>): SourceCounters {
  const { connects, challenges, bytes, packets, lost, reordered, duplicates, jitterMs, reportedLoss, roundTripMs } = counts;
  return { ...facts, connects, challenges, bytes, packets, lost, reordered, duplicates, jitterMs, reportedLoss, roundTripMs };
}

export function streamCounters(
  counts: StreamCounts,
  facts: Pick<StreamCounters, 'state' | 'holdMs' | 'cachedUnits' | 'cachedBytes' | 'viewers'>,
): StreamCounters {
  const { units, keyframes, keyframeIntervalMs, frameIntervalMs, torn, unusable, lagMs } = counts;
  return { ...facts, units, keyframes, keyframeIntervalMs, frameIntervalMs, torn, unusable, lagMs };
}
