/** H.264 parameter sets (ITU-T H.264 7.3.2.1.1 and annex E). */
import { unescaped } from './annex-b.ts';
import { BitReader } from './bit-reader.ts';
import { plausible, type PictureFacts } from './picture-facts.ts';

export const H264Nal = { slice: 1, idr: 5, sei: 6, sps: 7, pps: 8, aud: 9 } as const;

const profilesWithChroma = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

/** Facts from a sequence parameter set with its NAL header; `null` when it is broken. */
export function parseH264Sps(nal: Uint8Array): PictureFacts | null {
  const bytes = unescaped(nal);
  const profile = bytes[1] ?? 0;
  const codecString = `avc1.${[1, 2, 3].map((at) => (bytes[at] ?? 0).toString(16).padStart(2, '0')).join('')}`;
  const reader = new BitReader(bytes.subarray(4));
  const { width, height } = readSpsUpToVui(reader, profile);
  const signal = reader.bit() === 1 ? parseVui(reader) : unsaid;
  return reader.exhausted ? null : plausible({ codecString, width, height, ...signal });
}

/** Reads what lies between profile and level, and the flag that announces the VUI. */
export function readSpsUpToVui(
  reader: BitReader,
  profile: number,
): { readonly width: number; readonly height: number; readonly pictureOrder: number; readonly referenceFrames: number } {
  reader.ue();
  const chroma = profilesWithChroma.has(profile) ? parseChroma(reader) : 1;
  reader.ue();
  const pictureOrder = readPictureOrder(reader);
  const referenceFrames = reader.ue();
  reader.bit();
  const widthInBlocks = reader.ue() + 1;
  const heightInMaps = reader.ue() + 1;
  const frameOnly = reader.bit();
  if (frameOnly === 0) reader.bit();
  reader.bit();
  const [left, right, top, bottom] = reader.bit() === 1 ? [reader.ue(), reader.ue(), reader.ue(), reader.ue()] : [0, 0, 0, 0];
  const unitX = chroma === 1 || chroma === 2 ? 2 : 1;
  const unitY = (chroma === 1 ? 2 : 1) * (2 - frameOnly);
  return {
    width: widthInBlocks * 16 - (left + right) * unitX,
    height: (2 - frameOnly) * heightInMaps * 16 - (top + bottom) * unitY,
    pictureOrder,
    referenceFrames,
  };
}

function parseChroma(reader: BitReader): number {
  const chroma = reader.ue();
  if (chroma === 3) reader.bit();
  reader.ue();
  reader.ue();
  reader.bit();
  if (reader.bit() === 1) {
    for (let list = 0; list < (chroma === 3 ? 12 : 8); list += 1) {
      if (reader.bit() === 1) skipScalingList(reader, list < 6 ? 16 : 64);
    }
  }
  return chroma;
}

function skipScalingList(reader: BitReader, size: number): void {
  let [last, next] = [8, 8];
  for (let index = 0; index < size; index += 1) {
    if (next !== 0) next = (last + reader.se() + 256) % 256;
    if (next !== 0) last = next;
  }
}

/** The kind of picture order count; 2 means that pictures are shown in the order they are sent. */
function readPictureOrder(reader: BitReader): number {
  const kind = reader.ue();
  if (kind === 0) reader.ue();
  if (kind !== 1) return kind;
  reader.bit();
  reader.se();
  reader.se();
  const cycle = Math.min(reader.ue(), 255);
  for (let index = 0; index < cycle; index += 1) reader.se();
  return kind;
}

export type VideoSignal = Pick<PictureFacts, 'matrix' | 'fullRange'>;

/** A stream without a description of its colours. */
export const unsaid: VideoSignal = { matrix: null, fullRange: false };

/** Video usability information up to the colour matrix. */
function parseVui(reader: BitReader): VideoSignal {
  skipToVideoSignal(reader);
  return parseVideoSignal(reader);
}

/** From the begin of the usability information, which H.264 and H.265 share so far. */
export function skipToVideoSignal(reader: BitReader): void {
  const extendedSar = 255;
  if (reader.bit() === 1 && reader.bits(8) === extendedSar) reader.skip(32);
  if (reader.bit() === 1) reader.bit();
}

/** Bit of the parameter set, counted behind its header and without emulation prevention, where its colours are described; `null` where they are not. */
export function h264ColourAt(nal: Uint8Array): number | null {
  const reader = new BitReader(unescaped(nal).subarray(1));
  const profile = reader.bits(8);
  reader.skip(16);
  readSpsUpToVui(reader, profile);
  if (reader.bit() === 0) return null;
  skipToVideoSignal(reader);
  return colourAt(reader);
}

/** Three bytes from there on: primaries, transfer, matrix. */
export function colourAt(reader: BitReader): number | null {
  if (reader.bit() === 0) return null;
  reader.skip(4);
  const described = reader.bit() === 1;
  const at = reader.position;
  reader.skip(24);
  return described && !reader.exhausted ? at : null;
}

/** `video_signal_type` as H.264 and H.265 share it; matrix number 2 = unspecified. */
export function parseVideoSignal(reader: BitReader): VideoSignal {
  if (reader.bit() === 0) return unsaid;
  reader.skip(3);
  const fullRange = reader.bit() === 1;
  if (reader.bit() === 0) return { matrix: null, fullRange };
  reader.skip(16);
  const matrix = reader.bits(8);
  return { matrix: matrix === 2 ? null : matrix, fullRange };
}
