import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escaped, joinNals, nalRanges, unescaped } from '../../../../../src-main/media/codec/annex-b.ts';
import { BitReader } from '../../../../../src-main/media/codec/bit-reader.ts';
import { BitWriter } from '../../../../../src-main/media/codec/bit-writer.ts';
import { parseH264Sps } from '../../../../../src-main/media/codec/h264.ts';
import { isBidirectional, spsOrder, withoutReordering } from '../../../../../src-main/media/codec/h264-reorder.ts';
import { UnitNormaliser } from '../../../../../src-main/media/codec/unit-normaliser.ts';
import { silentSps } from '../../../../fakes/silent-sps.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
/** x264, main profile, 640x360, with VUI and restriction; the lab's sub stream. */
const sps360 = hex('674d4016da0280bfe5c04400000300040000030078 3c58ba80');
const pps = hex('68ef3c80');

interface SpsShape {
  readonly profile: number;
  readonly pictureOrder: number;
  readonly references: number;
  readonly cropped: boolean;
  readonly interlaced: boolean;
  readonly vui: boolean;
  readonly sar: boolean;
  readonly signal: boolean;
  readonly timing: number | null;
  readonly hrd: number;
}

/** A parameter set of any shape an encoder may send, without a restriction. */
function spsOf(shape: SpsShape): Uint8Array {
  const writer = new BitWriter();
  writer.bits(shape.profile, 8);
  writer.bits(0, 8);
  writer.bits(31, 8);
  writer.ue(0);
  if (shape.profile === 100) {
    writer.ue(1);
    writer.ue(0);
    writer.ue(0);
    writer.bits(0, 2);
  }
  writer.ue(4);
  writer.ue(shape.pictureOrder);
  if (shape.pictureOrder === 0) writer.ue(2);
  writer.ue(shape.references);
  writer.bit(0);
  writer.ue(39);
  writer.ue(22);
  writer.bit(shape.interlaced ? 0 : 1);
  if (shape.interlaced) writer.bit(0);
  writer.bit(1);
  writer.bit(shape.cropped ? 1 : 0);
  if (shape.cropped) for (const side of [0, 0, 0, 4]) writer.ue(side);
  writer.bit(shape.vui ? 1 : 0);
  if (shape.vui) writeVui(writer, shape);
  return escaped(Uint8Array.of(0x67), writer.finish());
}

function writeVui(writer: BitWriter, { sar, signal, timing, hrd }: SpsShape): void {
  writer.bit(sar ? 1 : 0);
  if (sar) {
    writer.bits(255, 8);
    writer.bits(0, 32);
  }
  writer.bit(0);
  writer.bit(signal ? 1 : 0);
  if (signal) {
    writer.bits(0b101_0_1, 5);
    writer.bits(0x01_01_01, 24);
  }
  writer.bit(0);
  writer.bit(timing === null ? 0 : 1);
  if (timing !== null) {
    writer.bits(1, 32);
    writer.bits(timing, 32);
    writer.bit(1);
  }
  writer.bit(hrd > 0 ? 1 : 0);
  if (hrd > 0) {
    writer.ue(hrd - 1);
    writer.bits(0, 8);
    for (let index = 0; index < hrd; index += 1) {
      writer.ue(1_000);
      writer.ue(2_000);
      writer.bit(0);
    }
    writer.bits(0, 20);
  }
  writer.bit(0);
  if (hrd > 0) writer.bit(0);
  writer.bit(0);
  writer.bit(0);
}

const shapes = fc.record<SpsShape>({
  profile: fc.constantFrom(66, 77, 100),
  pictureOrder: fc.constantFrom(0, 2),
  references: fc.integer({ min: 0, max: 16 }),
  cropped: fc.boolean(),
  interlaced: fc.boolean(),
  vui: fc.boolean(),
  sar: fc.boolean(),
  signal: fc.boolean(),
  timing: fc.option(fc.constantFrom(0, 50, 0x0300_0000, 0xffff_ffff)),
  hrd: fc.integer({ min: 0, max: 32 }),
});

describe('bits', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ value: fc.integer({ min: 0, max: 0xffff_fffe }), coded: fc.boolean() })), (fields) => {
        const writer = new BitWriter();
        for (const { value, coded } of fields) {
          if (coded) writer.ue(value);
          else writer.bits(value, 32);
        }
        const reader = new BitReader(writer.finish());
        expect(fields.map(({ coded }) => (coded ? reader.ue() : reader.bits(32)))).toEqual(fields.map(({ value }) => value));
        expect(reader.bit()).toBe(1);
        expect(reader.exhausted).toBe(false);
      }),
    );
  });

  it('are the same after escaping and unescaping, and never look like a start code', () => {
    const zeros = fc.array(fc.constantFrom(0, 0, 0, 1, 2, 3, 4), { maxLength: 60 });
    fc.assert(
      fc.property(zeros, (bytes) => {
        const nal = escaped(Uint8Array.of(0x67), Uint8Array.from([...bytes, 0x80]));
        expect([...unescaped(nal)]).toEqual([0x67, ...bytes, 0x80]);
        expect(nalRanges(joinNals([nal]))).toHaveLength(1);
      }),
    );
  });
});

describe('withoutReordering', () => {
  it('states the restriction and changes nothing else, for any parameter set', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const sps = spsOf(shape);
        const patched = withoutReordering(sps);
        if (patched === null) throw new Error('not patched');
        expect(parseH264Sps(patched)).toEqual(parseH264Sps(sps));
        expect(parseH264Sps(sps)).not.toBeNull();
        expect(spsOrder(sps)).toMatchObject({ silent: true, inOrder: shape.pictureOrder === 2 || shape.profile === 66 });
        expect(spsOrder(patched)?.silent).toBe(false);
        expect(withoutReordering(patched)).toBeNull();
        if (shape.vui) expect([...silentSps(patched)]).toEqual([...sps]);
      }),
    );
  });

  it('leaves a parameter set alone that states a restriction, and a broken one', () => {
    expect(withoutReordering(sps360)).toBeNull();
    expect(withoutReordering(hex('6764'))).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        withoutReordering(bytes);
        spsOrder(bytes);
        isBidirectional(bytes);
      }),
    );
  });
});

describe('slices', () => {
  const slice = (header: number, type: number): Uint8Array => {
    const writer = new BitWriter();
    writer.ue(0);
    writer.ue(type);
    return joinNals([hex('0605'), escaped(Uint8Array.of(header), writer.finish())]);
  };

  it.each([
    [0x65, 7, false],
    [0x41, 0, false],
    [0x41, 5, false],
    [0x01, 1, true],
    [0x41, 6, true],
  ])('header %i with type %i: bidirectional is %s', (header, type, expected) => {
    expect(isBidirectional(slice(header, type))).toBe(expected);
  });

  it('are looked for only in slices', () => {
    expect(isBidirectional(joinNals([hex('0605'), pps]))).toBeNull();
  });

  const shape = {
    profile: 100,
    references: 1,
    cropped: false,
    interlaced: false,
    vui: true,
    sar: false,
    signal: false,
    timing: 50,
    hrd: 0,
  };
  const silent = spsOf({ ...shape, pictureOrder: 0 });
  const normaliser = (): UnitNormaliser => new UnitNormaliser({ codec: 'h264', extradata: joinNals([silent, pps]), width: 0, height: 0 });
  const sentSps = (out: Uint8Array): string => {
    const [first] = nalRanges(out);
    return Buffer.from(out.subarray(first?.begin, first?.end)).toString('hex');
  };
  const idr = slice(0x65, 7);

  it('prove over a dozen pictures that nothing comes out of order; only then the stream says so', () => {
    const unit = normaliser();
    expect(sentSps(unit.normalise(idr, true))).toBe(Buffer.from(silent).toString('hex'));
    for (let count = 0; count < 12; count += 1) unit.normalise(slice(0x41, 5), false);
    const patched = hex(sentSps(unit.normalise(idr, true)));
    expect(spsOrder(patched)?.silent).toBe(false);
    expect(unit.facts).toMatchObject({ width: 640, height: 368 });
  });

  it('of kind B stop the patching at the next keyframe and for good', () => {
    const unit = normaliser();
    for (let count = 0; count < 20; count += 1) unit.normalise(slice(0x41, 5), false);
    unit.normalise(slice(0x01, 6), false);
    expect(sentSps(unit.normalise(idr, true))).toBe(Buffer.from(silent).toString('hex'));
    for (let count = 0; count < 50; count += 1) unit.normalise(slice(0x41, 5), false);
    expect(sentSps(unit.normalise(idr, true))).toBe(Buffer.from(silent).toString('hex'));
  });

  it('are not waited for where the parameter set itself proves the order', () => {
    const sps = spsOf({ ...shape, pictureOrder: 2, vui: false });
    const unit = new UnitNormaliser({ codec: 'h264', extradata: joinNals([sps, pps]), width: 0, height: 0 });
    expect(spsOrder(hex(sentSps(unit.normalise(idr, true))))?.silent).toBe(false);
  });
});
