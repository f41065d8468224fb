/**
 * RTP and RTCP of every codec and kind of sound, up to units as they leave for a window. First byte: the codec, second: bit 0
 * whether packets may come out of order (UDP); then packets in the frames of RFC 2326 §10.12, channel 1 being RTCP.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { monotonicMs } from '../../../src-contract/time.ts';
import { nalRanges } from '../../../src-main/media/codec/annex-b.ts';
import { UnitNormaliser } from '../../../src-main/media/codec/unit-normaliser.ts';
import { MediaTrack } from '../../../src-main/media/rtsp/media-track.ts';
import { ReorderBuffer } from '../../../src-main/media/rtsp/reorder-buffer.ts';
import type { SdpTrack } from '../../../src-main/media/rtsp/sdp.ts';
import { senderReport } from '../../../tools/camera-sim/media/rtcp.ts';
import { packetiseAac, parseAdts } from '../../../tools/camera-sim/packetise/aac.ts';
import { packetiseH264 } from '../../../tools/camera-sim/packetise/h264.ts';
import { packetiseH265 } from '../../../tools/camera-sim/packetise/h265.ts';
import { packetiseJpeg, parseJpeg, splitJpegs } from '../../../tools/camera-sim/packetise/jpeg.ts';
import type { RandomSource } from '../../../tools/camera-sim/random.ts';
import { interleaved, rtp, trackOf } from '../../unit/src-main/media/rtsp/pieces.ts';
import { promise, type FuzzTarget } from '../fuzz-target.ts';

const aac = { streamtype: '5', config: '1408', sizelength: '13', indexlength: '3', indexdeltalength: '3' };
const sound = (encoding: string, clockRate: number, parameters: Readonly<Record<string, string>>): SdpTrack => ({
  ...trackOf('other', parameters),
  media: 'audio',
  encoding,
  clockRate,
});
const tracks: readonly SdpTrack[] = [
  ...(['h264', 'hevc', 'mjpeg'] as const).map((codec) => trackOf(codec, {}, { width: 640, height: 360 })),
  sound('MPEG4-GENERIC', 16_000, aac),
  sound('MP4A-LATM', 16_000, { cpresent: '0', config: '400028103fc0' }),
  sound('PCMA', 8000, {}),
];
const clip = (name: string): Buffer =>
  readFileSync(resolve(import.meta.dirname, '../../../tools/camera-sim/clips', name)).subarray(0, 60_000);
/** Pictures are cut short: what matters are the headers, and small inputs make many tries. */
const shortNals = (name: string): Buffer[] => {
  const bytes = clip(name);
  return nalRanges(bytes)
    .slice(0, 12)
    .map(({ begin, end }) => bytes.subarray(begin, Math.min(end, begin + 260)));
};
const packetBytes = 120;
const adts = parseAdts(readFileSync(resolve(import.meta.dirname, '../../../tools/camera-sim/clips/tone-500.aac')));

function seed(codec: number, flags: number, payloads: readonly Buffer[]): Uint8Array {
  const packets = payloads
    .slice(0, 24)
    .map((payload, index) =>
      interleaved(0, rtp(payload, { sequence: 65_530 + index, timestamp: (index >> 2) * 3600, marker: index % 4 === 3 })),
    );
  const report = interleaved(1, senderReport({ ssrc: 7, wallMs: 1_700_000_000_000, rtp: 0, packets: 1, octets: 1 }));
  return Buffer.concat([Uint8Array.of(codec, flags), ...packets.slice(0, 4), report, ...packets.slice(4)]);
}

interface Packet {
  readonly channel: number;
  readonly bytes: Uint8Array;
}

function packetsOf(input: Uint8Array): Packet[] {
  const packets: Packet[] = [];
  for (let at = 2; at + 4 <= input.length;) {
    const size = (input[at + 2] ?? 0) * 256 + (input[at + 3] ?? 0);
    packets.push({ channel: input[at + 1] ?? 0, bytes: input.subarray(at + 4, at + 4 + size) });
    at += 4 + size;
  }
  return packets;
}

/** Headers put in front of each picture: JPEG's, remembered parameter sets. */
const maxAddedBytes = 128 * 1024;

function run(input: Uint8Array): void {
  const described = tracks[(input[0] ?? 0) % tracks.length] ?? trackOf('h264');
  const normaliser = new UnitNormaliser({ codec: described.codec, extradata: new Uint8Array(0), width: 0, height: 0 });
  const packets = packetsOf(input);
  let [bytes, units, now] = [0, 0, 1000];
  const track = new MediaTrack(described, {
    unit: (unit) => {
      units += 1;
      bytes += unit.data.length;
      promise(Number.isSafeInteger(unit.ptsUs), `a unit at ${unit.ptsUs} µs`);
      promise(unit.wallClock === null || Number.isFinite(unit.wallClock.epochMs), 'a wall clock that is no number');
      const whole = normaliser.normalise(unit.data, unit.keyframe);
      promise(whole.length <= unit.data.length + maxAddedBytes, `a unit of ${whole.length} bytes from ${unit.data.length}`);
    },
    torn: () => undefined,
    foreign: () => undefined,
  });
  const order = new ReorderBuffer((packet) => track.media(packet, monotonicMs(now)));
  for (const packet of packets) {
    now += 7;
    if (packet.channel === 1) track.control(packet.bytes, monotonicMs(now));
    else if (((input[1] ?? 0) & 1) === 1) order.push(packet.bytes);
    else track.media(packet.bytes, monotonicMs(now));
  }
  order.giveUp();
  track.report(1, monotonicMs(now));
  // A packet of sound may hold up to 64 frames.
  promise(units <= packets.length * 64, `${units} units out of ${packets.length} packets`);
  // A start code for every NAL unit, at least three bytes of which came, and JPEG's headers.
  promise(bytes <= 3 * input.length + units * 1000, `${bytes} bytes out of ${input.length}`);
}

/** Packets lost, doubled, swapped; single header fields and payload heads changed. */
function reshape(input: Uint8Array, random: RandomSource): Uint8Array | null {
  const packets = packetsOf(input).map(({ channel, bytes }) => ({ channel, bytes: Uint8Array.from(bytes) }));
  if (packets.length === 0) return null;
  for (let left = 1 + random.integer(6); left > 0; left -= 1) {
    const from = random.integer(packets.length);
    const packet = packets[from];
    if (packet === undefined) break;
    const kind = random.integer(10);
    if (kind === 0) packets.splice(from, 1);
    else if (kind === 1) packets.splice(random.integer(packets.length + 1), 0, packet);
    else if (kind === 2) packets.splice(random.integer(packets.length), 0, ...packets.splice(from, 1));
    else if (kind === 3) packets[from] = { ...packet, bytes: packet.bytes.subarray(0, random.integer(packet.bytes.length + 1)) };
    else {
      // The RTP header is 12 bytes; the codec's own comes after it.
      const at = kind < 6 ? random.integer(12) : 12 + random.integer(12);
      packet.bytes[at] = random.integer(2) === 0 ? random.integer(256) : (packet.bytes[at] ?? 0) ^ (1 << random.integer(8));
    }
  }
  return Buffer.concat([input.subarray(0, 2), ...packets.map(({ channel, bytes }) => interleaved(channel, bytes))]);
}

const words = ['7c85', '7c05', '7c45', '78', '6588', '4188', '0000000165', '6201', '6293', '6213', '6253', '6001', '2601', '00000000', '01ffffff', 'ff', '80e0', '81c80006', '90e0']; // prettier-ignore

export const rtpTarget: FuzzTarget = {
  name: 'rtp',
  seeds: () => [
    seed(0, 0, packetiseH264(shortNals('1-sub.h264'), packetBytes, true)),
    seed(0, 1, packetiseH264(shortNals('1-sub.h264'), packetBytes, false)),
    seed(1, 0, packetiseH265(shortNals('7-hevc.h265'), packetBytes)),
    seed(
      2,
      0,
      splitJpegs(clip('8-mjpeg.mjpeg'))
        .slice(0, 1)
        .flatMap((picture) => packetiseJpeg(parseJpeg(picture), 1200))
        .slice(0, 5),
    ),
    seed(3, 0, adts.frames.slice(0, 12).map(packetiseAac)),
    seed(4, 0, [Buffer.from('05aabbccddee', 'hex'), Buffer.from('ff02', 'hex'), Buffer.alloc(255, 3), Buffer.from('03010203', 'hex')]),
    seed(5, 0, [Buffer.alloc(160, 0xd5), Buffer.alloc(160, 0x55)]),
  ],
  words: words.map((hex) => Buffer.from(hex, 'hex')),
  reshape,
  run,
};
