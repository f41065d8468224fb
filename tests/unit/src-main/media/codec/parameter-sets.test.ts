import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinNals, nalRanges } from '../../../../../src-main/media/codec/annex-b.ts';
import { parseH264Sps } from '../../../../../src-main/media/codec/h264.ts';
import { parseHevcSps } from '../../../../../src-main/media/codec/hevc.ts';
import { parseJpeg } from '../../../../../src-main/media/codec/jpeg.ts';
import { isKeyframe } from '../../../../../src-main/media/codec/keyframe.ts';
import { UnitNormaliser } from '../../../../../src-main/media/codec/unit-normaliser.ts';
import { NutReader, type NutFrame } from '../../../../../src-main/media/nut/reader.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
/** x264, main profile, 640x360, with VUI; taken from the lab's sub stream. */
const sps360 = hex('674d4016da0280bfe5c04400000300040000030078 3c58ba80');
const nalsOf = (data: Uint8Array): Uint8Array[] => nalRanges(data).map(({ begin, end }) => data.subarray(begin, end));

function frames(name: string): readonly NutFrame[] {
  const found: NutFrame[] = [];
  const reader = new NutReader({ stream: () => undefined, frame: (frame) => found.push(frame) });
  reader.push(readFileSync(resolve(import.meta.dirname, `../../../../fixtures/nut/${name}.nut`)));
  return found;
}
const first = (name: string): NutFrame => {
  const frame = frames(name)[0];
  if (frame === undefined) throw new Error(`no frame in ${name}`);
  return frame;
};
/** The sequence parameter set a fixture announces in its container. */
const spsOf = (name: string, isSps: (byte: number) => boolean): Uint8Array => {
  const sps = nalsOf(first(name).stream.extradata).find((nal) => isSps(nal[0] ?? 0));
  if (sps === undefined) throw new Error(`no SPS in ${name}`);
  return sps;
};

describe('parameter sets', () => {
  it('reads size, cropping and codec string of an H.264 SPS', () => {
    expect(parseH264Sps(sps360)).toMatchObject({ codecString: 'avc1.4d4016', width: 640, height: 360 });
  });

  it('reads the H.265 SPS of a real stream', () => {
    const sps = spsOf('hevc', (byte) => byte >> 1 === 33);
    expect(parseHevcSps(sps)).toMatchObject({
      width: 160,
      height: 120,
      codecString: expect.stringMatching(/^hvc1\.1\.6\.L\d+\.90$/u) as unknown,
    });
  });

  it('reads the size of a JPEG', () => {
    expect(parseJpeg(first('mjpeg').data)).toMatchObject({ width: 160, height: 120 });
    expect(parseJpeg(hex('ffd8ffd9'))).toBeNull();
  });

  it('answers null or plausible facts for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const parse of [parseH264Sps, parseHevcSps, parseJpeg]) {
          const facts = parse(bytes);
          if (facts !== null) expect(facts.width > 0 && facts.height > 0 && facts.width <= 16_384).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('isKeyframe', () => {
  it.each(['h264', 'hevc', 'mpeg4'] as const)('agrees with the encoder for %s', (codec) => {
    expect(frames(codec).map(({ data }) => isKeyframe(codec, data, false))).toEqual(frames(codec).map(({ key }) => key));
  });

  it('does not believe the container for a recovery point', () => {
    expect(isKeyframe('h264', joinNals([hex('0605'), hex('4100')]), true)).toBe(false);
  });

  it('counts every H.265 IRAP', () => {
    expect([16, 19, 21, 1].map((type) => isKeyframe('hevc', joinNals([Uint8Array.of(type << 1, 1, 0x80)]), false))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('UnitNormaliser', () => {
  const aud = hex('09f0');
  const sei = hex('060501ff80');
  const pps = hex('68ef3c80');
  const idr = hex('65888040');
  const normaliser = (): UnitNormaliser => new UnitNormaliser({ codec: 'h264', extradata: joinNals([sps360, pps]), width: 0, height: 0 });

  it('puts parameter sets first and drops the delimiter, whatever the order', () => {
    const wanted = [sps360, pps, sei, idr].map((nal) => Buffer.from(nal).toString('hex'));
    for (const order of [
      [aud, sps360, pps, sei, idr],
      [sps360, pps, aud, sei, idr],
      [sei, sps360, pps, idr],
      [aud, sei, idr],
      [pps, sps360, sei, idr],
    ]) {
      const nals = nalsOf(normaliser().normalise(joinNals(order), true));
      expect(nals.map((nal) => Buffer.from(nal).toString('hex'))).toEqual(wanted);
    }
  });

  it('takes a delimiter off other units without copying them', () => {
    const unit = joinNals([aud, hex('41aabb')]);
    const out = normaliser().normalise(unit, false);
    expect(out.buffer).toBe(unit.buffer);
    expect(nalsOf(out)).toEqual([hex('41aabb')]);
  });

  it('knows the format from what was announced', () => {
    expect(normaliser().facts).toMatchObject({ width: 640, height: 360, codecString: 'avc1.4d4016' });
  });

  it('follows a change of parameter sets at a keyframe, and keeps the same facts otherwise', () => {
    const changing = normaliser();
    const before = changing.facts;
    changing.normalise(joinNals([sps360, pps, idr]), true);
    expect(changing.facts).toBe(before);
    const other = spsOf('h264', (byte) => (byte & 31) === 7);
    changing.normalise(joinNals([other, pps, idr]), true);
    expect(changing.facts).toMatchObject({ width: 160, height: 120 });
    expect(Buffer.from(nalsOf(changing.normalise(joinNals([idr]), true))[0] ?? []).equals(other)).toBe(true);
  });

  it('keeps no more parameter sets than any profile has, however many a unit brings', () => {
    const flooded = normaliser();
    const flood = joinNals([...Array.from({ length: 100_000 }, () => hex('6742')), idr]);
    expect(nalsOf(flooded.normalise(flood, true)).length).toBeLessThan(300);
    expect(flooded.normalise(joinNals([idr]), true).length).toBeLessThan(70_000);
  });

  it('never throws on hostile units', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('h264', 'hevc', 'mjpeg', 'mpeg4', 'other'),
        fc.uint8Array({ maxLength: 300 }),
        fc.boolean(),
        (codec, data, keyframe) => {
          const unit = new UnitNormaliser({ codec, extradata: data, width: 1, height: 1 });
          unit.normalise(data, keyframe);
          isKeyframe(codec, data, keyframe);
        },
      ),
      { numRuns: 300 },
    );
  });
});
