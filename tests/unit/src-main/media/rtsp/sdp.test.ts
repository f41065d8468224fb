import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnitNormaliser } from '../../../../../src-main/media/codec/unit-normaliser.ts';
import { readable } from '../../../../../src-main/media/rtsp/media-track.ts';
import { announcedParameterSets } from '../../../../../src-main/media/rtsp/parameter-sets.ts';
import { parseSdp, type SdpTrack } from '../../../../../src-main/media/rtsp/sdp.ts';
import { baseUrl, joinControl, parseTarget } from '../../../../../src-main/media/rtsp/target.ts';
import { parseTransport } from '../../../../../src-main/media/rtsp/transport.ts';
import { keepAliveMethods, keepAliveMs } from '../../../../../src-main/media/rtsp/session-timing.ts';

const fixture = (name: string): string => readFileSync(resolve(import.meta.dirname, `../../../../fixtures/rtsp/${name}.sdp`), 'latin1');
const video = (name: string): SdpTrack => {
  const track = parseSdp(fixture(name))?.tracks.find(({ media }) => media === 'video');
  if (track === undefined) throw new Error('no video');
  return track;
};
const facts = (name: string) => {
  const track = video(name);
  return new UnitNormaliser({ codec: track.codec, extradata: announcedParameterSets(track), width: 0, height: 0 }).facts;
};

describe('session descriptions', () => {
  it.each([
    ['plain', 640, 360],
    ['trailing-blanks-and-semicolons', 640, 360],
    ['no-origin-line', 640, 360],
    ['annex-b-inside-sprop', 640, 360],
    ['bytes-after-sps', 640, 360],
    ['hevc', 1280, 720],
  ])('%s: finds codec, control and picture size', (name, width, height) => {
    expect(facts(name)).toMatchObject({ width, height, codecString: expect.stringMatching(/^(avc1|hvc1)\./u) as unknown });
    expect(video(name).control).toBe('trackID=1');
  });

  it('takes JPEG without rtpmap, its announced size, and lists other tracks without taking them', () => {
    const tracks = parseSdp(fixture('jpeg-with-audio-and-metadata'))?.tracks ?? [];
    expect(tracks.map(({ media, codec }) => [media, codec])).toEqual([
      ['audio', 'other'],
      ['video', 'mjpeg'],
      ['application', 'other'],
    ]);
    expect(tracks[1]).toMatchObject({ payloadType: 26, clockRate: 90_000, size: { width: 2592, height: 1944 } });
  });

  it('leaves to FFmpeg what it does not read', () => {
    const of = (lines: string): boolean => (parseSdp(`m=video 0 RTP/AVP 96\r\n${lines}`)?.tracks ?? []).some(readable);
    expect(of('a=rtpmap:96 H264/90000')).toBe(true);
    expect(of('a=rtpmap:96 MP4V-ES/90000')).toBe(false);
    expect(of('a=rtpmap:96 H264/90000\na=fmtp:96 packetization-mode=2')).toBe(false);
    expect(of('a=rtpmap:96 H265/90000\na=fmtp:96 sprop-max-don-diff=1')).toBe(false);
    expect(of('')).toBe(false);
  });

  it('says null without media, survives anything, and stays bounded', () => {
    expect(parseSdp('v=0\r\ns=x')).toBeNull();
    expect(parseSdp('m=video 0 RTP/AVP 96\n'.repeat(5000))?.tracks.length).toBeLessThanOrEqual(32 * 8);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.nat(), (noise, at) => {
        const text = fixture('plain');
        const track = parseSdp(text.slice(0, at % text.length) + noise + text.slice(at % text.length))?.tracks[0];
        if (track !== undefined) announcedParameterSets(track);
      }),
    );
  });
});

describe('addresses', () => {
  const target = parseTarget('rtsp://10.0.0.5/cam/realmonitor?channel=1&subtype=0');

  it.each([
    ['rtsp://h/a/', 'trackID=1', 'rtsp://h/a/trackID=1'],
    ['rtsp://h/a', 'trackID=1', 'rtsp://h/a/trackID=1'],
    ['rtsp://h/a', '/track1', 'rtsp://h/a/track1'],
    ['rtsp://h/a/', '/track1', 'rtsp://h/a/track1'],
    ['rtsp://h/cam?channel=1&subtype=0', 'trackID=0', 'rtsp://h/cam?channel=1&subtype=0/trackID=0'],
    ['rtsp://h/a', '*', 'rtsp://h/a'],
    ['rtsp://h/a', 'RTSP://other/x', 'RTSP://other/x'],
  ])('joins %s and %s as cameras mean it', (base, control, joined) => {
    expect(joinControl(base, control)).toBe(joined);
  });

  it.each([
    ['rtsp://10.0.0.5:554/live/', 'rtsp://10.0.0.5:554/live/'],
    ['10.0.0.5:554/live/', 'rtsp://10.0.0.5:554/live/'],
    ['//10.0.0.5/live', 'rtsp://10.0.0.5/live'],
    ['live/', 'rtsp://10.0.0.5/cam/realmonitor?channel=1&subtype=0'],
    ['rtsp://a\r\nX: y', 'rtsp://10.0.0.5/cam/realmonitor?channel=1&subtype=0'],
    [null, 'rtsp://10.0.0.5/cam/realmonitor?channel=1&subtype=0'],
  ])('repairs the base %s', (announced, base) => {
    if (target === null) throw new Error('no target');
    expect(baseUrl(announced, target)).toBe(base);
  });

  it('dials only what is plainly RTSP', () => {
    expect(parseTarget('rtsps://[::1]/x')).toEqual({ host: '::1', port: 322, tls: true, url: 'rtsps://[::1]/x' });
    expect(target).toMatchObject({ host: '10.0.0.5', port: 554, tls: false });
    for (const hostile of ['concat:rtsp://h/', 'file:///etc/passwd', 'rtsp://u:p@h/', 'rtsp://h/\r\nX: y', 'rtsp://h/a b', 'rtsp:///x', ''])
      expect(parseTarget(hostile)).toBeNull();
  });
});

describe('headers of a session', () => {
  it('reads Transport with blanks in the SSRC, without channels, with a foreign source', () => {
    expect(parseTransport('RTP/AVP/TCP;unicast;interleaved=2-3;ssrc= 1a2b3c')).toMatchObject({ kind: 'tcp', channels: [2, 3] });
    expect(parseTransport('RTP/AVP/TCP;unicast')).toMatchObject({ kind: 'tcp', channels: [0, 1] });
    expect(parseTransport('RTP/AVP;unicast;client_port=5000-5001;server_port=6000;source=10.1.1.1')).toEqual({
      ...{ kind: 'udp', channels: [0, 1], serverPorts: [6000, 6001], source: '10.1.1.1' },
    });
    expect(parseTransport('interleaved=999999-1;source=a b')).toMatchObject({ channels: [0, 1], source: null });
  });

  it('keeps alive at half the time, by a method the camera knows', () => {
    expect(['1;timeout=60', '1; timeout = 20', '1', null, '1;timeout=0', '1;timeout=99999'].map(keepAliveMs)).toEqual([
      30_000, 10_000, 30_000, 30_000, 30_000, 30_000,
    ]);
    expect(keepAliveMethods('OPTIONS, DESCRIBE, GET_PARAMETER, SET_PARAMETER')).toEqual(['GET_PARAMETER', 'OPTIONS', 'SET_PARAMETER']);
    expect(keepAliveMethods(null)).toEqual(['OPTIONS']);
  });
});
