/** Viewings as rows of a plot: one a camera, the longest watched first. Pure. */
import type { Sighting } from '../../../src-contract/model/audit-log.ts';

export interface Bar {
  readonly sighting: Sighting;
  /** Where it lies in the span, 0 to 1. */
  readonly start: number;
  readonly length: number;
}

export interface SeenRow {
  readonly cameraId: string;
  readonly label: string;
  readonly bars: readonly Bar[];
  /** Watched in the span, counted once where viewings overlap. */
  readonly watchedMs: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export function seenRows(sightings: readonly Sighting[], { fromMs, toMs }: Span): readonly SeenRow[] {
  const lengthMs = Math.max(1, toMs - fromMs);
  const byCamera = new Map<string, Sighting[]>();
  for (const sighting of sightings) byCamera.set(sighting.cameraId, [...(byCamera.get(sighting.cameraId) ?? []), sighting]);
  const rows = [...byCamera].map(([cameraId, own]): SeenRow => {
    const cut = own.map((sighting) => ({ sighting, from: Math.max(fromMs, sighting.fromMs), to: Math.min(toMs, sighting.toMs ?? toMs) }));
    return {
      cameraId,
      label: own.findLast(({ cameraLabel }) => cameraLabel !== null)?.cameraLabel ?? cameraId,
      bars: cut.map(({ sighting, from, to }) => ({ sighting, start: (from - fromMs) / lengthMs, length: (to - from) / lengthMs })),
      watchedMs: coveredMs(cut),
      firstMs: Math.min(...cut.map(({ from }) => from)),
      lastMs: Math.max(...cut.map(({ to }) => to)),
    };
  });
  return rows.sort((one, other) => other.watchedMs - one.watchedMs);
}

function coveredMs(stretches: readonly { readonly from: number; readonly to: number }[]): number {
  let covered = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { from, to } of [...stretches].sort((one, other) => one.from - other.from)) {
    covered += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return covered;
}

/** Moments to mark on the plot's scale: whole hours, or whole steps of the span, at most about eight. */
export function scaleOf({ fromMs, toMs }: Span): readonly number[] {
  const minute = 60_000;
  const stepMs =
    [1, 5, 15, 30, 60, 180, 360, 720, 1440, 10_080].map((minutes) => minutes * minute).find((step) => (toMs - fromMs) / step <= 8) ??
    (toMs - fromMs) / 8;
  const offset = 7 * 60 * minute;
  const first = Math.ceil((fromMs + offset) / stepMs) * stepMs - offset;
  return Array.from({ length: Math.max(0, Math.floor((toMs - first) / stepMs) + 1) }, (_, index) => first + index * stepMs);
}
