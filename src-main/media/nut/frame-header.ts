import { NutError, type NutCursor } from './cursor.ts';
import { nutCrc } from './crc.ts';
import { FrameFlag, type NutMain, type NutStream } from './headers.ts';

export interface FrameHeader {
  readonly stream: NutStream;
  /** In the stream's time base. */
  readonly pts: number;
  readonly key: boolean;
  readonly sideData: boolean;
  /** Bytes that follow in the pipe; the elided ones come on top. */
  readonly size: number;
  readonly elision: Uint8Array;
}

/** Above this size the muxer never elides (specification), whatever the frame code says. */
const maxElidedFrame = 4096;

/** Reads one frame's header at the cursor; `null` = more bytes are needed. Leaves `lastPts` alone. */
export function parseFrameHeader(
  cursor: NutCursor,
  main: NutMain,
  streams: ReadonlyMap<number, NutStream>,
  lastPts: ReadonlyMap<number, number>,
): FrameHeader | null {
  const start = cursor.at;
  const code = main.frameCodes[cursor.u8()];
  if (code === undefined || (code.flags & FrameFlag.invalid) !== 0) throw new NutError('invalid frame code');
  let flags = code.flags;
  if ((flags & FrameFlag.coded) !== 0) flags ^= cursor.varint();
  const streamId = (flags & FrameFlag.streamId) !== 0 ? cursor.varint() : code.stream;
  const codedPts = (flags & FrameFlag.codedPts) !== 0 ? cursor.varint() : null;
  const sizeMsb = (flags & FrameFlag.sizeMsb) !== 0 ? cursor.varint() : 0;
  if ((flags & FrameFlag.matchTime) !== 0) cursor.signed();
  const headerIndex = (flags & FrameFlag.headerIndex) !== 0 ? cursor.varint() : code.headerIndex;
  const reserved = (flags & FrameFlag.reserved) !== 0 ? cursor.varint() : code.reserved;
  if (reserved > 64) throw new NutError(`${reserved} reserved fields`);
  for (let index = 0; index < reserved; index += 1) cursor.varint();
  if ((flags & FrameFlag.checksum) !== 0) cursor.u32();
  if (cursor.short) return null;
  if ((flags & FrameFlag.checksum) !== 0 && nutCrc(cursor.bytes, start, cursor.at) !== 0) throw new NutError('frame checksum');
  const stream = streams.get(streamId);
  if (stream === undefined) throw new NutError(`frame of stream ${streamId}`);
  const whole = code.sizeLsb + code.sizeMul * sizeMsb;
  const elision = elided(main, whole, headerIndex);
  const last = lastPts.get(streamId) ?? 0;
  return {
    stream,
    pts: codedPts === null ? last + code.ptsDelta : fullPts(codedPts, last, stream.msbPtsShift),
    key: (flags & FrameFlag.key) !== 0,
    sideData: (flags & FrameFlag.sideData) !== 0,
    size: whole - elision.length,
    elision,
  };
}

function elided(main: NutMain, whole: number, headerIndex: number): Uint8Array {
  const elision = main.elisions[whole > maxElidedFrame ? 0 : headerIndex];
  if (elision === undefined) throw new NutError(`elision header ${headerIndex}`);
  if (elision.length > whole) throw new NutError('frame shorter than its elision header');
  return elision;
}

/** A coded pts is either its low bits, to be completed by the last one's neighbourhood, or the whole value plus an offset. */
function fullPts(coded: number, last: number, shift: number): number {
  const span = 2 ** shift;
  if (coded >= span) return coded - span;
  const from = last - Math.floor((span - 1) / 2);
  return from + ((((coded - from) % span) + span) % span);
}
