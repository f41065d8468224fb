/**
 * Makes keyframes stand on their own: access unit delimiters go, parameter sets come first, from
 * the unit itself or from what was announced earlier. Chromium refuses keyframes in any other order
 * (w3c/webcodecs#942), and a newcomer to the stream has nothing but the keyframe.
 */
import type { Codec, ElementaryFormat } from '../source.ts';
import { joinNals, nalRanges, visitNals } from './annex-b.ts';
import { ReorderPatch } from './h264-reorder.ts';
import { h264ColourAt, H264Nal, parseH264Sps, unsaid } from './h264.ts';
import { hevcColourAt, HevcNal, hevcType, parseHevcSps } from './hevc.ts';
import { parseJpeg } from './jpeg.ts';
import { withoutPalColour } from './pal-colour.ts';
import { maxPictureSide, type PictureFacts } from './picture-facts.ts';

interface NalRules {
  readonly type: (firstByte: number) => number;
  readonly aud: number;
  /** Parameter sets in the order a decoder wants them. */
  readonly parameterSets: readonly number[];
  readonly sps: number;
  readonly parseSps: (nal: Uint8Array) => PictureFacts | null;
  /** What decoders are given in its place. */
  readonly mendSps: (nal: Uint8Array) => Uint8Array;
}

const rules: Partial<Record<Codec, NalRules>> = {
  h264: {
    type: (byte) => byte & 0x1f,
    aud: H264Nal.aud,
    parameterSets: [H264Nal.sps, H264Nal.pps],
    sps: H264Nal.sps,
    parseSps: parseH264Sps,
    mendSps: (nal) => withoutPalColour(nal, 1, h264ColourAt(nal)),
  },
  hevc: {
    type: hevcType,
    aud: HevcNal.aud,
    parameterSets: [HevcNal.vps, HevcNal.sps, HevcNal.pps],
    sps: HevcNal.sps,
    parseSps: parseHevcSps,
    mendSps: (nal) => withoutPalColour(nal, 2, hevcColourAt(nal)),
  },
};

/** More of one kind than any profile allows (256 picture parameter sets, H.264 7.4.2.2), and more than any camera's; the rest of a unit's are left out. */
const maxSets = 256;
const maxSetBytes = 64 * 1024;

export class UnitNormaliser {
  readonly #format: ElementaryFormat;
  readonly #rules: NalRules | undefined;
  readonly #sets = new Map<number, readonly Uint8Array[]>();
  #facts: PictureFacts;
  #sps: Uint8Array | null = null;
  readonly #reorder: ReorderPatch | null;

  constructor(format: ElementaryFormat) {
    this.#format = format;
    this.#rules = rules[format.codec];
    this.#reorder = format.codec === 'h264' ? new ReorderPatch() : null;
    this.#facts = { codecString: null, width: clampSide(format.width), height: clampSide(format.height), ...unsaid };
    if (this.#rules !== undefined) this.#learn(this.#rules, format.extradata);
  }

  get codec(): Codec {
    return this.#format.codec;
  }

  /** As of the last keyframe. */
  get facts(): PictureFacts {
    return this.#facts;
  }

  /** The unit as a decoder may take it. Facts are up to date when this returns. */
  normalise(data: Uint8Array, keyframe: boolean): Uint8Array {
    this.#reorder?.watch(data);
    if (this.#rules !== undefined) return keyframe ? this.#keyframe(this.#rules, data) : withoutDelimiter(this.#rules, data);
    if (this.#format.codec === 'mjpeg') this.#readJpeg(data);
    if (this.#format.codec === 'mpeg4' && keyframe) return this.#withExtradata(data);
    return data;
  }

  #keyframe(nalRules: NalRules, data: Uint8Array): Uint8Array {
    const others = this.#learn(nalRules, data);
    const sets = nalRules.parameterSets.flatMap((type) => {
      const held = this.#sets.get(type) ?? [];
      const reorder = type === nalRules.sps ? this.#reorder : null;
      return reorder === null ? held : held.map((sps) => reorder.apply(sps));
    });
    return joinNals([...sets, ...others]);
  }

  /** Takes parameter sets out of a unit and remembers them; answers the other NAL units without delimiters. */
  #learn(nalRules: NalRules, data: Uint8Array): readonly Uint8Array[] {
    const found = new Map<number, Uint8Array[]>();
    const others: Uint8Array[] = [];
    let setBytes = 0;
    for (const { begin, end } of nalRanges(data)) {
      const nal = data.subarray(begin, end);
      const type = nalRules.type(nal[0] ?? 0);
      if (nalRules.parameterSets.includes(type)) {
        const sets = found.get(type) ?? [];
        setBytes += nal.length;
        if (sets.length >= maxSets || setBytes > maxSetBytes) continue;
        sets.push(new Uint8Array(type === nalRules.sps ? nalRules.mendSps(nal) : nal));
        found.set(type, sets);
      } else if (type !== nalRules.aud && nal.length > 0) others.push(nal);
    }
    for (const [type, nals] of found) this.#sets.set(type, nals);
    this.#readSps(nalRules);
    return others;
  }

  #readSps(nalRules: NalRules): void {
    const sps = this.#sets.get(nalRules.sps)?.[0];
    if (sps === undefined || (this.#sps !== null && Buffer.compare(this.#sps, sps) === 0)) return;
    this.#sps = sps;
    this.#facts = nalRules.parseSps(sps) ?? this.#facts;
  }

  /** Keeps the same object while nothing changed, so that a change can be seen by identity. */
  #readJpeg(data: Uint8Array): void {
    const found = parseJpeg(data);
    if (found === null) return;
    const { width, height, matrix } = this.#facts;
    if (found.width !== width || found.height !== height || found.matrix !== matrix) this.#facts = found;
  }

  #withExtradata(data: Uint8Array): Uint8Array {
    const { extradata } = this.#format;
    return extradata.length === 0 || hasOwnHeaders(data) ? data : Buffer.concat([extradata, data]);
  }
}

/** Drops a leading delimiter by moving the view, without copying the unit. */
function withoutDelimiter(nalRules: NalRules, data: Uint8Array): Uint8Array {
  let from = 0;
  visitNals(data, (byte, _, end) => {
    if (nalRules.type(byte) === nalRules.aud && from === 0) from = end();
    return false;
  });
  return data.subarray(from);
}

const clampSide = (side: number): number => Math.max(0, Math.min(side, maxPictureSide));

/** Whether an MPEG-4 part 2 unit carries its visual object sequence or layer before its picture. */
function hasOwnHeaders(data: Uint8Array): boolean {
  const startCodes: number[] = [];
  visitNals(data, (byte) => {
    startCodes.push(byte);
    return byte !== 0xb6;
  });
  return startCodes.some((byte) => byte === 0xb0 || (byte & 0xf0) === 0x20);
}
