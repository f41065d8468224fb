import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { accessUnits, splitNals } from '../../../../tools/camera-sim/media/annex-b.ts';
import { packetiseAac, parseAdts } from '../../../../tools/camera-sim/packetise/aac.ts';
import { encodeALaw, encodeMuLaw } from '../../../../tools/camera-sim/packetise/g711.ts';
import { packetiseH264 } from '../../../../tools/camera-sim/packetise/h264.ts';
import { packetiseH265 } from '../../../../tools/camera-sim/packetise/h265.ts';
import { packetiseJpeg, parseJpeg, splitJpegs } from '../../../../tools/camera-sim/packetise/jpeg.ts';
import { buildTemplate, stamp } from '../../../../tools/camera-sim/packetise/rtp-template.ts';

const nal = (first: number[], length: number): Buffer =>
  Buffer.concat([Buffer.from(first), Buffer.alloc(length - first.length, 0xab).map((_, i) => (i * 7) & 0xff)]);

/** Straight from RFC 6184 §5: puts NAL units together again. */
function depacketiseH264(payloads: readonly Buffer[]): Buffer[] {
  const nals: Buffer[] = [];
  let building: Buffer[] | null = null;
  for (const payload of payloads) {
    const [first = 0, second = 0] = payload;
    const type = first & 0x1f;
    if (type === 28) {
      if ((second & 0x80) !== 0) building = [Buffer.from([(first & 0xe0) | (second & 0x1f)])];
      building?.push(payload.subarray(2));
      if ((second & 0x40) !== 0 && building !== null) nals.push(Buffer.concat(building));
    } else if (type === 24) {
      for (let at = 1; at < payload.length;) {
        const size = payload.readUInt16BE(at);
        nals.push(payload.subarray(at + 2, at + 2 + size));
        at += 2 + size;
      }
    } else nals.push(payload);
  }
  return nals;
}

/** RFC 7798 §4.4. */
function depacketiseH265(payloads: readonly Buffer[]): Buffer[] {
  const nals: Buffer[] = [];
  let building: Buffer[] = [];
  for (const payload of payloads) {
    const [first = 0, second = 0, flags = 0] = payload;
    if (((first >> 1) & 0x3f) !== 49) nals.push(payload);
    else {
      if ((flags & 0x80) !== 0) building = [Buffer.from([(first & 0x81) | ((flags & 0x3f) << 1), second])];
      building.push(payload.subarray(3));
      if ((flags & 0x40) !== 0) nals.push(Buffer.concat(building));
    }
  }
  return nals;
}

describe('H.264 payloads', () => {
  it('come together again, whatever the sizes, and never exceed the limit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 2, max: 9000 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 20, max: 1400 }),
        (sizes, limit) => {
          const nals = sizes.map((size) => nal([0x65], size));
          const payloads = packetiseH264(nals, limit);
          expect(payloads.every((payload) => payload.length <= limit)).toBe(true);
          expect(depacketiseH264(payloads).map((one) => one.toString('hex'))).toEqual(nals.map((one) => one.toString('hex')));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('put parameter sets into one STAP-A when asked', () => {
    const [sps, pps, idr] = [nal([0x67], 20), nal([0x68], 6), nal([0x65], 100)];
    const payloads = packetiseH264([sps, pps, idr], 1400, true);
    expect(payloads).toHaveLength(2);
    expect((payloads[0]?.[0] ?? 0) & 0x1f).toBe(24);
    expect(depacketiseH264(payloads)).toEqual([sps, pps, idr]);
  });
});

describe('H.265 payloads', () => {
  it('come together again', () => {
    const nals = [nal([0x40, 1], 24), nal([0x26, 1], 5000), nal([0x02, 1], 1400)];
    const payloads = packetiseH265(nals, 1400);
    expect(payloads.every((payload) => payload.length <= 1400)).toBe(true);
    expect(depacketiseH265(payloads)).toEqual(nals);
  });
});

describe('JPEG payloads', () => {
  const table = (id: number): Buffer => Buffer.concat([Buffer.from([0xff, 0xdb, 0, 67, id]), Buffer.alloc(64, 10 + id)]);
  const frame = Buffer.from([0xff, 0xc0, 0, 17, 8, 0, 144, 0, 176, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
  const scanHeader = Buffer.from([0xff, 0xda, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0]);
  const scan = Buffer.alloc(5000).map((_, i) => (i * 31) % 251);
  const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8]), table(0), table(1), frame, scanHeader, scan, Buffer.from([0xff, 0xd9])]);

  it('carry size, tables in the first packet, and the scan in order', () => {
    const payloads = packetiseJpeg(parseJpeg(jpeg), 1400);
    const [first] = payloads;
    expect([...(first ?? Buffer.alloc(0)).subarray(0, 8)]).toEqual([0, 0, 0, 0, 1, 255, 22, 18]);
    expect(first?.readUInt16BE(10)).toBe(128);
    expect(first?.subarray(12, 140)).toEqual(Buffer.concat([Buffer.alloc(64, 10), Buffer.alloc(64, 11)]));
    let at = 0;
    payloads.forEach((payload, index) => {
      expect(payload.length).toBeLessThanOrEqual(1400);
      expect(payload.readUIntBE(1, 3)).toBe(at);
      const data = payload.subarray(index === 0 ? 140 : 8);
      expect(data).toEqual(scan.subarray(at, at + data.length));
      at += data.length;
    });
    expect(at).toBe(scan.length);
  });

  it('are refused for pictures RFC 2435 cannot carry', () => {
    const progressive = Buffer.from(jpeg);
    progressive[progressive.indexOf(Buffer.from([0xff, 0xc0])) + 1] = 0xc2;
    expect(() => parseJpeg(progressive)).toThrow(/baseline/u);
    expect(() => parseJpeg(Buffer.from([0xff, 0xd8, 1, 2, 3, 4]))).toThrow(/marker/u);
  });

  it('are found picture by picture in a stream', () => {
    expect(splitJpegs(Buffer.concat([jpeg, jpeg, jpeg]))).toEqual([jpeg, jpeg, jpeg]);
  });
});

describe('audio payloads', () => {
  it('carry AAC frames with an AU header', () => {
    const frame = Buffer.from([1, 2, 3, 4, 5]);
    const adts = Buffer.from([0xff, 0xf1, 0x60, 0x40, ((frame.length + 7) >> 3) & 0xff, (((frame.length + 7) & 7) << 5) | 0x1f, 0xfc]);
    const stream = parseAdts(Buffer.concat([adts, frame, adts, frame]));
    expect(stream).toEqual({ sampleRate: 16000, channels: 1, config: '1408', frames: [frame, frame] });
    expect(packetiseAac(frame)).toEqual(Buffer.from([0, 16, 0, 40, 1, 2, 3, 4, 5]));
  });

  it('compand to the values of G.711', () => {
    expect([0, 8, -8, 32767, -32768].map(encodeMuLaw)).toEqual([0xff, 0xfe, 0x7e, 0x80, 0x00]);
    expect([0, -1, 32767, -32768].map(encodeALaw)).toEqual([0xd5, 0x55, 0xaa, 0x2a]);
  });
});

describe('RTP template', () => {
  it('is stamped with consecutive numbers, and only the last packet is marked', () => {
    const template = buildTemplate([Buffer.alloc(10, 1), Buffer.alloc(20, 2), Buffer.alloc(30, 3)], 96, true, true);
    const block = stamp(template, { channel: 4, sequence: 65_535, timestamp: 2 ** 32 + 5, ssrc: 0xdeadbeef });
    const packets = template.starts.map((start) => ({
      frame: [block[start], block[start + 1], block.readUInt16BE(start + 2)],
      marker: (block[start + 5] ?? 0) >> 7,
      type: (block[start + 5] ?? 0) & 127,
      sequence: block.readUInt16BE(start + 6),
      timestamp: block.readUInt32BE(start + 8),
      ssrc: block.readUInt32BE(start + 12),
    }));
    expect(packets.map((packet) => packet.frame)).toEqual([
      [0x24, 4, 22],
      [0x24, 4, 32],
      [0x24, 4, 42],
    ]);
    expect(packets.map((packet) => packet.sequence)).toEqual([65_535, 0, 1]);
    expect(packets.map((packet) => packet.marker)).toEqual([0, 0, 1]);
    expect(packets.every((packet) => packet.type === 96 && packet.timestamp === 5 && packet.ssrc === 0xdeadbeef)).toBe(true);
    expect(template.block.readUInt32BE(12)).toBe(0);
    expect(template.payloadBytes).toBe(60);
  });
});

describe('Annex B', () => {
  it('splits on three- and four-byte start codes and drops delimiters', () => {
    const stream = Buffer.from([0, 0, 0, 1, 9, 16, 0, 0, 0, 1, 0x67, 1, 0, 0, 1, 0x65, 2, 2, 0, 0, 0, 1, 9, 48, 0, 0, 1, 0x41, 7]);
    expect(splitNals(stream).map((one) => one[0])).toEqual([9, 0x67, 0x65, 9, 0x41]);
    expect(accessUnits('h264', stream).map((unit) => [unit.key, unit.nals.length])).toEqual([
      [true, 2],
      [false, 1],
    ]);
    expect(() => accessUnits('h264', Buffer.from([0, 0, 1, 0x65, 1]))).toThrow(/delimiters/u);
  });
});
