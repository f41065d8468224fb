/** Session descriptions, and what the client makes of them before it asks for a track. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UnitNormaliser } from '../../../src-main/media/codec/unit-normaliser.ts';
import { readable } from '../../../src-main/media/rtsp/media-track.ts';
import { announcedParameterSets } from '../../../src-main/media/rtsp/parameter-sets.ts';
import { parseSdp } from '../../../src-main/media/rtsp/sdp.ts';
import { soundFormat } from '../../../src-main/media/rtsp/sound-track.ts';
import { joinControl } from '../../../src-main/media/rtsp/target.ts';
import type { RandomSource } from '../../../tools/camera-sim/random.ts';
import { promise, type FuzzTarget } from '../fuzz-target.ts';

const fixtures = resolve(import.meta.dirname, '../../fixtures/rtsp');
const words = [
  'm=video 0 RTP/AVP 96',
  'm=audio 0 RTP/AVP 97',
  'a=rtpmap:96 H264/90000',
  'a=rtpmap:96 H265/90000',
  'a=rtpmap:26 JPEG/90000',
  'a=fmtp:96 ',
  'sprop-parameter-sets=',
  'sprop-max-don-diff=',
  'packetization-mode=2',
  'sprop-vps=',
  'a=rtpmap:97 MPEG4-GENERIC/16000/1',
  'a=fmtp:97 streamtype=5;mode=AAC-hbr;config=1408;sizelength=13;indexlength=3;indexdeltalength=3',
  'a=rtpmap:97 MP4A-LATM/16000',
  'a=rtpmap:8 PCMA/8000',
  'a=control:',
  'rtsp://',
  'a=framesize:96 ',
  'a=x-dimensions:',
  '\r\n',
  '\r',
  '=',
  ';',
  '*',
  '\0',
].map((text) => Buffer.from(text, 'latin1'));

/** Tracks times their payload types. */
const maxTracks = 32 + 8;
const maxSetBytes = 64 * 1024;

function run(input: Uint8Array): void {
  const description = parseSdp(new TextDecoder().decode(input));
  if (description === null) return;
  promise(description.tracks.length <= maxTracks, `${description.tracks.length} tracks`);
  for (const control of [description.control, ...description.tracks.map((track) => track.control)]) {
    if (control === null) continue;
    promise(!/[\r\n]/u.test(joinControl('rtsp://192.0.2.1/live', control)), 'a line end in what requests will name');
  }
  for (const track of description.tracks) {
    readable(track);
    const sound = soundFormat(track);
    promise(sound === null || (sound.sampleRate >= 4000 && sound.sampleRate <= 192_000), 'an impossible sample rate');
    promise(track.clockRate > 0 && track.clockRate <= 10_000_000, `clock rate ${track.clockRate}`);
    const extradata = announcedParameterSets(track);
    promise(extradata.length <= maxSetBytes, `${extradata.length} bytes of parameter sets`);
    const { width, height } = new UnitNormaliser({ codec: track.codec, extradata, width: 0, height: 0 }).facts;
    promise(width >= 0 && width <= 16_384 && height >= 0 && height <= 16_384, `picture of ${width}x${height}`);
  }
}

/** Lines moved, doubled, left out: the form a description has. */
function reshape(input: Uint8Array, random: RandomSource): Uint8Array {
  const lines = Buffer.from(input).toString('latin1').split('\n');
  for (let left = 1 + random.integer(4); left > 0; left -= 1) {
    const [from, to] = [random.integer(lines.length), random.integer(lines.length + 1)];
    const line = lines[from] ?? '';
    if (random.integer(3) === 0) lines.splice(from, 1);
    else lines.splice(to, 0, random.integer(4) === 0 ? line.slice(0, random.integer(line.length + 1)) : line);
  }
  return Buffer.from(lines.join('\n'), 'latin1');
}

export const sdpTarget: FuzzTarget = {
  name: 'sdp',
  seeds: () =>
    readdirSync(fixtures)
      .filter((name) => name.endsWith('.sdp'))
      .map((name) => readFileSync(join(fixtures, name))),
  words,
  reshape,
  run,
};
