import type { FrameLedger } from './frame-ledger.ts';
import { PROBE_PLACES, type ProbeSample } from './picture-watch.ts';

const LOOK_EVERY_MS = 1_000;
/** Two lines: chroma of 4:2:0 lies on every other one. */
const STRIP_LINES = 2;
/** Formats whose first plane is 8-bit luma; of others nothing can be said cheaply. */
const lumaFirst: ReadonlySet<string | null> = new Set(['I420', 'I420A', 'I422', 'I444', 'NV12']);

/** Takes a strip of two lines out of a decoded frame once a second, at the next of eight heights each time. */
export class PictureProbe {
  readonly #ledger: FrameLedger;
  readonly #seen: (place: number, sample: ProbeSample) => void;
  #buffer = new Uint8Array(0);
  #place = 0;
  #lookedAtMs = Number.NEGATIVE_INFINITY;
  #busy = false;

  constructor(ledger: FrameLedger, seen: (place: number, sample: ProbeSample) => void) {
    this.#ledger = ledger;
    this.#seen = seen;
  }

  /** Every frame on its way to the glass; the frame stays the caller's. */
  look(frame: VideoFrame, nowMs: number): void {
    if (this.#busy || nowMs - this.#lookedAtMs < LOOK_EVERY_MS || !lumaFirst.has(frame.format)) return;
    this.#lookedAtMs = nowMs;
    this.#busy = true;
    const own = this.#ledger.opened(frame.clone());
    this.#place = (this.#place + 1) % PROBE_PLACES;
    void this.#read(own, this.#place).finally(() => {
      this.#ledger.close(own);
      this.#busy = false;
    });
  }

  async #read(frame: VideoFrame, place: number): Promise<void> {
    const rect = stripOf(frame.visibleRect, place);
    if (rect === null) return;
    try {
      const bytes = frame.allocationSize({ rect });
      if (this.#buffer.length < bytes) this.#buffer = new Uint8Array(bytes);
      const [luma] = await frame.copyTo(this.#buffer, { rect });
      if (luma) this.#seen(place, measure(this.#buffer, luma.offset, luma.stride, rect.width));
    } catch {
      // A frame whose memory is gone has nothing to say; the next one has.
    }
  }
}

interface Strip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function stripOf(visible: DOMRectReadOnly | null, place: number): Strip | null {
  if (visible === null || visible.width < 2 || visible.height < 2 * PROBE_PLACES) return null;
  const even = (value: number): number => Math.floor(value / 2) * 2;
  const y = visible.y + ((place + 0.5) * visible.height) / PROBE_PLACES;
  return { x: even(visible.x), y: even(y), width: even(visible.width), height: STRIP_LINES };
}

/** FNV-1a over the luma, and its mean and bounds. */
function measure(buffer: Uint8Array, offset: number, stride: number, width: number): ProbeSample {
  let hash = 0x811c9dc5;
  let sum = 0;
  let darkest = 255;
  let brightest = 0;
  for (let line = 0; line < STRIP_LINES; line += 1) {
    const end = offset + line * stride + width;
    for (let at = end - width; at < end; at += 1) {
      const value = buffer[at] ?? 0;
      hash = Math.imul(hash ^ value, 0x01000193);
      sum += value;
      if (value < darkest) darkest = value;
      if (value > brightest) brightest = value;
    }
  }
  return { hash, mean: sum / (STRIP_LINES * width), darkest, brightest };
}
