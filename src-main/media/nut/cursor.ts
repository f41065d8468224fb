/** A malformed NUT byte stream. The pipe carries bytes of our own child, so there is nothing to resynchronise to: the pull is over. */
export class NutError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NutError';
  }
}

/** What 64 bits take. Without a bound, zeros with a continuation bit would make one number of any length. */
const maxVarintBytes = 10;

/**
 * Reads NUT's integers from a byte range. Running out of bytes is not an error: it sets `short`,
 * so that the reader can try again when more have come.
 */
export class NutCursor {
  readonly bytes: Uint8Array;
  readonly end: number;
  at: number;
  short = false;

  constructor(bytes: Uint8Array, at: number, end: number) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  u8(): number {
    const byte = this.at < this.end ? this.bytes[this.at] : undefined;
    if (byte === undefined) {
      this.short = true;
      return 0;
    }
    this.at += 1;
    return byte;
  }

  u32(): number {
    const high = this.u8() * 0x100 + this.u8();
    return high * 0x1_0000 + this.u8() * 0x100 + this.u8();
  }

  /** Unsigned, seven bits a byte, most significant first. Values beyond 2^53 never occur in honest streams. */
  varint(): number {
    let value = 0;
    for (let read = 0; read < maxVarintBytes; read += 1) {
      const byte = this.u8();
      if (this.short) return 0;
      value = value * 128 + (byte & 0x7f);
      if (value > Number.MAX_SAFE_INTEGER) throw new NutError('integer too large');
      if (byte < 0x80) return value;
    }
    throw new NutError('integer without end');
  }

  signed(): number {
    const folded = this.varint() + 1;
    return folded % 2 === 1 ? -(folded - 1) / 2 : folded / 2;
  }

  /** A length-prefixed byte string, as a view. */
  blob(maxBytes: number): Uint8Array {
    const length = this.varint();
    if (length > maxBytes) throw new NutError(`byte string of ${length} bytes`);
    if (this.at + length > this.end) {
      this.short = true;
      return this.bytes.subarray(0, 0);
    }
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}
