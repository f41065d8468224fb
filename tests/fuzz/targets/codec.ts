/** Access units of every codec: parameter sets, keyframe detection, normalisation, JPEG headers. First byte: the codec. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { joinNals, nalRanges } from '../../../src-main/media/codec/annex-b.ts';
import { isKeyframe } from '../../../src-main/media/codec/keyframe.ts';
import { maxPictureSide } from '../../../src-main/media/codec/picture-facts.ts';
import { UnitNormaliser } from '../../../src-main/media/codec/unit-normaliser.ts';
import type { Codec } from '../../../src-main/media/source.ts';
import type { RandomSource } from '../../../tools/camera-sim/random.ts';
import { promise, type FuzzTarget } from '../fuzz-target.ts';

const codecs: readonly Codec[] = ['h264', 'hevc', 'mjpeg', 'mpeg4'];
const clip = (name: string): Buffer => readFileSync(resolve(import.meta.dirname, '../../../tools/camera-sim/clips', name));
const maxSlice = 200;

/** The first units of a clip with their pictures cut short: what is parsed stands in front. */
function beginning(codec: number, name: string): Uint8Array {
  const bytes = clip(name).subarray(0, 40_000);
  if (codec === 2) return Buffer.concat([Uint8Array.of(codec), bytes.subarray(0, 1500)]);
  const nals = nalRanges(bytes).map(({ begin, end }) => bytes.subarray(begin, Math.min(end, begin + maxSlice)));
  return Buffer.concat([Uint8Array.of(codec), joinNals(nals.slice(0, 8))]);
}

const visualObject = '03000001b0f5000001b50900000100000001200086c40fa7982000000001b6100000';
const words = ['00000167', '0000016742c01e', '00000168', '00000165', '0000014001', '0000014201', '0000014401', '0000012601', '00000109', '000003', 'ffd8', 'ffc0', 'ffff']; // prettier-ignore

/** What precedes each keyframe: remembered parameter sets and start codes. */
const maxAddedBytes = 128 * 1024;

function run(input: Uint8Array): void {
  const codec = codecs[(input[0] ?? 0) % codecs.length] ?? 'h264';
  const data = input.subarray(1);
  const normaliser = new UnitNormaliser({ codec, extradata: new Uint8Array(0), width: 0, height: 0 });
  for (const keyframe of [isKeyframe(codec, data, false), true, true, false]) {
    const unit = normaliser.normalise(data, keyframe);
    promise(unit.length <= 2 * data.length + maxAddedBytes, `a unit of ${unit.length} bytes from ${data.length}`);
    const { width, height, codecString, matrix } = normaliser.facts;
    promise(
      [width, height].every((side) => Number.isInteger(side) && side >= 0 && side <= maxPictureSide),
      `picture of ${width}x${height}`,
    );
    promise(codecString === null || codecString.length < 64, `codec string of ${codecString?.length ?? 0} characters`);
    promise(matrix === null || (matrix >= 0 && matrix <= 255), `matrix ${matrix ?? 0}`);
  }
}

/** NAL units moved, doubled, left out, and single bits of parameter sets changed, since all of their fields are bits. */
function reshape(input: Uint8Array, random: RandomSource): Uint8Array | null {
  const data = input.subarray(1);
  const nals = nalRanges(data).map(({ begin, end }) => Uint8Array.from(data.subarray(begin, end)));
  if (nals.length === 0) return null;
  for (let left = 1 + random.integer(4); left > 0; left -= 1) {
    const from = random.integer(nals.length);
    const nal = nals[from] ?? new Uint8Array(1);
    const kind = random.integer(8);
    if (kind === 0 && nals.length > 1) nals.splice(from, 1);
    else if (kind === 1) nals.splice(random.integer(nals.length), 0, nal);
    else {
      const at = random.integer(Math.min(nal.length, 48));
      nal[at] = (nal[at] ?? 0) ^ (1 << random.integer(8));
    }
  }
  return Buffer.concat([input.subarray(0, 1), joinNals(nals)]);
}

export const codecTarget: FuzzTarget = {
  name: 'codec',
  seeds: () => [
    beginning(0, '1-sub.h264'),
    beginning(0, '1-main.h264'),
    beginning(1, '7-hevc.h265'),
    beginning(2, '8-mjpeg.mjpeg'),
    Buffer.from(visualObject, 'hex'),
  ],
  words: words.map((hex) => Buffer.from(hex, 'hex')),
  reshape,
  run,
};
