/** H.265 over RTP (RFC 7798) without decoding order numbers. */
import { HevcNal, hevcType } from '../codec/hevc.ts';
import type { Depacketiser, DepacketiserEvents } from './depacketiser.ts';
import { NalCollector } from './nal-collector.ts';
import { withoutStartCode } from './parameter-sets.ts';

const aggregation = 48;
const fragmentation = 49;

export class H265Depacketiser implements Depacketiser {
  readonly #collector: NalCollector;

  constructor(events: DepacketiserEvents) {
    const isPicture = (byte: number): boolean => hevcType(byte) <= HevcNal.lastSlice;
    this.#collector = new NalCollector({ isPicture, isFirstSlice: (nal) => (nal[2] ?? 0) >= 0x80 }, events);
  }

  get holdsBack(): boolean {
    return this.#collector.holdsBack;
  }

  push(payload: Uint8Array, timestamp: number, marker: boolean): void {
    this.#collector.begin(timestamp);
    const type = hevcType(payload[0] ?? 0);
    if (payload.length >= 3) {
      if (type === aggregation) this.#collector.aggregate(payload, 2);
      else if (type === fragmentation) this.#fragment(payload);
      else if (type < aggregation) this.#collector.nal(withoutStartCode(payload));
    }
    this.#collector.end(marker);
  }

  lost(): void {
    this.#collector.lost();
  }

  reset(): void {
    this.#collector.reset();
  }

  #fragment(payload: Uint8Array): void {
    const [first = 0, second = 0, flags = 0] = payload;
    const rest = payload.subarray(3);
    const [starts, ends] = [flags >= 0x80, (flags & 0x40) !== 0];
    if (starts) this.#collector.fragmentStart(new Uint8Array([(first & 0x81) | ((flags & 0x3f) << 1), second]), rest);
    else this.#collector.fragment(rest, ends);
  }
}
