/** NAL units between start codes (ITU-T H.264 and H.265, annex B). */

/** One NAL unit inside an access unit: `begin` is its first byte after the start code, `end` is past its last. */
export interface NalRange {
  readonly begin: number;
  readonly end: number;
}

/** Position of the next `00 00 01` at or after `from`, or -1. */
function nextStartCode(data: Uint8Array, from: number): number {
  for (let at = data.indexOf(1, from + 2); at !== -1; at = data.indexOf(1, at + 1)) {
    if (data[at - 1] === 0 && data[at - 2] === 0) return at - 2;
  }
  return -1;
}

/**
 * Visits NAL units in order until `visit` answers false. A visitor that stops at the first slice
 * never scans the picture's bulk. Zero bytes before a start code belong to the start code.
 */
export function visitNals(data: Uint8Array, visit: (type: number, begin: number, end: () => number) => boolean): void {
  let start = nextStartCode(data, 0);
  while (start !== -1) {
    const begin = start + 3;
    let next: number | null = null;
    const following = (): number => (next ??= nextStartCode(data, begin));
    const end = (): number => {
      let last = following() === -1 ? data.length : following();
      while (last > begin && data[last - 1] === 0) last -= 1;
      return last;
    };
    if (begin >= data.length || !visit(data[begin] ?? 0, begin, end)) return;
    start = following();
  }
}

export function nalRanges(data: Uint8Array): readonly NalRange[] {
  const ranges: NalRange[] = [];
  visitNals(data, (_, begin, end) => {
    ranges.push({ begin, end: end() });
    return true;
  });
  return ranges;
}

/** NAL units joined with four-byte start codes. */
export function joinNals(nals: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(nals.reduce((total, nal) => total + nal.length + 4, 0));
  let at = 0;
  for (const nal of nals) {
    joined[at + 3] = 1;
    joined.set(nal, at + 4);
    at += nal.length + 4;
  }
  return joined;
}

/** The bits of a NAL unit without its emulation prevention bytes. */
export function unescaped(nal: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(nal.length);
  let [length, zeros] = [0, 0];
  for (const byte of nal) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    bytes[length] = byte;
    length += 1;
  }
  return bytes.subarray(0, length);
}

/** A NAL unit from its header and its bits, with emulation prevention bytes: the reverse of `unescaped`. */
export function escaped(header: Uint8Array, payload: Uint8Array): Uint8Array {
  const bytes: number[] = [...header];
  let zeros = 0;
  for (const byte of payload) {
    if (zeros >= 2 && byte <= 3) {
      bytes.push(3);
      zeros = 0;
    }
    bytes.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Uint8Array.from(bytes);
}
