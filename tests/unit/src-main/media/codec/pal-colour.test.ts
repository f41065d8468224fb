import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinNals, nalRanges } from '../../../../../src-main/media/codec/annex-b.ts';
import { h264ColourAt } from '../../../../../src-main/media/codec/h264.ts';
import { hevcColourAt } from '../../../../../src-main/media/codec/hevc.ts';
import { withoutPalColour } from '../../../../../src-main/media/codec/pal-colour.ts';
import { UnitNormaliser } from '../../../../../src-main/media/codec/unit-normaliser.ts';

// x264 and x265 at 640x360; the descriptions were written by FFmpeg's h264_metadata and hevc_metadata.
const h264 = {
  pal: '674d4016eca05017fcb80b50505054000003000400000300503c58b658',
  smpte: '674d4016eca05017fcb80b50606064000003000400000300503c58b658',
  palPrimariesOnly: '674d4016eca05017fcb80b50501064000003000400000300503c58b658',
  smptePrimaries: '674d4016eca05017fcb80b50601064000003000400000300503c58b658',
  unsaid: '674d4016da0280bfe5c044000003000400000300783c58ba80',
};
const hevc = {
  pal: '42010101600000030090000003000003003fa00502016965959a4932bc05b82828282000000300200000030141',
  smpte: '42010101600000030090000003000003003fa00502016965959a4932bc05b83030302000000300200000030141',
};
const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (nal: Uint8Array): string => Buffer.from(nal).toString('hex');
const mendedH264 = (sps: string): string => hex(withoutPalColour(bytes(sps), 1, h264ColourAt(bytes(sps))));
const mendedHevc = (sps: string): string => hex(withoutPalColour(bytes(sps), 2, hevcColourAt(bytes(sps))));

it('makes of a PAL description what FFmpeg writes for SMPTE 170M, and nothing else', () => {
  expect(mendedH264(h264.pal)).toBe(h264.smpte);
  expect(mendedHevc(hevc.pal)).toBe(hevc.smpte);
});

it('changes only the numbers that say PAL', () => {
  expect(mendedH264(h264.palPrimariesOnly)).toBe(h264.smptePrimaries);
});

it.each([h264.smpte, h264.unsaid])('gives back %s as it is', (sps) => {
  const nal = bytes(sps);
  expect(withoutPalColour(nal, 1, h264ColourAt(nal))).toBe(nal);
});

it('gives back whatever a camera sends, never longer than emulation prevention makes it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), (nal) => {
      expect(withoutPalColour(nal, 1, h264ColourAt(nal)).length).toBeLessThanOrEqual(nal.length * 1.5 + 2);
      expect(withoutPalColour(nal, 2, hevcColourAt(nal)).length).toBeLessThanOrEqual(nal.length * 1.5 + 2);
    }),
    { numRuns: 500 },
  );
});

it('reaches every keyframe, whether its parameter sets came with it or were announced', () => {
  const picture = Uint8Array.of(0x65, 0x88, 0x80);
  const announced = new UnitNormaliser({ codec: 'h264', extradata: joinNals([bytes(h264.pal)]), width: 0, height: 0 });
  for (const unit of [joinNals([picture]), joinNals([bytes(h264.pal), picture])]) {
    const out = announced.normalise(unit, true);
    expect(nalRanges(out).map(({ begin, end }) => hex(out.subarray(begin, end)))).toContain(h264.smpte);
  }
  // What the pictures are is known all the same.
  expect(announced.facts).toMatchObject({ width: 640, height: 360, matrix: 6 });
});
