/** Times as people in Vietnam read them: dd/MM/yyyy HH:mm:ss at +07:00, wherever the computer thinks it stands. */
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
