/** Splits Annex B elementary streams into NAL units and access units (ITU-T H.264/H.265 annex B). */

export type NalCodec = 'h264' | 'h265';

export interface NalAccessUnit {
  readonly key: boolean;
  /** Without start codes; delimiters are left out, as cameras do. */
  readonly nals: readonly Buffer[];
}

export function splitNals(stream: Buffer): Buffer[] {
  const nals: Buffer[] = [];
  let start = -1;
  let at = stream.indexOf('\0\0\x01', 0, 'latin1');
  while (at !== -1) {
    if (start !== -1) nals.push(trimZeros(stream.subarray(start, at)));
    start = at + 3;
    at = stream.indexOf('\0\0\x01', start, 'latin1');
  }
  if (start !== -1) nals.push(trimZeros(stream.subarray(start)));
  return nals.filter((nal) => nal.length > 0);
}

function trimZeros(nal: Buffer): Buffer {
  let end = nal.length;
  while (end > 0 && nal[end - 1] === 0) end -= 1;
  return nal.subarray(0, end);
}

export function nalType(codec: NalCodec, nal: Buffer): number {
  const first = nal[0] ?? 0;
  return codec === 'h264' ? first & 0x1f : (first >> 1) & 0x3f;
}

const delimiter: Readonly<Record<NalCodec, number>> = { h264: 9, h265: 35 };

function isRandomAccess(codec: NalCodec, type: number): boolean {
  return codec === 'h264' ? type === 5 : type >= 16 && type <= 21;
}

/** Access units of a stream in which every one starts with a delimiter. */
export function accessUnits(codec: NalCodec, stream: Buffer): NalAccessUnit[] {
  const units: { key: boolean; nals: Buffer[] }[] = [];
  for (const nal of splitNals(stream)) {
    const type = nalType(codec, nal);
    if (type === delimiter[codec]) {
      units.push({ key: false, nals: [] });
      continue;
    }
    const unit = units.at(-1);
    if (unit === undefined) throw new Error('the stream has no access unit delimiters');
    unit.nals.push(nal);
    if (isRandomAccess(codec, type)) unit.key = true;
  }
  return units;
}
