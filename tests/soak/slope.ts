/** How fast something grows, from samples over time, with what is not known about it. */

export interface Sample {
  readonly seconds: number;
  readonly value: number;
}

export interface Slope {
  /** Units of the value an hour. */
  readonly perHour: number;
  /** Half the width of the 95 % confidence interval, in the same unit; `null` with fewer than four points. */
  readonly plusMinus: number | null;
  readonly points: number;
}

/** One point a minute: neighbouring samples are not independent, and the median leaves out the peaks between two collections. */
export function perMinute(samples: readonly Sample[]): readonly Sample[] {
  const minutes = Map.groupBy(samples, ({ seconds }) => Math.floor(seconds / 60));
  return [...minutes].map(([minute, inside]) => ({ seconds: minute * 60 + 30, value: median(inside.map(({ value }) => value)) }));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Least squares; the interval is Student's. `null` with fewer than two points in time. */
export function slopeOf(points: readonly Sample[]): Slope | null {
  const count = points.length;
  const mean = (pick: (point: Sample) => number): number => points.reduce((sum, point) => sum + pick(point), 0) / count;
  const [time, value] = [mean(({ seconds }) => seconds), mean((point) => point.value)];
  const spread = points.reduce((sum, { seconds }) => sum + (seconds - time) ** 2, 0);
  if (count < 2 || spread === 0) return null;
  const perSecond = points.reduce((sum, point) => sum + (point.seconds - time) * (point.value - value), 0) / spread;
  const left = points.reduce((sum, point) => sum + (point.value - value - perSecond * (point.seconds - time)) ** 2, 0);
  const error = count < 4 ? null : Math.sqrt(left / (count - 2) / spread) * studentQuantile(count - 2);
  return { perHour: perSecond * 3600, plusMinus: error === null ? null : error * 3600, points: count };
}

/** The 97.5 % quantile of Student's distribution: Cornish-Fisher around the normal one, within 1 % from three degrees of freedom on. */
function studentQuantile(freedom: number): number {
  const normal = 1.959_964;
  const [third, fifth] = [normal ** 3, normal ** 5];
  const first = (third + normal) / 4;
  const second = (5 * fifth + 16 * third + 3 * normal) / 96;
  const seventh = (3 * normal ** 7 + 19 * fifth + 17 * third - 15 * normal) / 384;
  return normal + first / freedom + second / freedom ** 2 + seventh / freedom ** 3;
}
