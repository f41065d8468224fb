import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { senderReport } from '../../../../tools/camera-sim/media/rtcp.ts';
import { digestResponse, Gatekeeper, parseAuthParameters, type CameraAuth } from '../../../../tools/camera-sim/rtsp/digest.ts';
import { RtspParser, type RtspInput } from '../../../../tools/camera-sim/rtsp/rtsp-parser.ts';
import { buildSdp } from '../../../../tools/camera-sim/rtsp/sdp.ts';
import { formatStreamPath, parseStreamPath } from '../../../../tools/camera-sim/rtsp/stream-path.ts';
import { parseTransport } from '../../../../tools/camera-sim/rtsp/transport-header.ts';

const request = 'OPTIONS rtsp://h/cam/1/sub RTSP/1.0\r\nCSeq: 1\r\n\r\n';
const withBody = 'SET_PARAMETER rtsp://h/cam/1/sub RTSP/1.0\r\nCSeq: 2\r\nContent-Length: 5\r\n\r\nhello';
const packet = Buffer.from([0x24, 1, 0, 3, 7, 8, 9]);
const everything = Buffer.concat([Buffer.from(request), packet, Buffer.from(withBody), packet, Buffer.from(request)]);

const summary = (input: RtspInput): unknown =>
  input.kind === 'request'
    ? [input.method, input.headers.get('cseq'), input.body.toString()]
    : input.kind === 'interleaved'
      ? [input.channel, [...input.data]]
      : ['malformed'];

describe('RTSP parser', () => {
  it('reads the same however the bytes are split', () => {
    const whole = new RtspParser().push(everything).map(summary);
    expect(whole).toEqual([
      ['OPTIONS', '1', ''],
      [1, [7, 8, 9]],
      ['SET_PARAMETER', '2', 'hello'],
      [1, [7, 8, 9]],
      ['OPTIONS', '1', ''],
    ]);
    for (let at = 1; at < everything.length; at += 1) {
      const parser = new RtspParser();
      expect([...parser.push(everything.subarray(0, at)), ...parser.push(everything.subarray(at))].map(summary)).toEqual(whole);
    }
    const bytewise = new RtspParser();
    expect([...everything].flatMap((byte) => bytewise.push(Buffer.from([byte]))).map(summary)).toEqual(whole);
  });

  it('never throws on garbage and goes silent after it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), (bytes) => {
        const parser = new RtspParser();
        const inputs = parser.push(Buffer.from(bytes));
        if (inputs.at(-1)?.kind === 'malformed') expect(parser.push(Buffer.from(request))).toEqual([]);
      }),
    );
  });

  it.each([
    ['lower-case method', 'options rtsp://h RTSP/1.0\r\n\r\n'],
    ['no version', 'OPTIONS rtsp://h\r\n\r\n'],
    ['header without colon', 'OPTIONS rtsp://h RTSP/1.0\r\nbroken\r\n\r\n'],
    ['negative length', 'OPTIONS rtsp://h RTSP/1.0\r\nContent-Length: -1\r\n\r\n'],
    ['huge length', 'OPTIONS rtsp://h RTSP/1.0\r\nContent-Length: 99999999\r\n\r\n'],
    ['endless header', `OPTIONS rtsp://h RTSP/1.0\r\nX: ${'a'.repeat(20_000)}`],
  ])('calls %s malformed', (_, text) => {
    expect(new RtspParser().push(Buffer.from(text)).map((input) => input.kind)).toEqual(['malformed']);
  });
});

describe('authentication', () => {
  const example = {
    username: 'Mufasa',
    realm: 'testrealm@host.com',
    password: 'Circle Of Life',
    method: 'GET',
    uri: '/dir/index.html',
    nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093',
  };

  it('computes the digest of RFC 2617 §3.5', () => {
    expect(digestResponse({ ...example, protection: { qop: 'auth', nc: '00000001', cnonce: '0a4f113b' } })).toBe(
      '6629fae49393a05397450978507c4ef1',
    );
    expect(digestResponse(example)).toBe('670fd8c2df070c60b045671b8b24ff02');
  });

  const uri = 'rtsp://127.0.0.1/cam/1/sub';
  const answer = (challenge: string, qop: boolean, password = 'secret'): string => {
    const given = parseAuthParameters(challenge.replace(/^Digest /u, ''));
    const nonce = given.get('nonce') ?? '';
    const base = { username: 'admin', realm: given.get('realm') ?? '', password, method: 'DESCRIBE', uri, nonce };
    const response = digestResponse(qop ? { ...base, protection: { qop: 'auth', nc: '00000001', cnonce: 'abc' } } : base);
    return `Digest username="admin", realm="camera-sim", nonce="${nonce}", uri="${uri}", response="${response}"${qop ? ', qop=auth, nc=00000001, cnonce="abc"' : ''}`;
  };

  it.each([true, false])('grants the right digest (qop %s), refuses wrong ones, and calls an old nonce stale', (qop) => {
    let time = 1_000_000;
    const keeper = new Gatekeeper(Buffer.alloc(32, 1), () => time);
    const auth: CameraAuth = { kind: 'digest', username: 'admin', password: 'secret', qop, nonceSeconds: 60 };
    const challenge = (header?: string, validFrom = 0): string => {
      const verdict = keeper.judge(auth, 'DESCRIBE', uri, header, validFrom);
      return verdict.kind === 'challenge' ? verdict.header : 'granted';
    };
    const first = challenge();
    expect(first.includes('qop="auth"')).toBe(qop);
    expect(first).not.toContain('stale');
    expect(challenge(answer(first, qop))).toBe('granted');
    expect(challenge(answer(first, qop, 'wrong'))).not.toContain('stale');
    expect(challenge(answer(first.replace(/nonce="./u, 'nonce="z'), qop))).not.toBe('granted');
    expect(challenge(answer(first, qop), time + 1)).toContain('stale=true');
    time += 61_000;
    const second = challenge(answer(first, qop));
    expect(second).toContain('stale=true');
    expect(challenge(answer(second, qop))).toBe('granted');
  });

  it('asks for SHA-256 where told so, and takes no MD5 then', () => {
    // RFC 7616 §3.9.1.
    const known = {
      ...{ username: 'Mufasa', realm: 'http-auth@example.org', password: 'Circle of Life', method: 'GET', uri: '/dir/index.html' },
      nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
      protection: { qop: 'auth', nc: '00000001', cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ' },
    };
    expect(digestResponse({ ...known, algorithm: 'SHA-256' })).toBe('753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1');
    const keeper = new Gatekeeper(Buffer.alloc(32, 1), () => 0);
    const auth: CameraAuth = { kind: 'digest', username: 'admin', password: 'secret', qop: false, nonceSeconds: 60, algorithm: 'SHA-256' };
    const verdict = keeper.judge(auth, 'DESCRIBE', uri, undefined);
    const given = parseAuthParameters(verdict.kind === 'challenge' ? verdict.header : '');
    expect(given.get('algorithm')).toBe('SHA-256');
    const base = {
      username: 'admin',
      realm: given.get('realm') ?? '',
      password: 'secret',
      method: 'DESCRIBE',
      uri,
      nonce: given.get('nonce') ?? '',
    };
    const header = (algorithm: 'MD5' | 'SHA-256'): string =>
      `Digest username="admin", uri="${uri}", nonce="${base.nonce}", response="${digestResponse({ ...base, algorithm })}"`;
    expect(keeper.judge(auth, 'DESCRIBE', uri, header('SHA-256')).kind).toBe('granted');
    expect(keeper.judge(auth, 'DESCRIBE', uri, header('MD5')).kind).toBe('challenge');
  });

  it('grants Basic to the right password only', () => {
    const keeper = new Gatekeeper(Buffer.alloc(32, 1), () => 0);
    const auth: CameraAuth = { kind: 'basic', username: 'admin', password: 'mật khẩu' };
    const header = (password: string): string => `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`;
    expect(keeper.judge(auth, 'DESCRIBE', uri, header('mật khẩu')).kind).toBe('granted');
    expect(keeper.judge(auth, 'DESCRIBE', uri, header('khác')).kind).toBe('challenge');
    expect(keeper.judge(auth, 'DESCRIBE', uri, undefined).kind).toBe('challenge');
  });
});

describe('paths, transports, descriptions, reports', () => {
  it('reads our URLs and nothing else', () => {
    const path = parseStreamPath('rtsp://127.0.0.1:8554/cam/12/sub/track1?audio=aac');
    expect(path).toEqual({ origin: 'rtsp://127.0.0.1:8554', camera: 12, profile: 'sub', audio: 'aac', track: 1 });
    expect(path === null ? '' : formatStreamPath(path)).toBe('rtsp://127.0.0.1:8554/cam/12/sub/track1?audio=aac');
    expect(parseStreamPath('rtsp://h/cam/1/main/')?.profile).toBe('main');
    for (const bad of [
      '*',
      'rtsp://h/cam/1/other',
      'rtsp://h/cam/x/sub',
      'rtsp://h/cam/1/sub?audio=mp3',
      'http://h/cam/1/sub',
      'rtsp://h/../etc/passwd',
    ])
      expect(parseStreamPath(bad)).toBeNull();
  });

  it('takes the first transport it can serve', () => {
    expect(parseTransport('RTP/AVP/TCP;unicast;interleaved=2-3')).toEqual({ kind: 'tcp', channels: [2, 3] });
    expect(parseTransport('RTP/AVP/TCP;unicast')).toEqual({ kind: 'tcp', channels: null });
    expect(parseTransport('RTP/AVP;multicast,RTP/AVP/UDP;unicast;client_port=5000-5001')).toEqual({ kind: 'udp', ports: [5000, 5001] });
    for (const bad of ['', 'RTP/AVP;unicast', 'RTP/SAVP;unicast;client_port=1-2', 'RTP/AVP;client_port=99999-99999'])
      expect(parseTransport(bad)).toBeNull();
  });

  it('describes tracks', () => {
    const format = { media: 'video', payloadType: 96, rtpmap: 'H264/90000', fmtp: 'packetization-mode=1', clockRate: 90_000 } as const;
    const lines = buildSdp('x', 'rtsp://h/a', [{ format, control: 'rtsp://h/a/track0', fps: 15 }]).split('\r\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'm=video 0 RTP/AVP 96',
        'a=rtpmap:96 H264/90000',
        'a=fmtp:96 packetization-mode=1',
        'a=framerate:15',
        'a=control:rtsp://h/a/track0',
      ]),
    );
  });

  it('reports wall clock and counts', () => {
    const report = senderReport({ ssrc: 0x01020304, wallMs: 1_700_000_000_500, rtp: 77, packets: 5, octets: 600 });
    expect(report.length % 4).toBe(0);
    expect([
      report[1],
      report.readUInt32BE(4),
      report.readUInt32BE(8),
      report.readUInt32BE(16),
      report.readUInt32BE(20),
      report.readUInt32BE(24),
    ]).toEqual([200, 0x01020304, 1_700_000_000 + 2_208_988_800, 77, 5, 600]);
    expect(report.readUInt32BE(12) / 2 ** 32).toBeCloseTo(0.5, 4);
    expect(report[29]).toBe(202);
  });
});
