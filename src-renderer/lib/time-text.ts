/** Times as people in Vietnam read them: dd/MM/yyyy HH:mm:ss at +07:00, wherever the computer thinks it stands. */
import type { i18n } from 'i18next';
import type { EpochMs } from '../../src-contract/time.ts';

const VIETNAM_OFFSET_MS = 7 * 3_600_000;
const two = (value: number): string => String(value).padStart(2, '0');

function vietnamDate(at: EpochMs): Date {
  return new Date(at + VIETNAM_OFFSET_MS);
}

/** `31/12/2026`. */
export function dateText(at: EpochMs): string {
  const date = vietnamDate(at);
  return `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${String(date.getUTCFullYear())}`;
}

/** `23:59:08`, with no offset: for places where a clock with the offset is in sight. */
export function timeOfDayText(at: EpochMs): string {
  const date = vietnamDate(at);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}

/** `31/12/2026 23:59:08 +07:00`. */
export function clockText(at: EpochMs): string {
  return `${dateText(at)} ${timeOfDayText(at)} +07:00`;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A length of time in the largest unit of which there are two: `3,2 giây`, `95 phút`, `7 giờ`. */
export function lengthText(lengthMs: number, texts: i18n): string {
  const whole = new Intl.NumberFormat(texts.language, { maximumFractionDigits: 0 });
  if (lengthMs >= 2 * DAY_MS) return texts.t('length.days', { amount: whole.format(lengthMs / DAY_MS) });
  if (lengthMs >= 2 * HOUR_MS) return texts.t('length.hours', { amount: whole.format(lengthMs / HOUR_MS) });
  if (lengthMs >= 2 * MINUTE_MS) return texts.t('length.minutes', { amount: whole.format(lengthMs / MINUTE_MS) });
  const tenths = new Intl.NumberFormat(texts.language, { maximumFractionDigits: lengthMs < 10_000 ? 1 : 0 });
  return texts.t('length.seconds', { amount: tenths.format(lengthMs / 1000) });
}
