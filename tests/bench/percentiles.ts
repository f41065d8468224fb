/** The value below which `share` of the sorted samples lie (nearest rank); `null` without samples. */
export function percentile(samples: readonly number[], share: number): number | null {
  if (samples.length === 0) return null;
  const sorted = [...samples].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? null;
}

export const rounded = (value: number | null, digits = 1): number | null => (value === null ? null : Number(value.toFixed(digits)));
