import './sparkline.css';

export interface SparklineProps {
  /** Oldest first, one a second; `null` leaves a gap. */
  readonly values: readonly (number | null)[];
  /** How many values the whole width holds. */
  readonly capacity: number;
  /** What the top of the plot stands for at least, so that noise around 0 does not look like mountains. */
  readonly atLeast: number;
  readonly alarming?: boolean;
}

const WIDTH = 120;
const HEIGHT = 24;

/** A line without axes: what a figure did over the last while. Decoration: its newest value stands beside it as text. */
export function Sparkline({ values, capacity, atLeast, alarming = false }: SparklineProps) {
  const top = Math.max(atLeast, ...values.map((value) => value ?? 0));
  const stepX = WIDTH / Math.max(1, capacity - 1);
  const from = capacity - values.length;
  let path = '';
  let drawing = false;
  for (const [index, value] of values.entries()) {
    if (value !== null) {
      const y = HEIGHT - 1 - (value / top) * (HEIGHT - 2);
      path += `${drawing ? 'L' : 'M'}${((from + index) * stepX).toFixed(1)} ${y.toFixed(1)}`;
    }
    drawing = value !== null;
  }
  return (
    <svg
      className={alarming ? 'sparkline sparkline-alarming' : 'sparkline'}
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      width={WIDTH}
      height={HEIGHT}
      aria-hidden="true"
    >
      <path className="sparkline-base" d={`M0 ${String(HEIGHT - 0.5)}H${String(WIDTH)}`} />
      <path className="sparkline-line" d={path} />
    </svg>
  );
}
