/** NUT's main and stream headers. Source of facts: the NUT specification (nut.txt) and what FFmpeg 5.1 writes (fixtures). */
import { NutError, type NutCursor } from './cursor.ts';

export const FrameFlag = {
  key: 1,
  codedPts: 8,
  streamId: 16,
  sizeMsb: 32,
  checksum: 64,
  reserved: 128,
  sideData: 256,
  headerIndex: 1024,
  matchTime: 2048,
  coded: 4096,
  invalid: 8192,
} as const;

/** What one frame code stands for, so that most frames cost one or two header bytes. */
export interface FrameCode {
  readonly flags: number;
  readonly stream: number;
  readonly sizeMul: number;
  readonly sizeLsb: number;
  readonly ptsDelta: number;
  readonly reserved: number;
  readonly headerIndex: number;
}

export interface TimeBase {
  readonly num: number;
  readonly den: number;
}

export interface NutMain {
  readonly version: number;
  readonly streamCount: number;
  readonly timeBases: readonly TimeBase[];
  readonly frameCodes: readonly FrameCode[];
  /** Byte strings the muxer stripped from the start of frames; the reader puts them back. Index 0 is empty. */
  readonly elisions: readonly Uint8Array[];
  readonly broadcast: boolean;
}

/** One elementary stream as the container announces it. */
export interface NutStream {
  readonly id: number;
  readonly kind: 'video' | 'audio' | 'other';
  /** Codec tag, four characters, e.g. `H264`, `HEVC`, `mjpg`, `I420`. */
  readonly fourcc: string;
  readonly timeBase: TimeBase;
  readonly timeBaseId: number;
  readonly msbPtsShift: number;
  readonly extradata: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const maxStreams = 16;
const maxTimeBases = 64;
const maxElisions = 128;
const maxElisionBytes = 256;
const maxExtradata = 256 * 1024;
const invalidCode: FrameCode = {
  flags: FrameFlag.invalid,
  stream: 0,
  sizeMul: 1,
  sizeLsb: 0,
  ptsDelta: 0,
  reserved: 0,
  headerIndex: 0,
};

export function parseMain(cursor: NutCursor): NutMain {
  const version = cursor.varint();
  if (version < 2 || version > 4) throw new NutError(`version ${version}`);
  if (version > 3) cursor.varint();
  const streamCount = bounded(cursor.varint(), maxStreams, 'streams');
  cursor.varint();
  const timeBases = Array.from({ length: bounded(cursor.varint(), maxTimeBases, 'time bases') }, () => {
    const timeBase = { num: cursor.varint(), den: cursor.varint() };
    if (timeBase.num === 0 || timeBase.den === 0) throw new NutError('time base of zero');
    return timeBase;
  });
  const frameCodes = parseFrameCodes(cursor);
  const count = bounded(cursor.varint(), maxElisions, 'elision headers');
  const elisions = [new Uint8Array(0), ...Array.from({ length: count }, () => new Uint8Array(cursor.blob(maxElisionBytes)))];
  const flags = version > 3 && cursor.at < cursor.end ? cursor.varint() : 0;
  if (cursor.short) throw new NutError('main header cut short');
  return { version, streamCount, timeBases, frameCodes, elisions, broadcast: (flags & 1) !== 0 };
}

function parseFrameCodes(cursor: NutCursor): FrameCode[] {
  const codes: FrameCode[] = [];
  let [ptsDelta, sizeMul, stream, headerIndex] = [0, 1, 0, 0];
  while (codes.length < 256) {
    const flags = cursor.varint();
    const fields = bounded(cursor.varint(), 64, 'frame code fields');
    if (fields > 0) ptsDelta = cursor.signed();
    if (fields > 1) sizeMul = cursor.varint();
    if (fields > 2) stream = cursor.varint();
    const sizeLsb = fields > 3 ? cursor.varint() : 0;
    const reserved = fields > 4 ? cursor.varint() : 0;
    const count = fields > 5 ? cursor.varint() : sizeMul - sizeLsb;
    if (fields > 6) cursor.signed();
    if (fields > 7) headerIndex = cursor.varint();
    for (let extra = 8; extra < fields; extra += 1) cursor.varint();
    if (cursor.short) throw new NutError('frame codes cut short');
    if (count <= 0 || count > 256) throw new NutError(`${count} frame codes in a run`);
    for (let index = 0; index < count && codes.length < 256;) {
      if (codes.length === 0x4e) {
        codes.push(invalidCode);
        continue;
      }
      codes.push({ flags, stream, sizeMul, sizeLsb: sizeLsb + index, ptsDelta, reserved, headerIndex });
      index += 1;
    }
  }
  return codes;
}

export function parseStream(cursor: NutCursor, main: NutMain): NutStream {
  const id = cursor.varint();
  if (id >= main.streamCount) throw new NutError(`stream ${id}`);
  const kind = (['video', 'audio'] as const)[cursor.varint()] ?? 'other';
  const fourcc = String.fromCharCode(...cursor.blob(64));
  const timeBaseId = cursor.varint();
  const timeBase = main.timeBases[timeBaseId];
  if (timeBase === undefined) throw new NutError(`time base ${timeBaseId}`);
  const msbPtsShift = bounded(cursor.varint(), 31, 'pts bits');
  cursor.varint();
  cursor.varint();
  cursor.varint();
  const extradata = new Uint8Array(cursor.blob(maxExtradata));
  const [width, height] = kind === 'video' ? [cursor.varint(), cursor.varint()] : [0, 0];
  if (cursor.short) throw new NutError('stream header cut short');
  if (width > 65_535 || height > 65_535) throw new NutError(`picture of ${width}x${height}`);
  return { id, kind, fourcc, timeBase, timeBaseId, msbPtsShift, extradata, width, height };
}

function bounded(value: number, max: number, what: string): number {
  if (value > max) throw new NutError(`${value} ${what}`);
  return value;
}
