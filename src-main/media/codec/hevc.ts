/** H.265 parameter sets (ITU-T H.265 7.3.2.2, 7.3.3, 7.3.7) and the codec string (ISO/IEC 14496-15, annex E). */
import { unescaped } from './annex-b.ts';
import { BitReader } from './bit-reader.ts';
import { colourAt, parseVideoSignal, skipToVideoSignal, unsaid, type VideoSignal } from './h264.ts';
import { plausible, type PictureFacts } from './picture-facts.ts';

export const HevcNal = { firstIrap: 16, lastIrap: 23, lastSlice: 31, vps: 32, sps: 33, pps: 34, aud: 35 } as const;

export const hevcType = (firstByte: number): number => (firstByte >> 1) & 0x3f;

/** Facts from a sequence parameter set with its two-byte NAL header; `null` when it is broken. */
export function parseHevcSps(nal: Uint8Array): PictureFacts | null {
  const bytes = unescaped(nal);
  const reader = new BitReader(bytes.subarray(2));
  const { subLayers, ...facts } = readUpToWindow(reader, bytes);
  if (reader.exhausted) return null;
  return plausible({ ...facts, ...parseSignal(reader, subLayers) });
}

/** As `h264ColourAt`. */
export function hevcColourAt(nal: Uint8Array): number | null {
  const bytes = unescaped(nal);
  const reader = new BitReader(bytes.subarray(2));
  const { subLayers } = readUpToWindow(reader, bytes);
  return !reader.exhausted && skipToSignal(reader, subLayers) ? colourAt(reader) : null;
}

function readUpToWindow(
  reader: BitReader,
  bytes: Uint8Array,
): Pick<PictureFacts, 'codecString' | 'width' | 'height'> & { readonly subLayers: number } {
  reader.skip(4);
  const subLayers = reader.bits(3);
  reader.bit();
  const codecString = parseProfile(reader, bytes.subarray(3, 15), subLayers);
  reader.ue();
  const chroma = reader.ue();
  if (chroma === 3) reader.bit();
  const [codedWidth, codedHeight] = [reader.ue(), reader.ue()];
  const [left, right, top, bottom] = reader.bit() === 1 ? [reader.ue(), reader.ue(), reader.ue(), reader.ue()] : [0, 0, 0, 0];
  return {
    subLayers,
    codecString,
    width: codedWidth - (left + right) * (chroma === 1 || chroma === 2 ? 2 : 1),
    height: codedHeight - (top + bottom) * (chroma === 1 ? 2 : 1),
  };
}

function parseProfile(reader: BitReader, general: Uint8Array, subLayers: number): string {
  reader.skip(88);
  const level = reader.bits(8);
  const present = Array.from({ length: subLayers }, () => [reader.bit(), reader.bit()] as const);
  if (subLayers > 0) reader.skip((8 - subLayers) * 2);
  for (const [profile, layerLevel] of present) reader.skip(profile * 88 + layerLevel * 8);
  const first = general[0] ?? 0;
  const space = ['', 'A', 'B', 'C'][first >> 6] ?? '';
  const compatibility = new BitReader(general.subarray(1, 5));
  let reversed = 0;
  for (let bit = 0; bit < 32; bit += 1) reversed += compatibility.bit() * 2 ** bit;
  const constraints = [...general.subarray(5, 11)];
  while (constraints.length > 0 && constraints.at(-1) === 0) constraints.pop();
  const tier = (first & 0x20) === 0 ? 'L' : 'H';
  const parts = [`${space}${first & 0x1f}`, reversed.toString(16).toUpperCase(), `${tier}${level}`];
  return ['hvc1', ...parts, ...constraints.map((byte) => byte.toString(16).toUpperCase())].join('.');
}

/** Broken or unusual content costs only the colour fact. */
function parseSignal(reader: BitReader, subLayers: number): VideoSignal {
  if (!skipToSignal(reader, subLayers)) return unsaid;
  const signal = parseVideoSignal(reader);
  return reader.exhausted ? unsaid : signal;
}

/** Everything between the cropping window and the video signal; false where there is none, or something is broken. */
function skipToSignal(reader: BitReader, subLayers: number): boolean {
  reader.ue();
  reader.ue();
  const orderBits = reader.ue() + 4;
  for (let layer = reader.bit() === 1 ? 0 : subLayers; layer <= subLayers; layer += 1) skipCodes(reader, 3);
  skipCodes(reader, 6);
  if (reader.bit() === 1 && reader.bit() === 1) skipScalingLists(reader);
  reader.skip(2);
  if (reader.bit() === 1) {
    reader.skip(8);
    reader.ue();
    reader.ue();
    reader.bit();
  }
  if (!skipReferenceSets(reader)) return false;
  if (reader.bit() === 1) {
    const longTerm = Math.min(reader.ue(), 32);
    reader.skip(longTerm * (orderBits + 1));
  }
  reader.skip(2);
  if (reader.bit() === 0) return false;
  skipToVideoSignal(reader);
  return true;
}

function skipCodes(reader: BitReader, count: number): void {
  for (let index = 0; index < count; index += 1) reader.ue();
}

function skipScalingLists(reader: BitReader): void {
  for (let size = 0; size < 4; size += 1) {
    for (let matrix = 0; matrix < 6; matrix += size === 3 ? 3 : 1) {
      if (reader.bit() === 0) {
        reader.ue();
        continue;
      }
      if (size > 1) reader.se();
      for (let index = 0; index < Math.min(64, 1 << (4 + (size << 1))); index += 1) reader.se();
    }
  }
}

/** Short-term reference picture sets; false when they are broken. */
function skipReferenceSets(reader: BitReader): boolean {
  const sets = reader.ue();
  if (sets > 64) return false;
  let previous = 0;
  for (let set = 0; set < sets; set += 1) {
    if (set > 0 && reader.bit() === 1) {
      reader.bit();
      reader.ue();
      let kept = 0;
      for (let picture = 0; picture <= previous; picture += 1) kept += reader.bit() === 1 || reader.bit() === 1 ? 1 : 0;
      previous = kept;
    } else {
      const [negative, positive] = [reader.ue(), reader.ue()];
      if (negative > 16 || positive > 16) return false;
      for (let picture = 0; picture < negative + positive; picture += 1) {
        reader.ue();
        reader.bit();
      }
      previous = negative + positive;
    }
  }
  return !reader.exhausted;
}
