/** Where the marks of a watermark stand on a picture; pure. */
import type { Watermark } from '../../../src-contract/model/privacy.ts';

/** Of one mark's middle, in shares of the box. */
export interface MarkPlace {
  readonly x: number;
  readonly y: number;
}

/** CSS pixels of picture for each mark. */
const SPACING: Readonly<Record<Watermark['density'], { readonly width: number; readonly height: number }>> = {
  sparse: { width: 640, height: 360 },
  normal: { width: 420, height: 236 },
  dense: { width: 260, height: 146 },
};
const MOST_COLUMNS = 10;
const MOST_ROWS = 8;
/** Off the middle, where people look, and clear of the bars at top and bottom. */
const ONLY_MARK: MarkPlace = { x: 0.5, y: 0.66 };

/** At least one, however small the picture; every second row is moved by half a step, so that no column of picture is free of marks. */
export function markPlaces(box: { readonly width: number; readonly height: number }, density: Watermark['density']): readonly MarkPlace[] {
  const { width, height } = SPACING[density];
  const columns = Math.min(MOST_COLUMNS, Math.max(1, Math.round(box.width / width)));
  const rows = Math.min(MOST_ROWS, Math.max(1, Math.round(box.height / height)));
  if (columns === 1 && rows === 1) return [ONLY_MARK];
  return Array.from({ length: rows }, (_, row) => {
    const moved = row % 2 === 1 && columns > 1;
    return Array.from({ length: moved ? columns - 1 : columns }, (__, column) => ({
      x: (column + (moved ? 1 : 0.5)) / columns,
      y: (row + 0.5) / rows,
    }));
  }).flat();
}
