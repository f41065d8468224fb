/** The 95th percentile by nearest rank; `null` of nothing. */
export function percentile95(samples: readonly number[]): number | null {
  const sorted = [...samples].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(0.95 * sorted.length) - 1)] ?? null;
}
