/** Days as the log is looked through: Vietnam's, from midnight to midnight at +07:00. Pure. */

const OFFSET_MS = 7 * 3_600_000;
export const DAY_MS = 24 * 3_600_000;

/** `2026-12-31`, as a date field wants it. */
export function dayOf(atMs: number): string {
  return new Date(atMs + OFFSET_MS).toISOString().slice(0, 10);
}

/** When a day begins; `null` for anything that is no day. */
export function dayStart(day: string): number | null {
  const at = /^\d{4}-\d{2}-\d{2}$/u.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return Number.isFinite(at) && at >= OFFSET_MS ? at - OFFSET_MS : null;
}

/** The day so many days later; the same one when it is none. */
export function dayAfter(day: string, days: number): string {
  const start = dayStart(day);
  return start === null ? day : dayOf(start + days * DAY_MS);
}

/** `31/12/2026`, as days are written in Vietnam, in either language of the screen. */
export function dayText(day: string): string {
  return day.split('-').reverse().join('/');
}

/** The day a person typed, also without leading zeros; `null` for what is none, as 31/02. */
export function typedDay(text: string): string | null {
  const found = /^\s*(?<date>\d{1,2})[./-](?<month>\d{1,2})[./-](?<year>\d{4})\s*$/u.exec(text)?.groups;
  if (found === undefined) return null;
  const { date = '', month = '', year = '' } = found;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const start = dayStart(day);
  return start !== null && dayOf(start) === day ? day : null;
}
