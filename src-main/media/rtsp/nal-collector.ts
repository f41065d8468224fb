/**
 * Collects NAL units into access units. A picture ends with the packet that carries the marker bit,
 * so nothing is held back; a new timestamp is the safety net for cameras that mark nothing.
 *
 * Markers cameras set wrongly: on parameter sets and SEI (Ivel; a unit without a picture does not
 * end), and on every slice (then markers are not believed any more and one frame is held).
 */
import { visitNals } from '../codec/annex-b.ts';
import type { DepacketiserEvents } from './depacketiser.ts';
import { withoutStartCode } from './parameter-sets.ts';
import { u16 } from './rtp-packet.ts';
import { UnitParts } from './unit-parts.ts';

export interface NalRules {
  /** Whether a NAL unit with this first byte holds a part of a picture. */
  readonly isPicture: (firstByte: number) => boolean;
  /** Whether a NAL unit begins its picture, given that it holds a part of one. */
  readonly isFirstSlice: (nal: Uint8Array) => boolean;
}

const startCode = new Uint8Array([0, 0, 0, 1]);
/** Parameter sets and SEI waiting for their picture. */
const maxWithoutPicture = 256 * 1024;
/** Unmarked pictures in a row before the hold is admitted. */
const unmarkedBeforeHold = 4;

export class NalCollector {
  readonly #rules: NalRules;
  readonly #events: DepacketiserEvents;
  readonly #parts = new UnitParts();
  #timestamp: number | null = null;
  #hasPicture = false;
  /** Parts already searched for a picture behind a start code. */
  #searched = 0;
  #inFragment = false;
  /** Everything with this timestamp is dropped: a part of it is missing. */
  #skipping: number | null = null;
  /** Packets were lost; the next picture counts only if its beginning is there. */
  #needsHead = false;
  #endedByMarker: number | null = null;
  #markersLie = false;
  #unmarked = 0;

  constructor(rules: NalRules, events: DepacketiserEvents) {
    this.#rules = rules;
    this.#events = events;
  }

  get holdsBack(): boolean {
    return this.#markersLie || this.#unmarked >= unmarkedBeforeHold;
  }

  /** Before a packet's content. */
  begin(timestamp: number): void {
    if (timestamp === this.#timestamp) return;
    if (this.#parts.bytes > 0) this.#endUnmarked();
    this.#timestamp = timestamp;
    if (this.#skipping !== timestamp) this.#skipping = null;
  }

  /** A whole NAL unit; may hold further ones behind start codes (V380). */
  nal(nal: Uint8Array): void {
    if (nal.length === 0) return;
    this.#inFragment = false;
    if (this.#admit(nal)) this.#add(startCode, nal);
  }

  /** The NAL units of an aggregation packet, each behind its 16-bit size (RFC 6184 §5.7.1, RFC 7798 §4.4.2), from offset `at` on. */
  aggregate(payload: Uint8Array, at: number): void {
    for (let next = at; next + 2 < payload.length;) {
      const size = u16(payload, next);
      this.nal(withoutStartCode(payload.subarray(next + 2, next + 2 + size)));
      next += 2 + size;
    }
  }

  /** The first fragment, with the NAL header put together; `rest` may be empty. */
  fragmentStart(head: Uint8Array, rest: Uint8Array): void {
    this.#inFragment = true;
    if (!this.#admit(concatHead(head, rest))) return;
    this.#add(startCode, head);
    if (rest.length > 0) this.#add(rest);
  }

  /** A later one; one that is empty and ends nothing says nothing. */
  fragment(rest: Uint8Array, ends: boolean): void {
    if (rest.length === 0 && !ends) return;
    if (!this.#inFragment) this.#damage();
    else if (this.#skipping === null && rest.length > 0) this.#add(rest);
    if (ends) this.#inFragment = false;
  }

  /** After a packet's content. */
  end(marker: boolean): void {
    if (!marker || this.#parts.bytes === 0 || this.#markersLie || !this.#holdsPicture()) return;
    this.#unmarked = 0;
    this.#endedByMarker = this.#timestamp;
    this.#emit();
  }

  lost(): void {
    if (this.#parts.bytes > 0) this.#skipping = this.#timestamp;
    this.#drop();
    this.#inFragment = false;
    this.#needsHead = true;
    this.#events.torn();
  }

  reset(): void {
    this.#drop();
    this.#timestamp = null;
    this.#skipping = null;
    this.#endedByMarker = null;
    this.#inFragment = false;
    this.#needsHead = false;
  }

  #admit(nal: Uint8Array): boolean {
    if (this.#skipping !== null) return false;
    const picture = this.#rules.isPicture(nal[0] ?? 0);
    if (picture && !this.#hasPicture && !this.#beginsWell(nal)) {
      this.#damage();
      return false;
    }
    if (picture) {
      this.#hasPicture = true;
      this.#needsHead = false;
    }
    return true;
  }

  /** A slice that does not begin its picture may come first only if nobody can tell better. */
  #beginsWell(nal: Uint8Array): boolean {
    if (this.#rules.isFirstSlice(nal)) return true;
    if (this.#timestamp === this.#endedByMarker) this.#markersLie = true;
    return !this.#needsHead && this.#timestamp !== this.#endedByMarker;
  }

  #add(...parts: readonly Uint8Array[]): void {
    for (const part of parts) {
      if (this.#parts.add(part)) continue;
      this.#damage();
      return;
    }
  }

  /** The picture at hand cannot be completed. */
  #damage(): void {
    if (this.#skipping !== null && this.#skipping === this.#timestamp) return;
    this.#drop();
    this.#skipping = this.#timestamp;
    this.#events.torn();
  }

  #endUnmarked(): void {
    if (this.#holdsPicture()) {
      this.#unmarked += 1;
      this.#emit();
    } else if (this.#parts.bytes > maxWithoutPicture) this.#drop();
  }

  /** Also looks behind start codes inside what was announced as parameter sets. */
  #holdsPicture(): boolean {
    if (this.#hasPicture) return true;
    // What was searched once is not searched again, however many markers come.
    this.#hasPicture = this.#parts.from(this.#searched).some((part) => holds(part, this.#rules.isPicture));
    this.#searched = this.#parts.count;
    return this.#hasPicture;
  }

  #emit(): void {
    const data = this.#parts.joined();
    const timestamp = this.#timestamp ?? 0;
    this.#drop();
    this.#needsHead = false;
    this.#events.unit(data, timestamp);
  }

  #drop(): void {
    this.#parts.clear();
    this.#hasPicture = false;
    this.#searched = 0;
  }
}

/** Whether one of the NAL units behind start codes in these bytes is wanted. */
function holds(bytes: Uint8Array, wanted: (firstByte: number) => boolean): boolean {
  const found: boolean[] = [];
  visitNals(bytes, (byte) => {
    if (wanted(byte)) found.push(true);
    return found.length === 0;
  });
  return found.length > 0;
}

/** Enough of a NAL unit to see how its slice begins. */
function concatHead(head: Uint8Array, rest: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(head.length + 1);
  bytes.set(head);
  bytes[head.length] = rest[0] ?? 0;
  return bytes;
}
