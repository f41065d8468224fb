/**
 * What a camera says of its sound, and the packets that follow, read by the rules it said. First byte: the encoding, second: the
 * clock rate; then the format's parameters up to a line end; then packets in the frames of RFC 2326 §10.12.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { monotonicMs } from '../../../src-contract/time.ts';
import { MediaTrack } from '../../../src-main/media/rtsp/media-track.ts';
import type { SdpTrack } from '../../../src-main/media/rtsp/sdp.ts';
import { soundFormat } from '../../../src-main/media/rtsp/sound-track.ts';
import { packetiseAac, parseAdts } from '../../../tools/camera-sim/packetise/aac.ts';
import type { RandomSource } from '../../../tools/camera-sim/random.ts';
import { interleaved, rtp, trackOf } from '../../unit/src-main/media/rtsp/pieces.ts';
import { promise, type FuzzTarget } from '../fuzz-target.ts';

const encodings = ['MPEG4-GENERIC', 'MP4A-LATM', 'PCMA', 'PCMU'] as const;
const clockRates = [8000, 16_000, 44_100, 48_000, 90_000, 192_000] as const;
const lineEnd = 10;
/** As much as a packet of G.711 or a frame of eight channels can be. */
const maxUnitBytes = 65_535;
const maxConfigDigits = 128;

interface Parts {
  readonly head: Uint8Array;
  readonly parameters: string;
  readonly packets: readonly Uint8Array[];
}

function partsOf(input: Uint8Array): Parts {
  const end = input.indexOf(lineEnd, 2);
  const textEnd = end < 0 ? input.length : end;
  const packets: Uint8Array[] = [];
  for (let at = textEnd + 1; at + 4 <= input.length;) {
    const size = (input[at + 2] ?? 0) * 256 + (input[at + 3] ?? 0);
    packets.push(input.subarray(at + 4, at + 4 + size));
    at += 4 + size;
  }
  return { head: input.subarray(0, 2), parameters: Buffer.from(input.subarray(2, textEnd)).toString('latin1'), packets };
}

function joined({ head, parameters, packets }: Parts): Uint8Array {
  return Buffer.concat([head, Buffer.from(`${parameters}\n`, 'latin1'), ...packets.map((packet) => interleaved(0, Buffer.from(packet)))]);
}

function described({ head, parameters }: Parts): SdpTrack {
  const pairs = parameters.split(';').map((pair): readonly [string, string] => {
    const [name = '', ...value] = pair.split('=');
    return [name.trim().toLowerCase(), value.join('=').trim()];
  });
  return {
    ...trackOf('other', Object.fromEntries(pairs)),
    media: 'audio',
    encoding: encodings[(head[0] ?? 0) % encodings.length] ?? 'PCMA',
    clockRate: clockRates[(head[1] ?? 0) % clockRates.length] ?? 8000,
  };
}

function run(input: Uint8Array): void {
  const parts = partsOf(input);
  const track = described(parts);
  const format = soundFormat(track);
  if (format === null) return;
  promise(format.sampleRate >= 4000 && format.sampleRate <= 192_000, `a sample rate of ${format.sampleRate}`);
  if (format.codec === 'aac') {
    promise(Number.isInteger(format.channels) && format.channels >= 1 && format.channels <= 8, `${format.channels} channels`);
    promise(/^mp4a\.40\.\d{1,2}$/u.test(format.codecString), `a codec called ${format.codecString}`);
    promise(/^(?:[\da-f]{2}){2,}$/u.test(format.config) && format.config.length <= maxConfigDigits, 'a config that is none');
  }
  let [bytes, units, now] = [0, 0, 1000];
  const reader = new MediaTrack(track, {
    unit: ({ data, ptsUs }) => {
      units += 1;
      bytes += data.length;
      promise(data.length > 0 && data.length <= maxUnitBytes, `a unit of ${data.length} bytes`);
      promise(Number.isSafeInteger(ptsUs), `a unit at ${ptsUs} µs`);
    },
    torn: () => undefined,
    foreign: () => undefined,
  });
  for (const packet of parts.packets) reader.media(packet, monotonicMs((now += 20)));
  promise(units <= parts.packets.length * 64, `${units} units out of ${parts.packets.length} packets`);
  promise(bytes <= input.length, `${bytes} bytes out of ${input.length}`);
}

/** One parameter's value changed, or packets lost, doubled, cut, their head or size fields changed. */
function reshape(input: Uint8Array, random: RandomSource): Uint8Array {
  const { head, parameters, packets } = partsOf(input);
  if (random.integer(3) === 0) {
    const pairs = parameters.split(';');
    const at = random.integer(pairs.length);
    const [name] = (pairs[at] ?? '').split('=');
    const hex = Buffer.from(Uint8Array.from({ length: 1 + random.integer(20) }, () => random.integer(256))).toString('hex');
    pairs[at] = `${name ?? ''}=${random.integer(2) === 0 ? hex : String(random.integer(20))}`;
    return joined({ head, parameters: pairs.join(';'), packets });
  }
  const changed = packets.map((packet) => Uint8Array.from(packet));
  for (let left = 1 + random.integer(4); left > 0 && changed.length > 0; left -= 1) {
    const at = random.integer(changed.length);
    const packet = changed[at] ?? new Uint8Array(0);
    const kind = random.integer(6);
    if (kind === 0) changed.splice(at, 1);
    else if (kind === 1) changed.splice(at, 0, packet);
    else if (kind === 2) changed[at] = packet.subarray(0, random.integer(packet.length + 1));
    // The RTP header is 12 bytes; sizes of frames stand behind it.
    else if (packet.length > 0)
      packet[Math.min(packet.length - 1, kind === 3 ? random.integer(12) : 12 + random.integer(8))] = random.integer(256);
  }
  return joined({ head, parameters, packets: changed });
}

const adts = parseAdts(readFileSync(resolve(import.meta.dirname, '../../../tools/camera-sim/clips/tone-500.aac')));
const seed = (encoding: number, rate: number, parameters: string, payloads: readonly Uint8Array[]): Uint8Array =>
  joined({
    head: Uint8Array.of(encoding, rate),
    parameters,
    packets: payloads.map((payload, sequence) => rtp(Buffer.from(payload), { sequence, timestamp: sequence * 1024, marker: true })),
  });
const generic = 'streamtype=5;mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3';
const words = ['config=', 'sizelength=', 'indexlength=', 'indexdeltalength=', 'cpresent=0', 'constantsize=', '1408', '1190', '2b8a0800', '400028103fc0', '0010', 'ffff', '$\0']; // prettier-ignore

export const soundTarget: FuzzTarget = {
  name: 'sound',
  seeds: () => [
    seed(0, 1, `${generic};config=1408`, adts.frames.slice(0, 12).map(packetiseAac)),
    // HE-AAC: 24 kHz and its doubled rate.
    seed(0, 3, `${generic};config=2b118a08`, adts.frames.slice(0, 4).map(packetiseAac)),
    seed(1, 1, 'cpresent=0;config=400028103fc0', [Buffer.from('05aabbccddee', 'hex'), Buffer.from('ff02', 'hex'), Buffer.alloc(255, 3)]),
    seed(2, 0, '', [Buffer.alloc(160, 0xd5)]),
    seed(3, 1, '', [Buffer.alloc(160, 0xff)]),
  ],
  words: words.map((text) => Buffer.from(text, 'latin1')),
  reshape,
  run,
};
