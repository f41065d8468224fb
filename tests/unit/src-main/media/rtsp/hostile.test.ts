/** The whole way from bytes to pictures under damage: nothing throws, nothing grows. `VMS_FUZZ_RUNS` makes it longer. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monotonicMs } from '../../../../../src-contract/time.ts';
import { nalRanges } from '../../../../../src-main/media/codec/annex-b.ts';
import { UnitNormaliser } from '../../../../../src-main/media/codec/unit-normaliser.ts';
import { maxUnitBytes } from '../../../../../src-main/media/rtsp/depacketiser.ts';
import { MediaTrack } from '../../../../../src-main/media/rtsp/media-track.ts';
import { ReorderBuffer } from '../../../../../src-main/media/rtsp/reorder-buffer.ts';
import { WireReader } from '../../../../../src-main/media/rtsp/wire-reader.ts';
import type { Codec } from '../../../../../src-main/media/source.ts';
import { senderReport } from '../../../../../tools/camera-sim/media/rtcp.ts';
import { packetiseH264 } from '../../../../../tools/camera-sim/packetise/h264.ts';
import { packetiseH265 } from '../../../../../tools/camera-sim/packetise/h265.ts';
import { packetiseJpeg, parseJpeg, splitJpegs } from '../../../../../tools/camera-sim/packetise/jpeg.ts';
import { cut, interleaved, listen, rtp, trackOf } from './pieces.ts';

const runs = Number(process.env['VMS_FUZZ_RUNS'] ?? '30');
const clip = (name: string): Buffer =>
  readFileSync(resolve(import.meta.dirname, '../../../../../tools/camera-sim/clips', name)).subarray(0, 60_000);
const nals = (bytes: Buffer): Buffer[] => nalRanges(bytes).map(({ begin, end }) => bytes.subarray(begin, end));

const payloads: Readonly<Record<'h264' | 'hevc' | 'mjpeg', readonly Buffer[]>> = {
  h264: packetiseH264(nals(clip('1-sub.h264')), 1200, true),
  hevc: packetiseH265(nals(clip('7-hevc.h265')), 1200),
  mjpeg: splitJpegs(clip('8-mjpeg.mjpeg'))
    .slice(0, 1)
    .flatMap((picture) => packetiseJpeg(parseJpeg(picture), 1200)),
};

/** A connection's bytes after PLAY: media with sender reports in between. */
function connection(codec: 'h264' | 'hevc' | 'mjpeg'): Buffer {
  const packets = payloads[codec].map((payload, index) =>
    interleaved(0, rtp(payload, { sequence: index, timestamp: (index >> 2) * 3600, marker: index % 4 === 3 })),
  );
  const report = interleaved(1, senderReport({ ssrc: 7, wallMs: 1_700_000_000_000, rtp: 0, packets: 1, octets: 1 }));
  return Buffer.concat([packets[0] ?? Buffer.alloc(0), report, ...packets.slice(1)]);
}

function swallow(codec: Codec, chunks: readonly Buffer[]): { units: number; bytes: number } {
  const seen = { units: 0, bytes: 0 };
  const normaliser = new UnitNormaliser({ codec, extradata: new Uint8Array(0), width: 0, height: 0 });
  const track = new MediaTrack(trackOf(codec), {
    unit: (unit) => {
      seen.units += 1;
      seen.bytes += normaliser.normalise(unit.data, unit.keyframe).length;
    },
    torn: () => undefined,
    foreign: () => undefined,
  });
  const order = new ReorderBuffer((packet) => {
    track.media(packet, monotonicMs(0));
  });
  const reader = new WireReader({
    message: () => undefined,
    packet: (channel, packet) => {
      if (channel === 0) order.push(packet);
      else track.control(packet, monotonicMs(0));
    },
    broken: () => undefined,
  });
  reader.mediaBegins();
  for (const chunk of chunks) reader.push(chunk);
  order.giveUp();
  return seen;
}

describe.each(['h264', 'hevc', 'mjpeg'] as const)('a damaged %s connection', (codec) => {
  const whole = connection(codec);

  it('plays when whole', () => {
    expect(swallow(codec, [whole]).units).toBeGreaterThan(0);
  });

  it('neither throws nor makes more of it than came', () => {
    const damage = fc.record({ at: fc.nat(whole.length - 1), bytes: fc.uint8Array({ maxLength: 40 }) });
    fc.assert(
      fc.property(fc.array(damage, { maxLength: 30 }), fc.array(fc.nat(), { maxLength: 20 }), (damages, points) => {
        const spoiled = Buffer.from(whole);
        for (const { at, bytes } of damages) spoiled.set(bytes.subarray(0, spoiled.length - at), at);
        const { units, bytes } = swallow(codec, cut(spoiled, points));
        // JPEG headers and remembered parameter sets are put in front of each picture.
        expect(bytes).toBeLessThanOrEqual(spoiled.length * 2 + units * 2000);
      }),
      { numRuns: runs },
    );
  });
});

describe('bounds', () => {
  it('gives up on a picture that never ends, and goes on with the next', () => {
    const one = listen('h264');
    const piece = Buffer.concat([Buffer.from([0x7c, 0x05]), Buffer.alloc(60_000, 1)]);
    one.say('7c85 88', 0);
    for (let bytes = 0; bytes <= maxUnitBytes; bytes += 60_000) one.say(piece, 0);
    expect([one.torn(), one.units.length]).toEqual([1, 0]);
    one.say('6588', 3600, { marker: true });
    expect(one.units).toHaveLength(1);
  });

  it('gives up on endless parameter sets without a picture', () => {
    const one = listen('h264');
    const set = Buffer.concat([Buffer.from([0x67]), Buffer.alloc(60_000, 1)]);
    for (let at = 0; at < 400; at += 1) one.say(set, at * 3600, { marker: true });
    one.say('6588', 400 * 3600, { marker: true });
    expect(one.units).toHaveLength(1);
    expect(one.units[0]?.data.length).toBeLessThan(400_000);
  });

  it('gives up on a picture whose few bytes keep far more in memory', () => {
    const one = listen('h264');
    const sea = (): Uint8Array => new Uint8Array(1024 * 1024);
    const drop = (hex: string): Uint8Array => {
      const view = sea().subarray(0, hex.length / 2);
      view.set(Buffer.from(hex, 'hex'));
      return view;
    };
    const push = (hex: string, sequence: number): void => {
      const whole = sea().subarray(0, 12 + hex.length / 2);
      whole.set(rtp(drop(hex), { sequence, timestamp: 0 }));
      one.track.media(whole, monotonicMs(0));
    };
    push('7c8588', 0);
    for (let sequence = 1; sequence < 70; sequence += 1) push('7c0501', sequence);
    expect(one.torn()).toBe(1);
  });

  it('remembers no more of a camera’s quantisation tables than there are', () => {
    const one = listen('mjpeg');
    const tables = Buffer.alloc(60_000, 1);
    for (let quality = 128; quality < 255; quality += 1) {
      const head = Buffer.from([0, 0, 0, 0, 1, quality, 8, 8, 0, 0, tables.length >> 8, tables.length & 0xff]);
      one.say(Buffer.concat([head, tables, Buffer.from([1, 2])]), quality * 9000, { marker: true });
    }
    expect(one.units.length).toBeGreaterThan(0);
    expect(one.units.every(({ data }) => data.length < 2000)).toBe(true);
  });
});
