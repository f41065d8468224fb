import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { toneOf, type AudioCodec } from '../../../tools/camera-sim/cameras.ts';
import { toneIn } from '../../tone.ts';
import { decode, run } from './ffmpeg.ts';

let sim: CameraSim;
beforeAll(async () => {
  sim = await startCameraSim({ cameras: 16 });
});
afterAll(() => {
  sim.dispose();
});

const withUser = (url: string, user: string): string => url.replace('rtsp://', `rtsp://${user}@`);

describe('every codec over both transports, read by FFmpeg', () => {
  it.each([
    ['sub', 'tcp', 3],
    ['sub', 'udp', 3],
    ['main', 'tcp', 3],
    ['main', 'udp', 3],
    ['hevc', 'tcp', 7],
    ['hevc', 'udp', 7],
    ['mjpeg', 'tcp', 12],
    ['mjpeg', 'udp', 12],
  ] as const)('%s over %s decodes to consecutive frames of the right scene', async (profile, transport, camera) => {
    const codes = await decode(sim.url(camera, profile), transport, 14);
    expect(codes).toHaveLength(14);
    const first = codes[0]?.frame ?? -1;
    expect(codes.map((code) => code?.frame)).toEqual(codes.map((_, index) => first + index));
    expect(codes.every((code) => code?.scene === camera && code.stream === profile)).toBe(true);
    const logged = sim.frameLog.frames(camera, profile).map((frame) => frame.index);
    expect(logged).toEqual(expect.arrayContaining(codes.map((code) => code?.frame ?? -1)));
  });
});

describe('authentication with FFmpeg as the client', () => {
  it.each([
    ['basic', { kind: 'basic', username: 'xem', password: 'p4ss' }],
    ['digest with qop', { kind: 'digest', username: 'xem', password: 'p4ss', qop: true, nonceSeconds: 60 }],
    ['digest without qop', { kind: 'digest', username: 'xem', password: 'p4ss', qop: false, nonceSeconds: 60 }],
  ] as const)('%s lets the right password in and no other', async (_, auth) => {
    sim.setAuth(2, auth);
    expect(await decode(withUser(sim.url(2, 'sub'), 'xem:p4ss'), 'tcp', 3)).toHaveLength(3);
    const refused = await run(['-rtsp_transport', 'tcp', '-i', withUser(sim.url(2, 'sub'), 'xem:sai'), '-t', '1', '-f', 'null', '-']);
    expect(refused.code).not.toBe(0);
    expect(refused.errors).toContain('401');
  });
});

describe('audio tracks', () => {
  it.each([
    ['pcma', 'tcp', 8000, 1],
    ['pcmu', 'udp', 8000, 4],
    ['aac', 'tcp', 16_000, 1],
    ['aac', 'udp', 16_000, 8],
  ] as const)('%s over %s is heard, with the camera’s own tone', async (codec: AudioCodec, transport, rate, camera) => {
    const url = `${sim.url(camera, 'sub')}?audio=${codec}`;
    const result = await run(['-rtsp_transport', transport, '-i', url, '-vn', '-t', '1', '-f', 's16le', 'pipe:1']);
    expect(result.errors).toBe('');
    const samples = new Int16Array(result.output.buffer, result.output.byteOffset, Math.floor(result.output.length / 2));
    expect(samples.length).toBeGreaterThan(rate * 0.8);
    expect(
      toneIn(
        Array.from(samples.subarray(rate / 4), (sample) => sample / 32_768),
        rate,
      ),
    ).toBe(toneOf(camera));
  });

  it('comes beside video in one session', async () => {
    const url = `${sim.url(4, 'sub')}?audio=aac`;
    const result = await run([
      '-rtsp_transport',
      'tcp',
      '-i',
      url,
      '-t',
      '1',
      '-map',
      '0:v',
      '-map',
      '0:a',
      '-c',
      'copy',
      '-f',
      'framecrc',
      'pipe:1',
    ]);
    const text = result.output.toString('utf8');
    expect(text).toContain('#codec_id 0: h264');
    expect(text).toContain('#codec_id 1: aac');
    expect(text.split('\n').filter((line) => line.startsWith('0,')).length).toBeGreaterThan(8);
    expect(text.split('\n').filter((line) => line.startsWith('1,')).length).toBeGreaterThan(8);
  });
});
