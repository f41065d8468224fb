/**
 * A stream that describes itself as BT.470BG (PAL, H.273 number 5) has the numbers of BT.601, but Chromium also draws it
 * with that system's primaries and its gamma of 2.8: darker than FFmpeg, and than every television since. What the stream
 * says wins over what a decoder is configured with, so the parameter set is told to say SMPTE 170M (number 6), whose
 * matrix is the same.
 */
import { escaped, unescaped } from './annex-b.ts';

const BT470BG = 5;
const SMPTE170M = 6;

/** `at` is where the description stands (`h264ColourAt`, `hevcColourAt`). The same object where nothing is to be changed. */
export function withoutPalColour(nal: Uint8Array, headerBytes: number, at: number | null): Uint8Array {
  if (at === null) return nal;
  const payload = unescaped(nal).slice(headerBytes);
  let changed = false;
  for (const place of [at, at + 8, at + 16]) {
    if (byteAt(payload, place) !== BT470BG) continue;
    putByte(payload, place, SMPTE170M);
    changed = true;
  }
  return changed ? escaped(nal.subarray(0, headerBytes), payload) : nal;
}

function byteAt(bytes: Uint8Array, bit: number): number {
  const [first, second] = [bytes[bit >> 3] ?? 0, bytes[(bit >> 3) + 1] ?? 0];
  return (((first << 8) | second) >> (8 - (bit & 7))) & 0xff;
}

function putByte(bytes: Uint8Array, bit: number, value: number): void {
  const [at, shift] = [bit >> 3, 8 - (bit & 7)];
  const both = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  const put = (both & ~(0xff << shift)) | (value << shift);
  bytes[at] = put >> 8;
  if (at + 1 < bytes.length) bytes[at + 1] = put & 0xff;
}
