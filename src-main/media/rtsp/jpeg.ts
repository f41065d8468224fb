/** JPEG over RTP (RFC 2435) with restart markers, computed, announced and in-band quantisation tables. */
import type { Depacketiser, DepacketiserEvents } from './depacketiser.ts';
import { jpegHeader, scaledTables } from './jpeg-header.ts';
import { u16 } from './rtp-packet.ts';
import { UnitParts } from './unit-parts.ts';

export interface PictureSide {
  readonly width: number;
  readonly height: number;
}

const endOfImage = new Uint8Array([0xff, 0xd9]);
const dynamicQuality = 255;
const firstInBandQuality = 128;
/** Two tables of 16-bit values; a camera may announce more bytes, of which nothing is ever used. */
const maxTableBytes = 256;
/** Pictures ended by the next one's timestamp in a row before the hold is admitted. */
const unmarkedBeforeHold = 4;

export class JpegDepacketiser implements Depacketiser {
  readonly #events: DepacketiserEvents;
  readonly #announced: PictureSide | null;
  /** In-band tables by quality: a camera need not repeat those below 255. */
  readonly #tables = new Map<number, { readonly tables: Uint8Array; readonly precision: number }>();
  readonly #parts = new UnitParts();
  /** Bytes of the scan so far; `null` while there is no picture whose beginning is here. */
  #scan: number | null = null;
  #timestamp: number | null = null;
  #unmarked = 0;

  /** `announced`: the session's word on the size, for pictures too large for the header. */
  constructor(events: DepacketiserEvents, announced: PictureSide | null) {
    this.#events = events;
    this.#announced = announced;
  }

  get holdsBack(): boolean {
    return this.#unmarked >= unmarkedBeforeHold;
  }

  push(payload: Uint8Array, timestamp: number, marker: boolean): void {
    if (timestamp !== this.#timestamp) {
      if (this.#scan !== null) this.#emit(false);
      this.#timestamp = timestamp;
    }
    const offset = ((payload[1] ?? 0) << 16) | u16(payload, 2);
    const scan = payload.length < 8 ? null : this.#header(payload, offset);
    if (scan === null || (offset > 0 && offset !== this.#scan)) this.#drop();
    else this.#add(scan, offset);
    if (marker && this.#scan !== null) this.#emit(true);
  }

  /** Every picture stands on its own: only the one at hand is lost. */
  lost(): void {
    this.#drop();
  }

  reset(): void {
    this.#drop();
    this.#timestamp = null;
  }

  /** The payload's part of the scan; for the first packet of a picture the headers are built. `null` when it cannot be. */
  #header(payload: Uint8Array, offset: number): Uint8Array | null {
    const [type, quality] = [payload[4] ?? 0, payload[5] ?? 0];
    const hasRestart = type >= 64 && type <= 127;
    if ((type & 0x3f) > 1 || type > 127) return null;
    let at = hasRestart ? 12 : 8;
    const restartInterval = hasRestart ? u16(payload, 8) : 0;
    if (offset > 0) return payload.subarray(at);
    this.#drop();
    let quantisers = this.#tables.get(quality) ?? null;
    if (quality >= firstInBandQuality) {
      const length = u16(payload, at + 2);
      const begin = at + 4;
      at = begin + length;
      if (at > payload.length) return null;
      if (length > 0)
        quantisers = { tables: payload.slice(begin, Math.min(at, begin + maxTableBytes)), precision: payload[begin - 3] ?? 0 };
      else if (quality === dynamicQuality) return null;
    } else quantisers ??= { tables: scaledTables(quality), precision: 0 };
    if (quantisers === null || quality === 0) return null;
    this.#tables.set(quality, quantisers);
    const [width, height] = [(payload[6] ?? 0) * 8, (payload[7] ?? 0) * 8];
    const size = width > 0 && height > 0 ? { width, height } : this.#announced;
    const head = size === null ? null : jpegHeader({ type: type & 1, ...size, ...quantisers, restartInterval });
    if (head === null) return null;
    this.#parts.add(head);
    this.#scan = 0;
    return payload.subarray(at);
  }

  #add(scan: Uint8Array, offset: number): void {
    this.#scan = offset + scan.length;
    if (!this.#parts.add(scan)) this.#drop();
  }

  #emit(marked: boolean): void {
    const { last } = this.#parts;
    if (last?.at(-2) !== 0xff || last.at(-1) !== 0xd9) this.#parts.add(endOfImage);
    const picture = this.#parts.joined();
    this.#unmarked = marked ? 0 : this.#unmarked + 1;
    this.#drop();
    this.#events.unit(picture, this.#timestamp ?? 0);
  }

  #drop(): void {
    this.#parts.clear();
    this.#scan = null;
  }
}
