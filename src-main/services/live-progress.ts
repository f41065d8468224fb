/** The wall in one line of text, for a terminal without a picture. */
import type { TileReport } from '../../src-contract/model/stream-state.ts';

/** `live 16/16  fps 239.6  age p95 84 ms`; the age is `-` while nothing plays. */
export function progressLine(reports: readonly TileReport[], expected: number): string {
  const live = reports.filter((tile) => tile.state === 'live').length;
  const fps = reports.reduce((sum, tile) => sum + tile.fps, 0);
  const age = percentile(
    reports.flatMap((tile) => tile.frameAgesMs),
    95,
  );
  return `live ${live}/${expected}  fps ${fps.toFixed(1)}  age p95 ${age === null ? '-' : Math.round(age)} ms`;
}

/** Nearest rank; `null` of nothing. */
export function percentile(samples: readonly number[], percent: number): number | null {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? null;
}
