/** When time alone may next change an answer; pure. */
import type { CameraFacts } from '../../../src-contract/rights/request.ts';
import { epochMs, type EpochMs } from '../../../src-contract/time.ts';
import type { Asker } from './asker.ts';

/** `null`: never, as things stand. Early is allowed, late is not. */
export function nextChange({ standing, at, data }: Asker, cameras: Iterable<CameraFacts>): EpochMs | null {
  let next = Number.POSITIVE_INFINITY;
  const consider = (moment: number): void => {
    if (moment > at && moment < next) next = moment;
  };
  if (standing.kind === 'offline') consider(standing.graceEnds);
  for (const { validFrom, validTo, hours } of data.grants) {
    consider(Date.parse(validFrom));
    consider(Date.parse(validTo));
    if (hours !== null) for (const time of [hours.from, hours.to]) consider(nextTimeOfDay(time, at));
  }
  for (const { validTo } of data.cases) consider(Date.parse(validTo));
  for (const { consent } of cameras) {
    if (consent === null) continue;
    consider(Date.parse(consent.validFrom));
    if (consent.validTo !== null) consider(Date.parse(consent.validTo));
  }
  return Number.isFinite(next) ? epochMs(next) : null;
}

const DAY_MS = 86_400_000;
/** Vietnam is seven hours ahead of UTC, all year. */
const OFFSET_MS = 7 * 3_600_000;

function nextTimeOfDay(time: string, at: EpochMs): number {
  const startOfDay = Math.floor((at + OFFSET_MS) / DAY_MS) * DAY_MS - OFFSET_MS;
  const moment = startOfDay + Number(time.slice(0, 2)) * 3_600_000 + Number(time.slice(3, 5)) * 60_000;
  return moment > at ? moment : moment + DAY_MS;
}
