/** What a device says the time is, and how far that is from ours. Pure. */
import { child, numberAt, plainLine, textAt } from './xml-reading.ts';
import type { XmlElement } from './xml.ts';

export interface DeviceClock {
  /** Device minus this machine, milliseconds. */
  readonly offsetMs: number;
  /** How far `offsetMs` may be from the truth: half the way there and back, and half of the second the device rounds to. */
  readonly uncertaintyMs: number;
  /** `NTP`, `Manual`, or what else the device calls it. */
  readonly setBy: string;
  /** When it was read, on the steady clock. */
  readonly readAtMs: number;
}

export interface ClockReading {
  readonly deviceMs: number;
  readonly setBy: string;
}

export const getSystemDateAndTime = {
  action: 'http://www.onvif.org/ver10/device/wsdl/GetSystemDateAndTime',
  body: '<GetSystemDateAndTime xmlns="http://www.onvif.org/ver10/device/wsdl"/>',
} as const;

/** `null` where the device gives no usable time. Local time stands in for UTC only where there is no UTC at all. */
export function readClock(response: XmlElement | null): ClockReading | null {
  const system = child(response, 'SystemDateAndTime');
  const deviceMs = moment(child(system, 'UTCDateTime')) ?? moment(child(system, 'LocalDateTime'));
  return deviceMs === null ? null : { deviceMs, setBy: plainLine(textAt(system, 'DateTimeType'), 40) };
}

function moment(element: XmlElement | null): number | null {
  const at = (...path: readonly string[]): number => numberAt(element, ...path) ?? Number.NaN;
  const [year, month, day] = [at('Date', 'Year'), at('Date', 'Month'), at('Date', 'Day')];
  const [hour, minute, second] = [at('Time', 'Hour'), at('Time', 'Minute'), at('Time', 'Second')];
  const inRange = year >= 1970 && year <= 2200 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour >= 0 && hour <= 24;
  if (!inRange || !(minute >= 0 && minute < 60) || !(second >= 0 && second <= 61)) return null;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

export interface ReadingTimes {
  /** By this machine's clock. */
  readonly sentWallMs: number;
  readonly receivedWallMs: number;
  /** By the steady clock. */
  readonly receivedMs: number;
}

/** The device answered somewhere between sending and receiving, and left out the fraction of its second. */
export function clockOf({ deviceMs, setBy }: ClockReading, { sentWallMs, receivedWallMs, receivedMs }: ReadingTimes): DeviceClock {
  const half = Math.max(0, receivedWallMs - sentWallMs) / 2;
  return { offsetMs: Math.round(deviceMs + 500 - (sentWallMs + half)), uncertaintyMs: Math.round(half + 500), setBy, readAtMs: receivedMs };
}
