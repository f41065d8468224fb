/**
 * IVF framing: the smallest container FFmpeg reads that states each unit's size, so that its parser
 * never waits for the next unit (measured with 5.1: no frame of delay for H.264, H.265 and MJPEG).
 * Layout: 32-byte file header, then 12 bytes (u32 size, u64 pts) before each unit, little-endian.
 */
export type IvfCodec = 'h264' | 'hevc' | 'mjpeg' | 'mpeg4';

const fourccs: Readonly<Record<IvfCodec, string>> = { h264: 'H264', hevc: 'HEVC', mjpeg: 'MJPG', mpeg4: 'FMP4' };
const fileHeaderBytes = 32;
const unitHeaderBytes = 12;
const microsecond = { den: 1_000_000, num: 1 };

export function ivfFileHeader(codec: IvfCodec, width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(fileHeaderBytes);
  const view = new DataView(bytes.buffer);
  new TextEncoder().encodeInto('DKIF', bytes);
  view.setUint16(6, fileHeaderBytes, true);
  new TextEncoder().encodeInto(fourccs[codec], bytes.subarray(8));
  view.setUint16(12, Math.min(width, 0xffff), true);
  view.setUint16(14, Math.min(height, 0xffff), true);
  view.setUint32(16, microsecond.den, true);
  view.setUint32(20, microsecond.num, true);
  return bytes;
}

/** `ptsUs` comes back on the decoded picture; it must not be negative. */
export function ivfUnitHeader(bytes: number, ptsUs: number): Uint8Array {
  const header = new Uint8Array(unitHeaderBytes);
  const view = new DataView(header.buffer);
  view.setUint32(0, bytes, true);
  view.setBigUint64(4, BigInt(Math.max(0, Math.round(ptsUs))), true);
  return header;
}
