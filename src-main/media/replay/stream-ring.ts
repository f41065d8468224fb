/** The last seconds of one stream, encoded as they came, in whole groups of pictures. */
import { monotonicMs, ptsUs } from '../../../src-contract/time.ts';
import type { StreamFormat, StreamUnit } from '../stream-unit.ts';
import { SegmentLog, type SegmentSource } from './segment-log.ts';

/** A run of units that begins with a keyframe. Times are arrivals on the media process's clock, ms. */
export interface RingGroup {
  readonly offset: number;
  readonly endOffset: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly units: number;
  readonly format: StreamFormat;
}

/** What stands before each unit's bytes. */
export interface UnitHeader {
  readonly offset: number;
  /** Offset of the unit after it. */
  readonly next: number;
  readonly arrivalMs: number;
}

export interface StreamRingOptions {
  readonly memory: SegmentSource;
  /** How long units are kept, ms; asked anew each time. 0 keeps nothing. */
  readonly keepMs: () => number;
}

/** u32 length, u32 flags, f64 presentation time, f64 arrival, f64 the camera's time. */
const HEADER_BYTES = 32;
const FLAG_KEYFRAME = 1;
const FLAG_DISCONTINUITY = 2;
/** Who told the camera's time; neither when nobody did. */
const FLAG_RTCP = 4;
const FLAG_REPLAY = 8;
/** Streams of keyframes alone (MJPEG) would otherwise have a group for every picture. */
const GROUP_AT_LEAST_MS = 500;

type OpenGroup = { -readonly [K in keyof RingGroup]: RingGroup[K] };

export class StreamRing {
  readonly #keepMs: () => number;
  readonly #log: SegmentLog;
  readonly #scratch = new Uint8Array(HEADER_BYTES);
  readonly #header = new DataView(this.#scratch.buffer);
  #groups: OpenGroup[] = [];
  /** The last group while units may still be added to it. */
  #open: OpenGroup | null = null;
  #format: StreamFormat | null = null;

  constructor({ memory, keepMs }: StreamRingOptions) {
    this.#keepMs = keepMs;
    this.#log = new SegmentLog(memory);
  }

  /** Oldest first. */
  get groups(): readonly RingGroup[] {
    return this.#groups;
  }

  get segments(): number {
    return this.#log.segments;
  }

  format(format: StreamFormat): void {
    this.#format = format;
  }

  /** Copies the unit. One that finds no room takes its group with it. */
  add(unit: StreamUnit): void {
    const keepMs = this.#keepMs();
    if (keepMs === 0 || this.#format === null) {
      this.clear();
      return;
    }
    while (this.#groups[0] !== undefined && this.#groups[0] !== this.#open && this.#groups[0].endMs < unit.arrivalMs - keepMs)
      this.dropOldest();
    const begins = unit.keyframe && this.#beginsGroup(unit);
    if (!begins && (this.#open === null || unit.discontinuity)) {
      this.#open = null;
      return;
    }
    if (begins) this.#open = null;
    // Making room may drop old groups, this stream's own included.
    const group = this.#log.reserve(HEADER_BYTES + unit.data.length)
      ? (this.#open ?? (begins ? this.#begin(unit, this.#format) : null))
      : null;
    if (group === null) this.#giveUpGroup();
    else this.#write(unit, group);
  }

  /** False when there is nothing to drop. The group that is being written goes last. */
  dropOldest(): boolean {
    const oldest = this.#groups.shift();
    if (oldest === undefined) return false;
    if (oldest === this.#open) this.#open = null;
    const next = this.#groups[0];
    if (next === undefined) this.#log.clear();
    else this.#log.freeBefore(next.offset);
    return true;
  }

  /** Zeroes and frees everything. */
  clear(): void {
    if (this.#log.segments === 0) return;
    this.#groups = [];
    this.#open = null;
    this.#log.clear();
  }

  /** The header at `offset`, which must be a unit's; `null` when that is gone or not there yet. */
  header(offset: number): UnitHeader | null {
    if (offset < (this.#groups[0]?.offset ?? Number.POSITIVE_INFINITY) || offset >= this.#log.end) return null;
    this.#log.read(offset, this.#scratch);
    return { offset, next: offset + HEADER_BYTES + this.#header.getUint32(0, true), arrivalMs: this.#header.getFloat64(16, true) };
  }

  /** A copy of the unit at `offset`, exactly as it came. */
  unit(offset: number): StreamUnit | null {
    const header = this.header(offset);
    if (header === null) return null;
    const flags = this.#header.getUint32(4, true);
    const pts = this.#header.getFloat64(8, true);
    const origin = originOf(flags);
    const wallClock = origin === null ? null : { epochMs: this.#header.getFloat64(24, true), origin };
    const data = new Uint8Array(header.next - offset - HEADER_BYTES);
    this.#log.read(offset + HEADER_BYTES, data);
    return {
      data,
      ptsUs: ptsUs(pts),
      arrivalMs: monotonicMs(header.arrivalMs),
      keyframe: (flags & FLAG_KEYFRAME) !== 0,
      discontinuity: (flags & FLAG_DISCONTINUITY) !== 0,
      wallClock,
    } satisfies StreamUnit;
  }

  #beginsGroup(unit: StreamUnit): boolean {
    const open = this.#open;
    return open === null || unit.discontinuity || open.format !== this.#format || unit.arrivalMs - open.startMs >= GROUP_AT_LEAST_MS;
  }

  #begin(unit: StreamUnit, format: StreamFormat): OpenGroup {
    const offset = this.#log.end;
    const group = { offset, endOffset: offset, startMs: unit.arrivalMs, endMs: unit.arrivalMs, units: 0, format };
    this.#groups.push(group);
    this.#open = group;
    return group;
  }

  #write(unit: StreamUnit, group: OpenGroup): void {
    this.#header.setUint32(0, unit.data.length, true);
    this.#header.setUint32(4, flagsOf(unit), true);
    this.#header.setFloat64(8, unit.ptsUs, true);
    this.#header.setFloat64(16, unit.arrivalMs, true);
    this.#header.setFloat64(24, unit.wallClock?.epochMs ?? 0, true);
    this.#log.append(this.#scratch);
    this.#log.append(unit.data);
    group.endOffset = this.#log.end;
    group.endMs = unit.arrivalMs;
    group.units += 1;
  }

  /** Half a group is none: its beginning goes as well, until the next keyframe. */
  #giveUpGroup(): void {
    if (this.#open !== null) this.#groups = this.#groups.filter((group) => group !== this.#open);
    this.#open = null;
    if (this.#groups.length === 0) this.#log.clear();
  }
}

function originOf(flags: number): 'rtcp' | 'replay' | null {
  if ((flags & FLAG_RTCP) !== 0) return 'rtcp';
  return (flags & FLAG_REPLAY) === 0 ? null : 'replay';
}

function flagsOf({ keyframe, discontinuity, wallClock }: StreamUnit): number {
  const origin = wallClock?.origin === 'rtcp' ? FLAG_RTCP : wallClock?.origin === 'replay' ? FLAG_REPLAY : 0;
  return (keyframe ? FLAG_KEYFRAME : 0) | (discontinuity ? FLAG_DISCONTINUITY : 0) | origin;
}
