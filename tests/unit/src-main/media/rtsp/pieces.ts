/** Building blocks for tests of the native RTSP source. */
import { monotonicMs } from '../../../../../src-contract/time.ts';
import { MediaTrack } from '../../../../../src-main/media/rtsp/media-track.ts';
import type { SdpTrack } from '../../../../../src-main/media/rtsp/sdp.ts';
import type { AccessUnit, Codec } from '../../../../../src-main/media/source.ts';

export interface PacketFields {
  readonly sequence: number;
  readonly timestamp: number;
  readonly marker?: boolean;
  readonly payloadType?: number;
  readonly ssrc?: number;
}

export function rtp(payload: Uint8Array, { sequence, timestamp, marker = false, payloadType = 96, ssrc = 7 }: PacketFields): Buffer {
  const head = Buffer.alloc(12);
  head[0] = 0x80;
  head[1] = payloadType | (marker ? 0x80 : 0);
  head.writeUInt16BE(sequence & 0xffff, 2);
  head.writeUInt32BE(timestamp >>> 0, 4);
  head.writeUInt32BE(ssrc, 8);
  return Buffer.concat([head, payload]);
}

export const interleaved = (channel: number, packet: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([0x24, channel, packet.length >> 8, packet.length & 0xff]), packet]);

export const bytes = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/gu, ''), 'hex');

export function cut(whole: Buffer, at: readonly number[]): Buffer[] {
  const points = [...new Set([0, ...at.map((point) => point % (whole.length + 1)), whole.length])].toSorted((a, b) => a - b);
  return points.slice(1).map((end, index) => whole.subarray(points[index], end));
}

export function trackOf(codec: Codec, parameters: Readonly<Record<string, string>> = {}, size: SdpTrack['size'] = null): SdpTrack {
  const named = new Map(Object.entries(parameters));
  return {
    media: 'video',
    codec,
    encoding: codec,
    payloadType: 96,
    clockRate: 90_000,
    parameters: named,
    control: null,
    size,
    keyframeRequest: null,
  };
}

/** A track under test, with everything it told. `say` gives one packet; numbers go on by themselves. */
export function listen(codec: Codec, size: SdpTrack['size'] = null, keyframeRequest: SdpTrack['keyframeRequest'] = null) {
  const units: AccessUnit[] = [];
  let torn = 0;
  let foreign = 0;
  const track = new MediaTrack(
    { ...trackOf(codec, {}, size), keyframeRequest },
    {
      unit: (unit) => units.push(unit),
      torn: () => (torn += 1),
      foreign: () => (foreign += 1),
    },
  );
  let sequence = 65_530;
  let now = 1000;
  return {
    track,
    units,
    torn: () => torn,
    foreign: () => foreign,
    lose: (packets = 1) => (sequence += packets),
    wait: (ms: number) => (now += ms),
    say(hex: string | Uint8Array, timestamp: number, fields: Partial<PacketFields> = {}) {
      const payload = typeof hex === 'string' ? bytes(hex) : hex;
      track.media(rtp(payload, { sequence, timestamp, ...fields }), monotonicMs(now));
      sequence += 1;
    },
    hex: () => units.map(({ data }) => Buffer.from(data).toString('hex')),
  };
}
