import type { TileReport } from '../../src-contract/model/stream-state.ts';

/** Most tiles at a time that said they leave something out, by what it was. */
export function mostGivenUp(lines: readonly { readonly tiles: readonly TileReport[] }[]): Readonly<Record<string, number>> {
  const most: Record<string, number> = {};
  for (const { tiles } of lines) {
    for (const [level, those] of Map.groupBy(tiles, ({ degraded }) => degraded)) {
      if (level !== 'none') most[level] = Math.max(most[level] ?? 0, those.length);
    }
  }
  return most;
}

/** `9 dropping, 2 keyframes`, or a dash. */
export function givenUpText(gaveUp: Readonly<Record<string, number>>): string {
  const parts = Object.entries(gaveUp).map(([level, tiles]) => `${tiles} ${level}`);
  return parts.length === 0 ? '–' : parts.join(', ');
}
