/** The JPEG headers RTP leaves out (RFC 2435 §4.1, §4.2, appendices A and B). */

/** Appendix A, zigzag order. */
const lumaQuantiser = [
  16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51, 56, 55,
  64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
];
const chromaQuantiser = [
  17, 18, 18, 24, 21, 24, 47, 26, 26, 47, 99, 66, 56, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
];

/** Tables of a quality 1…99, luma then chroma. */
export function scaledTables(quality: number): Uint8Array {
  const bounded = Math.min(99, Math.max(1, quality));
  const factor = bounded < 50 ? Math.floor(5000 / bounded) : 200 - bounded * 2;
  const scale = (value: number): number => Math.min(255, Math.max(1, Math.floor((value * factor + 50) / 100)));
  return new Uint8Array([...lumaQuantiser, ...chromaQuantiser].map(scale));
}

/** The standard Huffman tables, the only ones RTP allows: class and number, counts of codes by length, symbols. */
const dcSymbols = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
/** The irregular beginning of a table, then runs of symbols `first…last`, all in hex. */
const acSymbols = (beginning: string, runs: string): Buffer =>
  Buffer.concat([Buffer.from(beginning, 'hex'), ...runs.split(' ').map((run) => Buffer.from(symbolsOf(run)))]);
function symbolsOf(run: string): readonly number[] {
  const [first = 0, last = 0] = run.split('-').map((text) => Number.parseInt(text, 16));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
const acLumaSymbols = acSymbols(
  '01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a',
  '16-1a 25-2a 34-3a 43-4a 53-5a 63-6a 73-7a 83-8a 92-9a a2-aa b2-ba c2-ca d2-da e1-ea f1-fa',
);
const acChromaSymbols = acSymbols(
  '000102031104052131061241510761711322328108144291a1b1c109233352f0156272d10a162434e125f1',
  '17-1a 26-2a 35-3a 43-4a 53-5a 63-6a 73-7a 82-8a 92-9a a2-aa b2-ba c2-ca d2-da e2-ea f2-fa',
);
const huffman = Buffer.concat([
  table(0x00, [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], Buffer.from(dcSymbols)),
  table(0x01, [0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0], Buffer.from(dcSymbols)),
  table(0x10, [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125], acLumaSymbols),
  table(0x11, [0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 119], acChromaSymbols),
]);

function table(kind: number, counts: readonly number[], symbols: Buffer): Buffer {
  return segment(0xc4, Buffer.from([kind, ...counts]), symbols);
}

function segment(marker: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff]), body]);
}

export interface JpegFacts {
  /** 0 for 4:2:2, 1 for 4:2:0. */
  readonly type: number;
  readonly width: number;
  readonly height: number;
  /** One table of 64 (or 128, see `precision`) bytes, or two: luma, chroma. */
  readonly tables: Uint8Array;
  /** Bit n: table n has 16-bit values. */
  readonly precision: number;
  /** Blocks between restart markers; 0 for none. */
  readonly restartInterval: number;
}

/** Everything from the start of image to the entropy-coded data; `null` when the tables do not fit. */
export function jpegHeader(facts: JpegFacts): Uint8Array | null {
  const quantisers = quantiserSegments(facts);
  if (quantisers === null) return null;
  const size = [facts.height >> 8, facts.height & 0xff, facts.width >> 8, facts.width & 0xff];
  const chroma = quantisers.length > 1 ? 1 : 0;
  const frame = [8, ...size, 3, 0, facts.type === 0 ? 0x21 : 0x22, 0, 1, 0x11, chroma, 2, 0x11, chroma];
  const interval = [facts.restartInterval >> 8, facts.restartInterval & 0xff];
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...quantisers,
    ...(facts.restartInterval > 0 ? [segment(0xdd, Buffer.from(interval))] : []),
    segment(0xc0, Buffer.from(frame)),
    huffman,
    segment(0xda, Buffer.from([3, 0, 0x00, 1, 0x11, 2, 0x11, 0, 63, 0])),
  ]);
}

function quantiserSegments({ tables, precision }: JpegFacts): readonly Buffer[] | null {
  const segments: Buffer[] = [];
  for (let at = 0; at < tables.length && segments.length < 2;) {
    const number = segments.length;
    const wide = ((precision >> number) & 1) === 1;
    const end = at + (wide ? 128 : 64);
    if (end > tables.length) return null;
    segments.push(segment(0xdb, Buffer.from([(wide ? 0x10 : 0) | number]), tables.subarray(at, end)));
    at = end;
  }
  return segments.length === 0 ? null : segments;
}
