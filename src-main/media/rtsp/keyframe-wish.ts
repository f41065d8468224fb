/** When a stream is without a keyframe to begin from, and how a camera that listens is asked for one (RFC 4585, RFC 5104). */

/** How a camera says it can be asked, best first. */
export type KeyframeRequest = 'pli' | 'fir';

/** Cameras that answer at all do so within a few frames; asking on would only load the encoder. */
const ASK_AGAIN_MS = 1000;

/** Whether a keyframe is missing, and how often that was said. */
export class KeyframeWish {
  #missing = true;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  #asked = 0;

  unit(keyframe: boolean): void {
    if (keyframe) this.#missing = false;
  }

  /** What follows refers to something lost. */
  torn(): void {
    this.#missing = true;
  }

  /** The number of the request to be sent now, counting from 0; `null` when none is. */
  due(nowMs: number): number | null {
    if (!this.#missing || nowMs - this.#askedAtMs < ASK_AGAIN_MS) return null;
    this.#askedAtMs = nowMs;
    this.#asked += 1;
    return this.#asked - 1;
  }
}

/** The request itself, to follow a receiver report in one compound packet. */
export function keyframeRequest(kind: KeyframeRequest, ownSsrc: number, sourceSsrc: number, number: number): Buffer {
  const pli = kind === 'pli';
  const packet = Buffer.alloc(pli ? 12 : 20);
  packet.set([pli ? 0x81 : 0x84, 206, 0, pli ? 2 : 4]);
  packet.writeUInt32BE(ownSsrc >>> 0, 4);
  if (pli) {
    packet.writeUInt32BE(sourceSsrc >>> 0, 8);
    return packet;
  }
  // A full intra request names its source in its own entry; a repeated number would be taken for a repeat.
  packet.writeUInt32BE(sourceSsrc >>> 0, 12);
  packet.writeUInt8(number & 0xff, 16);
  return packet;
}
