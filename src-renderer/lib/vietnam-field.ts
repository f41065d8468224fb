/** Moments as people in Vietnam type them, `31/12/2026 23:59`, always at +07:00, wherever the computer thinks it stands. */

const OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
const form = /^(?<day>\d{1,2})\/(?<month>\d{1,2})\/(?<year>\d{4})(?:\s+(?<hour>\d{1,2}):(?<minute>\d{2}))?$/u;

export function fieldOfMoment(atMs: number): string {
  const [date = '', time = ''] = new Date(atMs + OFFSET_MS).toISOString().split('T');
  return `${date.split('-').reverse().join('/')} ${time.slice(0, 5)}`;
}

/** ms since 1970; a day without a time is its beginning. `null` for anything that is no moment, so for an empty field. */
export function momentOfField(text: string): number | null {
  const found = form.exec(text.trim())?.groups;
  if (found === undefined) return null;
  const two = (part: string | undefined): string => (part ?? '0').padStart(2, '0');
  const day = `${found['year'] ?? ''}-${two(found['month'])}-${two(found['day'])}`;
  const at = Date.parse(`${day}T${two(found['hour'])}:${two(found['minute'])}:00Z`);
  // The 31st of a month of 30 days would be read as the 1st of the next.
  const meant = Number.isFinite(at) && new Date(at).toISOString().startsWith(day);
  return meant && at >= OFFSET_MS ? at - OFFSET_MS : null;
}

/** When the day of a moment began in Vietnam. */
export function startOfVietnamDay(atMs: number): number {
  return Math.floor((atMs + OFFSET_MS) / DAY_MS) * DAY_MS - OFFSET_MS;
}
