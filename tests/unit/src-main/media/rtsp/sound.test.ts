import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AacDepacketiser, LatmDepacketiser } from '../../../../../src-main/media/rtsp/aac.ts';
import { aacFormat, aacRules, latmConfig } from '../../../../../src-main/media/rtsp/aac-format.ts';
import type { Depacketiser } from '../../../../../src-main/media/rtsp/depacketiser.ts';
import { MediaTrack } from '../../../../../src-main/media/rtsp/media-track.ts';
import { parseSdp, type SdpTrack } from '../../../../../src-main/media/rtsp/sdp.ts';
import { soundFormat } from '../../../../../src-main/media/rtsp/sound-track.ts';
import { monotonicMs } from '../../../../../src-contract/time.ts';
import { packetiseAac } from '../../../../../tools/camera-sim/packetise/aac.ts';
import { bytes, rtp } from './pieces.ts';

const hbr = { sizeLength: 13, indexLength: 3, indexDeltaLength: 3 };
const lbr = { sizeLength: 6, indexLength: 2, indexDeltaLength: 2 };

interface Heard {
  readonly data: string;
  readonly timestamp: number;
}

function collect(make: (events: { unit(data: Uint8Array, timestamp: number): void; torn(): void }) => Depacketiser) {
  const heard: Heard[] = [];
  const unit = (data: Uint8Array, timestamp: number): void => void heard.push({ data: Buffer.from(data).toString('hex'), timestamp });
  return { heard, depacketiser: make({ unit, torn: () => undefined }) };
}

const aac = (rules = hbr, ticks = 1024) => collect((events) => new AacDepacketiser(events, rules, ticks));
const latm = () => collect((events) => new LatmDepacketiser(events, 1024));

/** A packet of several frames, straight from RFC 3640 §3.2.1 for AAC-hbr. */
function several(frames: readonly Buffer[], sizes = frames.map((frame) => frame.length)): Buffer {
  const head = Buffer.alloc(2 + 2 * frames.length);
  head.writeUInt16BE(16 * frames.length, 0);
  for (const [index, size] of sizes.entries()) head.writeUInt16BE(size << 3, 2 + 2 * index);
  return Buffer.concat([head, ...frames]);
}

const tracksOf = (...lines: string[]): readonly SdpTrack[] => parseSdp(['v=0', ...lines].join('\r\n'))?.tracks ?? [];
const formatOf = (...lines: string[]) => tracksOf(...lines).map(soundFormat);

describe('AAC over RFC 3640', () => {
  it('finds every frame of a packet, each at its own time', () => {
    const { heard, depacketiser } = aac();
    depacketiser.push(several([bytes('aabbcc'), bytes('dd'), bytes('eeff')]), 0xffff_ff00, true);
    expect(heard).toEqual([
      { data: 'aabbcc', timestamp: 0xffff_ff00 },
      { data: 'dd', timestamp: 0x300 },
      { data: 'eeff', timestamp: 0x700 },
    ]);
  });

  it('reads what the simulator packs, and short headers of AAC-lbr', () => {
    const { heard, depacketiser } = aac();
    depacketiser.push(packetiseAac(Buffer.alloc(700, 7)), 1, true);
    expect(heard).toEqual([{ data: '07'.repeat(700), timestamp: 1 }]);
    const low = aac(lbr);
    low.depacketiser.push(Buffer.from([0, 16, 3 << 2, 2 << 2, 1, 2, 3, 8, 9]), 0, true);
    expect(low.heard.map(({ data }) => data)).toEqual(['010203', '0809']);
  });

  it('puts a frame of several packets together, and drops one of which a packet is missing', () => {
    const frame = Buffer.alloc(900, 3);
    const parts = [0, 400, 800].map((from) => several([frame.subarray(from, from + 400)], [900]));
    const { heard, depacketiser } = aac();
    for (const part of parts) depacketiser.push(part, 5, false);
    expect(heard).toEqual([{ data: frame.toString('hex'), timestamp: 5 }]);
    for (const [index, part] of parts.entries()) {
      if (index === 1) depacketiser.lost();
      else depacketiser.push(part, 9, index === 2);
    }
    depacketiser.push(several([bytes('aa')]), 13, true);
    expect(heard.slice(1)).toEqual([{ data: 'aa', timestamp: 13 }]);
  });

  it('survives anything and never makes more of it than there is', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 20 }), fc.boolean(), (packets, low) => {
        for (const made of [aac(low ? lbr : hbr), latm()]) {
          for (const [index, packet] of packets.entries()) made.depacketiser.push(packet, index >> 1, index % 3 === 0);
          const given = packets.reduce((sum, packet) => sum + packet.length, 0);
          expect(made.heard.reduce((sum, { data }) => sum + data.length / 2, 0)).toBeLessThanOrEqual(given);
        }
      }),
    );
  });
});

describe('AAC over RFC 6416', () => {
  it('takes one frame or several, whole or in pieces, and skips to the marker after a loss', () => {
    const { heard, depacketiser } = latm();
    const long = Buffer.concat([Buffer.from([255, 45]), Buffer.alloc(300, 5)]);
    depacketiser.push(long.subarray(0, 100), 7, false);
    depacketiser.push(long.subarray(100), 7, true);
    depacketiser.push(bytes('02aabb 01cc'), 2000, true);
    depacketiser.lost();
    depacketiser.push(bytes('01dd'), 4000, true);
    depacketiser.push(bytes('01ee'), 5000, true);
    expect(heard).toEqual([
      { data: '05'.repeat(300), timestamp: 7 },
      { data: 'aabb', timestamp: 2000 },
      { data: 'cc', timestamp: 3024 },
      { data: 'ee', timestamp: 5000 },
    ]);
  });
});

describe('sound in session descriptions', () => {
  it('knows G.711 with and without a map, at the rate the camera says', () => {
    expect(formatOf('m=audio 0 RTP/AVP 8')).toEqual([{ codec: 'pcma', sampleRate: 8000 }]);
    expect(formatOf('m=audio 0 RTP/AVP 0 97', 'a=rtpmap:97 PCMU/16000')).toEqual([
      { codec: 'pcmu', sampleRate: 8000 },
      { codec: 'pcmu', sampleRate: 16_000 },
    ]);
  });

  it('knows AAC-LC, HE-AAC and plain LATM by their configuration', () => {
    const generic = 'sizelength=13;indexlength=3;indexdeltalength=3;mode=AAC-hbr';
    expect(formatOf('m=audio 0 RTP/AVP 97', 'a=rtpmap:97 mpeg4-generic/16000/1', `a=fmtp:97 ${generic};config=1408`)).toEqual([
      { codec: 'aac', sampleRate: 16_000, channels: 1, codecString: 'mp4a.40.2', config: '1408' },
    ]);
    // HE-AAC: type 5, core 24 kHz, stereo, doubled to 48 kHz, core type 2.
    expect(aacFormat('2b118800')).toMatchObject({ sampleRate: 24_000, channels: 2, codecString: 'mp4a.40.5' });
    // StreamMuxConfig of RFC 6416 §7.4: AAC-LC, 24 kHz, stereo.
    const mux = new Map([
      ['cpresent', '0'],
      ['config', '400026203fc0'],
    ]);
    expect(latmConfig(mux)).toBe('1310');
    expect(aacFormat('1310')).toMatchObject({ sampleRate: 24_000, channels: 2 });
  });

  it('leaves to FFmpeg what it does not know for certain', () => {
    expect(formatOf('m=audio 0 RTP/AVP 96', 'a=rtpmap:96 G726-32/8000')).toEqual([null]);
    expect(formatOf('m=audio 0 RTP/AVP 97', 'a=rtpmap:97 mpeg4-generic/16000', 'a=fmtp:97 config=1408')).toEqual([null]);
    expect(formatOf('m=video 0 RTP/AVP 8')).toEqual([null]);
    expect(['', '14', '1', 'zz08', '0000', `14${'08'.repeat(70)}`].map(aacFormat)).toEqual([null, null, null, null, null, null]);
    expect(aacRules(new Map(Object.entries({ sizelength: '13', auxiliarydatasizelength: '8' })))).toBeNull();
    fc.assert(fc.property(fc.string(), fc.string(), (config, cpresent) => void latmConfig(new Map(Object.entries({ config, cpresent })))));
  });

  it('runs through a track: frames with their times', () => {
    const [description] = tracksOf('m=audio 0 RTP/AVP 8');
    if (description === undefined) throw new Error('no track');
    const heard: [string, number][] = [];
    const track = new MediaTrack(description, {
      unit: ({ data, ptsUs }) => void heard.push([Buffer.from(data).toString('hex'), ptsUs]),
      torn: () => undefined,
      foreign: () => undefined,
    });
    track.media(rtp(bytes('d5d5'), { sequence: 9, timestamp: 800, payloadType: 8 }), monotonicMs(0));
    track.media(rtp(bytes('5555'), { sequence: 11, timestamp: 1120, payloadType: 8 }), monotonicMs(40));
    expect(heard).toEqual([
      ['d5d5', 0],
      ['5555', 40_000],
    ]);
  });
});
