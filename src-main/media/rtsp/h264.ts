/** H.264 over RTP (RFC 6184, packetization modes 0 and 1). */
import { H264Nal } from '../codec/h264.ts';
import type { Depacketiser, DepacketiserEvents } from './depacketiser.ts';
import { NalCollector } from './nal-collector.ts';
import { withoutStartCode } from './parameter-sets.ts';

const stapA = 24;
const fuA = 28;
const lastSingle = 23;

export class H264Depacketiser implements Depacketiser {
  readonly #collector: NalCollector;

  constructor(events: DepacketiserEvents) {
    const isPicture = (byte: number): boolean => (byte & 0x1f) >= H264Nal.slice && (byte & 0x1f) <= H264Nal.idr;
    this.#collector = new NalCollector({ isPicture, isFirstSlice: (nal) => (nal[1] ?? 0) >= 0x80 }, events);
  }

  get holdsBack(): boolean {
    return this.#collector.holdsBack;
  }

  push(payload: Uint8Array, timestamp: number, marker: boolean): void {
    this.#collector.begin(timestamp);
    const first = payload[0] ?? 0;
    const type = first & 0x1f;
    if (payload.length === 0 || type === fuA) this.#fragment(payload);
    else if (type === stapA) this.#collector.aggregate(payload, 1);
    else if (type === 0) this.#collector.nal(bareNal(payload));
    else if (type <= lastSingle) this.#collector.nal(payload);
    this.#collector.end(marker);
  }

  lost(): void {
    this.#collector.lost();
  }

  reset(): void {
    this.#collector.reset();
  }

  /** A type that changes between fragments of one NAL unit (Tiandy) is not believed: the first one counts. */
  #fragment(payload: Uint8Array): void {
    const [indicator = 0, flags = 0] = payload;
    if (payload.length < 2) return;
    const rest = payload.subarray(2);
    const [starts, ends] = [flags >= 0x80, (flags & 0x40) !== 0];
    if (starts) this.#collector.fragmentStart(nalHeader((indicator & 0xe0) | (flags & 0x1f)), rest);
    else this.#collector.fragment(rest, ends);
  }
}

/** A payload that begins with a start code instead of a NAL header; nothing otherwise. */
function bareNal(payload: Uint8Array): Uint8Array {
  const nal = withoutStartCode(payload);
  return nal === payload ? new Uint8Array(0) : nal;
}

const headers = Array.from({ length: 256 }, (_, byte) => new Uint8Array([byte]));
const nalHeader = (byte: number): Uint8Array => headers[byte] ?? new Uint8Array([byte]);
