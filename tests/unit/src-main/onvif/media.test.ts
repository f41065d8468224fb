import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { MediaProfile } from '../../../../src-contract/model/device.ts';
import { isFactoryLogin } from '../../../../src-main/onvif/factory-logins.ts';
import { readMedia1Profiles, readMedia2Profiles } from '../../../../src-main/onvif/media-profiles.ts';
import { quirksOf } from '../../../../src-main/onvif/quirks.ts';
import { placesOfCapabilities, placesOfServices } from '../../../../src-main/onvif/service-places.ts';
import { readEnvelope } from '../../../../src-main/onvif/soap.ts';
import { channelsOf, rolesOf } from '../../../../src-main/onvif/stream-roles.ts';
import { repairedStreamUri } from '../../../../src-main/onvif/stream-uri.ts';
import { parseXml, type XmlElement } from '../../../../src-main/onvif/xml.ts';

function fixture(name: string): XmlElement | null {
  const answer = readEnvelope(parseXml(readFileSync(`tests/fixtures/onvif/${name}.xml`, 'utf8')));
  return answer.kind === 'content' ? answer.content : null;
}

describe('profiles', () => {
  it('are read by Media2, H.265 included', () => {
    expect(readMedia2Profiles(fixture('spec-media2-profiles'))).toEqual([
      {
        token: 'p&1',
        name: 'Chính',
        source: 'V0',
        coding: 'h265',
        width: 2560,
        height: 1440,
        fps: 25,
        bitrateKbps: 4096,
        hasSound: true,
        hasPtz: true,
      },
      {
        token: 'p2',
        name: 'sub',
        source: 'V0',
        coding: 'h264',
        width: 640,
        height: 360,
        fps: 12.5,
        bitrateKbps: null,
        hasSound: false,
        hasPtz: false,
      },
    ]);
  });

  it('are read by Media from the reply of a real device', () => {
    expect(readMedia1Profiles(fixture('captured-media1-profiles'))).toEqual([
      {
        token: 'main',
        name: 'main',
        source: 'vidsrc0',
        coding: 'h264',
        width: 1920,
        height: 1080,
        fps: 5,
        bitrateKbps: 1000,
        hasSound: false,
        hasPtz: true,
      },
    ]);
  });

  it('are none in an empty or foreign answer, or without a token that can be sent back', () => {
    expect(readMedia1Profiles(null)).toEqual([]);
    expect(readMedia2Profiles(parseXml('<R><Profiles token=""><Configurations><VideoEncoder/></Configurations></Profiles></R>'))).toEqual(
      [],
    );
    const odd = parseXml(
      '<R><Profiles token="a"><VideoEncoderConfiguration><Encoding>XVID</Encoding><Resolution><Width>-5</Width><Height>9e9</Height></Resolution></VideoEncoderConfiguration></Profiles></R>',
    );
    expect(readMedia1Profiles(odd)).toMatchObject([{ coding: 'other', width: 0, height: 0, fps: null }]);
  });
});

const profile = (token: string, width: number, height: number, more: Partial<MediaProfile> = {}): MediaProfile => ({
  token,
  name: token,
  source: 'v',
  coding: 'h264',
  width,
  height,
  fps: 25,
  bitrateKbps: null,
  hasSound: false,
  hasPtz: false,
  streamUri: `rtsp://10.0.0.1/${token}`,
  ...more,
});

describe('rolesOf', () => {
  it.each([
    [
      'takes the largest and the one nearest to a small tile',
      [profile('a', 640, 360), profile('b', 1920, 1080), profile('c', 320, 180), profile('d', 1280, 720)],
      'b',
      'a',
    ],
    [
      'prefers what every browser decodes among equals',
      [
        profile('a', 1920, 1080, { coding: 'h265' }),
        profile('b', 1920, 1080),
        profile('c', 640, 360, { coding: 'jpeg' }),
        profile('d', 640, 360),
      ],
      'b',
      'd',
    ],
    ['takes a large H.265 over a small H.264', [profile('a', 704, 576), profile('b', 3840, 2160, { coding: 'h265' })], 'b', 'a'],
    ['has no sub where there is nothing smaller', [profile('a', 1280, 720), profile('b', 1280, 720)], 'a', null],
    [
      'has no sub where both lead to the same stream',
      [profile('a', 1280, 720), profile('b', 640, 360, { streamUri: 'rtsp://10.0.0.1/a' })],
      'a',
      null,
    ],
    [
      'leaves out what cannot be shown or has no address',
      [profile('a', 4000, 3000, { coding: 'mpeg4' }), profile('b', 3000, 2000, { streamUri: null }), profile('c', 640, 480)],
      'c',
      null,
    ],
    ['goes by order where sizes are not told', [profile('a', 0, 0), profile('b', 0, 0)], 'a', 'b'],
    ['finds nothing in nothing', [], null, null],
  ])('%s', (_, profiles, main, sub) => {
    expect(rolesOf(profiles)).toEqual({ main, sub });
  });

  it('keeps the channels of a recorder apart', () => {
    const channels = channelsOf([
      profile('1m', 1920, 1080, { source: '1' }),
      profile('2m', 1920, 1080, { source: '2' }),
      profile('1s', 640, 360, { source: '1' }),
    ]);
    expect(channels.map(({ source, main, sub }) => [source, main, sub])).toEqual([
      ['1', '1m', '1s'],
      ['2', '2m', null],
    ]);
  });
});

describe('repairedStreamUri', () => {
  it.each([
    ['rtsp://192.168.1.10:554/live', '192.168.1.10', 'rtsp://192.168.1.10:554/live'],
    ['rtsp://0.0.0.0/live?a=1&b=2', '10.0.0.2', 'rtsp://10.0.0.2/live?a=1&b=2'],
    ['rtsp://192.168.1.10:8554/live', '203.0.113.5', 'rtsp://203.0.113.5:8554/live'],
    ['rtsp://169.254.7.7/live', '10.0.0.2', 'rtsp://10.0.0.2/live'],
    ['rtsp://127.0.0.1/live', '10.0.0.2', 'rtsp://10.0.0.2/live'],
    ['rtsp://camera.local/live', '10.0.0.2', 'rtsp://10.0.0.2/live'],
    ['rtsp://203.0.113.9/live', '10.0.0.2', 'rtsp://10.0.0.2/live'],
    ['rtsp://192.168.1.21/live', '192.168.1.10', 'rtsp://192.168.1.21/live'],
    ['rtsp://192.168.254.3/live', '192.168.1.10', 'rtsp://192.168.1.10/live'],
    ['rtsp://user:pass@10.0.0.2/live', '10.0.0.2', 'rtsp://10.0.0.2/live'],
    ['rtsps://10.0.0.9/live', 'fd00::5', 'rtsps://[fd00::5]/live'],
    ['http://10.0.0.2/live', '10.0.0.2', null],
    ['rtsp://10.0.0.2/a b', '10.0.0.2', null],
    ['-i /etc/passwd', '10.0.0.2', null],
  ])('%s reached at %s', (given, reached, expected) => {
    expect(repairedStreamUri(given, reached)).toBe(expected);
  });
});

describe('places of services', () => {
  const reached = new URL('http://203.0.113.5:8080/onvif/device_service');
  it('are those of GetServices, by namespace, on the host that was reached', () => {
    const places = placesOfServices(fixture('captured-services'), reached);
    expect(Object.keys(places).sort()).toEqual(['device', 'events', 'imaging', 'media1', 'ptz']);
    expect(places.ptz?.host).toBe('203.0.113.5:8080');
  });
  it('are those of GetCapabilities of older devices', () => {
    const old = parseXml(
      '<R><Capabilities><Media><XAddr>http://192.168.0.9/onvif/media</XAddr></Media><PTZ><XAddr>http://192.168.0.9/onvif/ptz</XAddr></PTZ><Extension><Replay><XAddr>ftp://x</XAddr></Replay></Extension></Capabilities></R>',
    );
    expect(Object.entries(placesOfCapabilities(old, reached)).map(([name, url]) => [name, url.href])).toEqual([
      ['media1', 'http://203.0.113.5:8080/onvif/media'],
      ['ptz', 'http://203.0.113.5:8080/onvif/ptz'],
    ]);
  });
});

it('knows quirks by maker and model', () => {
  expect(quirksOf('D-Link Corporation', 'DCS-8635LH')).toEqual({ names: ['dlink-media2-broken'], effects: { media1Only: true } });
  expect(quirksOf('AXIS', 'M3045')).toEqual({ names: ['axis-renews-subscription'], effects: { renewsSubscription: true } });
  expect(quirksOf('', '')).toEqual({ names: [], effects: {} });
});

it('recognises logins of manuals, and tries none', () => {
  expect(isFactoryLogin({ username: 'Admin', password: '12345' })).toBe(true);
  expect(isFactoryLogin({ username: 'admin', password: 'Th@iNguyen' })).toBe(false);
  expect(isFactoryLogin(null)).toBe(false);
});
