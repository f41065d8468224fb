/** A camera that refreshes its picture row by row and sends an IDR only when it starts, joined in the middle. */
import { execFileSync } from 'node:child_process';
import { afterEach, expect, it } from 'vitest';
import { KEYFRAME, RecordType } from '../../../src-contract/link/records.ts';
import { nalRanges } from '../../../src-main/media/codec/annex-b.ts';
import { packetiseH264 } from '../../../tools/camera-sim/packetise/h264.ts';
import { splitAtDelimiters } from '../../e2e/players/clips.ts';
import { interleaved, rtp } from '../../unit/src-main/media/rtsp/pieces.ts';
import { findTestFfmpeg, MediaRig, until } from './media-rig.ts';
import { goodCamera, startScriptedCamera } from './scripted-camera.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Eight seconds of a 320×180 picture, of which the only IDR is left out. */
function refreshed(): { sdp: string; media: Buffer } {
  const bytes = execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25', '-frames:v', '200', '-c:v', 'libx264', '-profile:v', 'main'],
    ...['-preset', 'fast', '-bf', '0', '-x264-params', 'intra-refresh=1:keyint=25', '-pix_fmt', 'yuv420p'],
    ...['-bsf:v', 'h264_metadata=aud=insert', '-f', 'h264', 'pipe:1'],
  ]);
  const units = splitAtDelimiters(bytes).map(({ data }) => nalRanges(data).map(({ begin, end }) => Buffer.from(data.subarray(begin, end))));
  const sets = (units[0] ?? []).filter((nal) => [7, 8].includes((nal[0] ?? 0) & 0x1f)).map((nal) => nal.toString('base64'));
  const joined = units.slice(10);
  expect(joined.flat().every((nal) => ((nal[0] ?? 0) & 0x1f) !== 5)).toBe(true);
  let sequence = 0;
  const packets = joined.flatMap((nals, index) => {
    const payloads = packetiseH264(nals, 1200);
    return payloads.map((payload, part) =>
      interleaved(0, rtp(payload, { sequence: (sequence += 1), timestamp: index * 3600, marker: part === payloads.length - 1 })),
    );
  });
  const sdp = `v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1;sprop-parameter-sets=${sets.join(',')}\r\na=control:track1\r\n`;
  return { sdp, media: Buffer.concat(packets) };
}

it('is shown from a recovery point on, by FFmpeg where the browser refuses to begin there', async () => {
  const { sdp, media } = refreshed();
  const camera = await startScriptedCamera(goodCamera(sdp, media));
  const rig = new MediaRig(await findTestFfmpeg(), 'native');
  closing.push(
    () => camera.close(),
    () => rig.stop(),
  );
  const [units, pictures] = [rig.watch({ url: camera.url }), rig.watch({ url: camera.url }, 'pictures', 320, 180)];
  await until('a unit to begin with', () => rig.units(units) > 0);
  expect((rig.link.of(units, RecordType.unit)[0]?.flags ?? 0) & KEYFRAME).toBe(KEYFRAME);
  await until('pictures', () => rig.link.of(pictures, RecordType.picture).length > 3);
});
