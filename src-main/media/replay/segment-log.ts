/** A growing run of bytes over equal segments: written at the end, freed from the front, read anywhere in between. */

/** Where the segments come from and go to. */
export interface SegmentSource {
  readonly segmentBytes: number;
  /** `null` when there is no memory left. */
  take(): Uint8Array | null;
  give(segment: Uint8Array): void;
}

/** Offsets count from the first byte ever written and are never used twice. */
export class SegmentLog {
  readonly #source: SegmentSource;
  #segments: Uint8Array[] = [];
  /** Offset of the first byte of the first segment. */
  #head = 0;
  #tail = 0;

  constructor(source: SegmentSource) {
    this.#source = source;
  }

  /** Where the next byte goes. */
  get end(): number {
    return this.#tail;
  }

  get segments(): number {
    return this.#segments.length;
  }

  /** Takes memory for `bytes` more. False when there is none; what was taken stays for the next try. */
  reserve(bytes: number): boolean {
    while (this.#head + this.#segments.length * this.#source.segmentBytes - this.#tail < bytes) {
      const segment = this.#source.take();
      if (segment === null) return false;
      this.#segments.push(segment);
    }
    return true;
  }

  /** Copies `bytes` to the end; `reserve` must have made room. */
  append(bytes: Uint8Array): void {
    const size = this.#source.segmentBytes;
    for (let done = 0; done < bytes.length;) {
      const at = this.#tail - this.#head;
      const segment = this.#segments[Math.floor(at / size)];
      if (segment === undefined) throw new RangeError('replay memory was not reserved');
      const room = Math.min(size - (at % size), bytes.length - done);
      segment.set(bytes.subarray(done, done + room), at % size);
      done += room;
      this.#tail += room;
    }
  }

  /** Fills `into` from `offset` on. Throws `RangeError` for bytes that are gone or not there yet. */
  read(offset: number, into: Uint8Array): void {
    const size = this.#source.segmentBytes;
    if (offset < this.#head || offset + into.length > this.#tail) throw new RangeError('replay bytes are gone');
    for (let done = 0; done < into.length;) {
      const at = offset + done - this.#head;
      const part = this.#segments[Math.floor(at / size)]?.subarray(at % size, (at % size) + into.length - done);
      if (part === undefined) throw new RangeError('replay bytes are gone');
      into.set(part, done);
      done += part.length;
    }
  }

  /** Gives back every segment that lies wholly before `offset`. */
  freeBefore(offset: number): void {
    const size = this.#source.segmentBytes;
    while (this.#segments.length > 0 && this.#head + size <= Math.min(offset, this.#tail)) {
      const first = this.#segments.shift();
      if (first !== undefined) this.#source.give(first);
      this.#head += size;
    }
  }

  /** Gives everything back. Offsets go on, so that nobody takes new bytes for old ones. */
  clear(): void {
    for (const segment of this.#segments) this.#source.give(segment);
    this.#head += this.#segments.length * this.#source.segmentBytes;
    this.#tail = this.#head;
    this.#segments = [];
  }
}
