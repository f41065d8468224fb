/** AAC frames out of RTP payloads: RFC 3640 (MPEG4-GENERIC) and RFC 6416 (MP4A-LATM). Hostile input: bounded, never throws. */
import { BitReader } from '../codec/bit-reader.ts';
import type { AacRules } from './aac-format.ts';
import type { Depacketiser, DepacketiserEvents } from './depacketiser.ts';
import { u16 } from './rtp-packet.ts';

/** More than any frame of eight channels has (6144 bits a channel), and than any sane packet holds. */
const maxFrameBytes = 16_384;
const maxFrames = 64;

/** A frame that comes in several packets. */
class Fragments {
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #timestamp = 0;

  get bytes(): number {
    return this.#bytes;
  }

  /** False when it grew beyond any frame; it is dropped then. */
  add(part: Uint8Array, timestamp: number): boolean {
    if (timestamp !== this.#timestamp) this.drop();
    this.#timestamp = timestamp;
    this.#parts.push(new Uint8Array(part));
    this.#bytes += part.length;
    if (this.#bytes <= maxFrameBytes && this.#parts.length <= maxFrames) return true;
    this.drop();
    return false;
  }

  take(): Uint8Array {
    const whole = Buffer.concat(this.#parts, this.#bytes);
    this.drop();
    return whole;
  }

  drop(): void {
    this.#parts = [];
    this.#bytes = 0;
  }
}

/** Several whole frames a packet, or one frame over several packets, each with its size in front. */
export class AacDepacketiser implements Depacketiser {
  readonly holdsBack = false;
  readonly #events: DepacketiserEvents;
  readonly #rules: AacRules;
  readonly #frameTicks: number;
  readonly #fragments = new Fragments();

  constructor(events: DepacketiserEvents, rules: AacRules, frameTicks: number) {
    this.#events = events;
    this.#rules = rules;
    this.#frameTicks = frameTicks;
  }

  push(payload: Uint8Array, timestamp: number): void {
    const sizes = this.#sizes(payload);
    if (sizes === null) return;
    let at = 2 + Math.ceil(u16(payload, 0) / 8);
    for (const [index, size] of sizes.entries()) {
      const frame = payload.subarray(at, at + size);
      at += size;
      if (frame.length < size) {
        if (sizes.length === 1) this.#fragment(frame, size, timestamp);
        return;
      }
      this.#fragments.drop();
      if (size > 0) this.#events.unit(new Uint8Array(frame), (timestamp + index * this.#frameTicks) >>> 0);
    }
  }

  lost(): void {
    this.#fragments.drop();
  }

  reset(): void {
    this.#fragments.drop();
  }

  /** Every fragment repeats the size of the whole frame (RFC 3640 §3.2.3). */
  #fragment(part: Uint8Array, size: number, timestamp: number): void {
    if (part.length === 0 || size > maxFrameBytes || !this.#fragments.add(part, timestamp)) return;
    if (this.#fragments.bytes === size) this.#events.unit(this.#fragments.take(), timestamp);
    else if (this.#fragments.bytes > size) this.#fragments.drop();
  }

  #sizes(payload: Uint8Array): readonly number[] | null {
    if (payload.length < 3) return null;
    const headerBits = u16(payload, 0);
    const { sizeLength, indexLength, indexDeltaLength } = this.#rules;
    if (headerBits === 0 || 2 + Math.ceil(headerBits / 8) > payload.length) return null;
    const bits = new BitReader(payload.subarray(2));
    const sizes: number[] = [];
    while (bits.position + sizeLength <= headerBits && sizes.length < maxFrames) {
      sizes.push(bits.bits(sizeLength));
      bits.skip(sizes.length === 1 ? indexLength : indexDeltaLength);
    }
    return sizes;
  }
}

/** One frame a packet or over several up to the marker, its length in front as a row of bytes that ends below 255. */
export class LatmDepacketiser implements Depacketiser {
  readonly holdsBack = false;
  readonly #events: DepacketiserEvents;
  readonly #frameTicks: number;
  readonly #fragments = new Fragments();
  /** Packets are missing in front: what comes up to the next marker begins in the middle. */
  #torn = false;

  constructor(events: DepacketiserEvents, frameTicks: number) {
    this.#events = events;
    this.#frameTicks = frameTicks;
  }

  push(payload: Uint8Array, timestamp: number, marker: boolean): void {
    if (!this.#torn && payload.length > 0 && !this.#fragments.add(payload, timestamp)) this.#torn = true;
    if (!marker) return;
    if (!this.#torn && this.#fragments.bytes > 0) this.#emit(this.#fragments.take(), timestamp);
    this.#fragments.drop();
    this.#torn = false;
  }

  lost(): void {
    this.#fragments.drop();
    this.#torn = true;
  }

  reset(): void {
    this.#fragments.drop();
    this.#torn = false;
  }

  #emit(whole: Uint8Array, timestamp: number): void {
    for (let at = 0, frames = 0; at < whole.length && frames < maxFrames; frames += 1) {
      let size = 0;
      while (whole[at] === 255) {
        size += 255;
        at += 1;
      }
      size += whole[at] ?? 0;
      at += 1;
      if (size === 0 || at + size > whole.length) return;
      this.#events.unit(whole.subarray(at, at + size), (timestamp + frames * this.#frameTicks) >>> 0);
      at += size;
    }
  }
}
