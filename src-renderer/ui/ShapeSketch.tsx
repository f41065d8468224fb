import type { LayoutShape } from '../../src-contract/model/layout.ts';
import './shape-sketch.css';

export interface ShapeSketchProps {
  readonly shape: LayoutShape;
  /** Tiles with something in them, by index; drawn full. All are hollow without it. */
  readonly filled?: ReadonlySet<number>;
  /** The tile that is the hot spot. */
  readonly hotspot?: number | null;
}

/** Units of the drawing a column or row takes; the gap is one. */
const TRACK = 10;
const GAP = 1;

/** A small drawing of how tiles lie; says nothing to screen readers, so whoever shows it names it. */
export function ShapeSketch({ shape, filled, hotspot = null }: ShapeSketchProps) {
  return (
    <svg className="shape-sketch" viewBox="0 0 160 90" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <svg viewBox={`0 0 ${String(shape.columns * TRACK)} ${String(shape.rows * TRACK)}`} preserveAspectRatio="none">
        {shape.tiles.map(({ column, row, columnSpan, rowSpan }, index) => (
          <rect
            key={`${String(column)}-${String(row)}`}
            className={['shape-tile', filled?.has(index) === true && 'shape-tile-filled', index === hotspot && 'shape-tile-hotspot']
              .filter(Boolean)
              .join(' ')}
            x={column * TRACK + GAP / 2}
            y={row * TRACK + GAP / 2}
            width={columnSpan * TRACK - GAP}
            height={rowSpan * TRACK - GAP}
          />
        ))}
      </svg>
    </svg>
  );
}
