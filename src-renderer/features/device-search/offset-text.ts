/** How far a clock is off, in the largest unit that says enough. Pure but for the texts. */
import type { TFunction } from 'i18next';

const units = [
  ['years', 365 * 86_400_000],
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
] as const;

/** `nhanh 3 năm`, `chậm 12 giây`. */
export function offsetText(offsetMs: number, t: TFunction): string {
  const size = Math.abs(offsetMs);
  const [unit, ms] = units.find(([, least]) => size >= least * 2) ?? (['seconds', 1000] as const);
  const amount = t(`devices.unit.${unit}`, { count: Math.round(size / ms) });
  return offsetMs > 0 ? t('devices.fast', { amount }) : t('devices.slow', { amount });
}
