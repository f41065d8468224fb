/** Writes parameter sets bit by bit: the counterpart of `BitReader`. */
export class BitWriter {
  readonly #bytes: number[] = [];
  #at = 0;

  bit(value: number): void {
    if ((this.#at & 7) === 0) this.#bytes.push(0);
    if (value !== 0) this.#bytes[this.#at >> 3] = (this.#bytes[this.#at >> 3] ?? 0) | (0x80 >> (this.#at & 7));
    this.#at += 1;
  }

  /** At most 32 bits, most significant first. */
  bits(value: number, count: number): void {
    for (let shift = count - 1; shift >= 0; shift -= 1) this.bit(Math.floor(value / 2 ** shift) % 2);
  }

  /** Unsigned Exp-Golomb code of a value below 2^32 - 1. */
  ue(value: number): void {
    const length = Math.floor(Math.log2(value + 1));
    this.bits(0, length);
    this.bits(value + 1, length + 1);
  }

  /** Takes over the bits `[0, end)` of `source`. */
  copy(source: Uint8Array, end: number): void {
    for (let at = 0; at < end; at += 1) this.bit(((source[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
  }

  /** Ends a raw byte sequence payload: a stop bit, then zeros up to the byte. */
  finish(): Uint8Array {
    this.bit(1);
    return Uint8Array.from(this.#bytes);
  }
}
