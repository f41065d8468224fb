/** What real cameras do (video.md §5.4), each case against a scripted one over a real socket. */
import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { StreamFailure } from '../../../src-contract/model/stream-state.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createLog } from '../../../src-main/base/log.ts';
import { lookAtCertificate } from '../../../src-main/base/camera-certificate.ts';
import { createNativeSources } from '../../../src-main/media/rtsp/native-source.ts';
import { parseTarget } from '../../../src-main/media/rtsp/target.ts';
import type { AccessUnit, ElementaryFormat, MediaSource, StreamSource } from '../../../src-main/media/source.ts';
import { interleaved, rtp } from '../../unit/src-main/media/rtsp/pieces.ts';
import { until } from './media-rig.ts';
import { answersDigest, goodCamera, startScriptedCamera, type Answer, type Script, type ScriptedCamera } from './scripted-camera.ts';

const sdp = readFileSync(resolve(import.meta.dirname, '../../fixtures/rtsp/plain.sdp'), 'latin1');
const picture = (sequence: number): Buffer =>
  interleaved(0, rtp(Buffer.from([0x65, 0x88, 1]), { sequence, timestamp: sequence * 3600, marker: true }));
const media = Buffer.concat([picture(1), picture(2)]);

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Played {
  readonly units: AccessUnit[];
  readonly formats: ElementaryFormat[];
  readonly failures: StreamFailure[];
  readonly log: string[];
  readonly source: MediaSource;
}

function play(stream: Partial<StreamSource> & { url: string }): Played {
  const played: Omit<Played, 'source'> = { units: [], formats: [], failures: [], log: [] };
  const log = createLog(
    (line) => played.log.push(line),
    () => new Date(),
  );
  const open = createNativeSources({ clock: systemClock, log, random: Math.random, newCnonce: () => 'c' });
  const source = open(
    { username: null, password: null, transport: 'tcp', ...stream },
    {
      format: (format) => played.formats.push(format),
      unit: (unit) => played.units.push(unit),
      torn: () => undefined,
      ended: (reason) => played.failures.push(reason),
    },
  );
  closing.push(() => source.dispose());
  return { ...played, source };
}

async function camera(script: Script, tls: Parameters<typeof startScriptedCamera>[1] = null): Promise<ScriptedCamera> {
  const started = await startScriptedCamera(script, tls);
  closing.push(() => started.close());
  return started;
}

const plays = (played: Played): Promise<number> => until('two pictures', () => played.units.length === 2, 3000);
const fails = async (played: Played): Promise<StreamFailure | undefined> => {
  await until('a failure', () => played.failures.length > 0, 7000);
  return played.failures[0];
};
const on = (method: string, answer: Answer) => (request: { readonly method: string }) => (request.method === method ? answer : null);

describe('odd cameras', () => {
  it('are asked for a keyframe while none has come, if they say that they listen', async () => {
    const noKeyframe = interleaved(0, rtp(Buffer.from([0x41, 0x88, 1]), { sequence: 1, timestamp: 3600, marker: true }));
    const asking = sdp.replace('a=rtpmap:96', 'a=rtcp-fb:96 nack pli\r\na=rtpmap:96');
    expect(asking).not.toBe(sdp);
    const heard: Buffer[] = [];
    const sockets: Socket[] = [];
    const good = goodCamera(asking, noKeyframe);
    const one = await camera((request, socket) => {
      if (!sockets.includes(socket)) {
        sockets.push(socket);
        socket.on('data', (chunk: Buffer) => heard.push(chunk));
      }
      return good(request, socket);
    });
    const played = play({ url: one.url });
    await until('a picture loss indication', () => Buffer.concat(heard).includes(Buffer.from([0x81, 206, 0, 2])), 3000);
    sockets[0]?.write(picture(2));
    await until('the keyframe', () => played.units.some(({ keyframe }) => keyframe), 3000);
  });

  it.each<readonly [string, Parameters<typeof goodCamera>[2]]>([
    ['an ordinary one', undefined],
    ['RTP ahead of the answer to PLAY', on('PLAY', { before: media, after: Buffer.alloc(0) })],
    ['a Content-Base without scheme', on('DESCRIBE', { headers: ['Content-Base: 127.0.0.1:554/live/'], body: sdp })],
    [
      'no Content-Type, blanks and semicolons at the end',
      on('DESCRIBE', { headers: ['Content-Base: rtsp://127.0.0.1/live/ ; '], body: sdp }),
    ],
    ['no number in its answers', () => ({ sequence: null })],
    ['number 0 in its answers', () => ({ sequence: 0 })],
    ['no OPTIONS', on('OPTIONS', { status: 501 })],
    [
      'packets of a stale session and unknown channels in between',
      on('DESCRIBE', { before: interleaved(4, Buffer.from([1, 2, 3])), body: sdp }),
    ],
    ['an SSRC with a blank', on('SETUP', { headers: ['Session: 1', 'Transport: RTP/AVP/TCP;unicast;interleaved=0-1;ssrc= 1A 2B'] })],
    ['unusable RTP-Info', on('PLAY', { headers: ['RTP-Info: url=x;seq=1;rtptime=fffffff;;'], after: media })],
    ['an interim answer', on('DESCRIBE', { before: Buffer.from('RTSP/1.0 100 Continue\r\nCSeq: 2\r\n\r\n'), body: sdp })],
  ])('plays %s', async (_, odd) => {
    const one = await camera(goodCamera(sdp, media, odd));
    const played = play({ url: one.url });
    await plays(played);
    expect(played.formats).toMatchObject([{ codec: 'h264' }]);
    expect(played.units.map(({ keyframe }) => keyframe)).toEqual([true, true]);
    expect(one.requests.map(({ method }) => method).slice(0, 4)).toEqual(['OPTIONS', 'DESCRIBE', 'SETUP', 'PLAY']);
    expect(one.requests[2]?.uri).toMatch(/^rtsp:\/\/127\.0\.0\.1(?::\d+)?\/live\/trackID=1$/u);
    await played.source.dispose();
    expect(one.requests.at(-1)?.method).toBe('TEARDOWN');
    expect(played.failures).toEqual([]);
    await until('the connection is gone', () => one.open() === 0, 1000);
  });

  it('answers what a camera asks, and takes the channels it chooses', async () => {
    const otherChannel = Buffer.concat([picture(1), picture(2)].map((bytes) => Buffer.concat([Buffer.from([0x24, 4]), bytes.subarray(2)])));
    const one = await camera(
      goodCamera(sdp, media, (request) => {
        if (request.method === 'SETUP') return { headers: ['Session: 1', 'Transport: RTP/AVP/TCP;unicast;interleaved=4-5'] };
        if (request.method !== 'PLAY') return null;
        return {
          before: Buffer.from('OPTIONS * RTSP/1.0\r\nCSeq: 77\r\n\r\nANNOUNCE * RTSP/1.0\r\nCSeq: 78\r\n\r\n'),
          after: otherChannel,
        };
      }),
    );
    await plays(play({ url: one.url }));
    await until('answers', () => one.replies.join('').includes('78'), 1000);
    expect(one.replies.join('')).toMatch(/^RTSP\/1\.0 200 OK\r\nCSeq: 77\r\n\r\nRTSP\/1\.0 501 [^\r]+\r\nCSeq: 78\r\n\r\n$/u);
  });

  it('sets up the picture alone where a camera offers to be spoken to, and requires nothing of it', async () => {
    const backchannel = `${sdp}m=audio 0 RTP/AVP 0\r\na=control:trackID=7\r\na=sendonly\r\n`;
    const one = await camera(goodCamera(sdp, media, on('DESCRIBE', { body: backchannel })));
    await plays(play({ url: one.url }));
    expect(one.requests.filter(({ method }) => method === 'SETUP').map(({ uri }) => uri.endsWith('/trackID=1'))).toEqual([true]);
    expect(one.requests.some(({ headers }) => headers.has('require'))).toBe(false);
  });

  it('never keeps alive by SET_PARAMETER while another method is left, for some cameras hang up at it', async () => {
    const one = await camera(
      goodCamera(sdp, media, (request) => {
        if (request.method === 'OPTIONS') return { headers: ['Public: OPTIONS, SET_PARAMETER'] };
        if (request.method === 'SET_PARAMETER') return { hangUp: true };
        return request.method === 'SETUP' ? { headers: ['Session: 1; timeout=2', 'Transport: RTP/AVP/TCP;interleaved=0-1'] } : null;
      }),
    );
    const played = play({ url: one.url });
    await plays(played);
    await until('two keep-alives', () => one.requests.length >= 6, 5000);
    expect(one.requests.slice(4).map(({ method }) => method)).not.toContain('SET_PARAMETER');
    expect(played.failures).toEqual([]);
  });

  it('follows a session whose name changes', async () => {
    const one = await camera(goodCamera(sdp, media, on('PLAY', { headers: ['Session: other'], after: media })));
    const played = play({ url: one.url });
    await plays(played);
    await played.source.dispose();
    const session = (method: string) => one.requests.find((request) => request.method === method)?.headers.get('session');
    expect([session('PLAY'), session('TEARDOWN')]).toEqual(['1234', 'other']);
  });

  it('keeps the session alive by a method the camera takes', async () => {
    const one = await camera(
      goodCamera(sdp, media, (request) => {
        if (request.method === 'OPTIONS') return { headers: ['Public: OPTIONS, GET_PARAMETER'] };
        if (request.method === 'GET_PARAMETER') return { status: 501 };
        return request.method === 'SETUP' ? { headers: ['Session: 1; timeout=2', 'Transport: RTP/AVP/TCP;interleaved=0-1'] } : null;
      }),
    );
    await plays(play({ url: one.url }));
    const kept = () => one.requests.slice(4).map(({ method }) => method);
    await until('three keep-alives', () => kept().length >= 3, 5000);
    expect(kept().slice(0, 3)).toEqual(['GET_PARAMETER', 'OPTIONS', 'OPTIONS']);
    expect(one.requests.at(-1)?.headers.get('session')).toBe('1');
  });
});

describe('login', () => {
  const challenge = (algorithm: string, nonce = 'n'): string => `WWW-Authenticate: Digest realm="r", nonce="${nonce}"${algorithm}`;
  const guarded =
    (headers: readonly string[], open: (request: Parameters<Script>[0]) => boolean): Script =>
    (request, socket) =>
      open(request) ? goodCamera(sdp, media)(request, socket) : { status: 401, headers };
  const secret = 'mật "khẩu" %7';
  const credentials = { username: 'xem', password: secret };

  it.each([
    ['SHA-256 alone', [challenge(', algorithm=SHA-256')], 'SHA-256'],
    ['SHA-256 and MD5', ['WWW-Authenticate: Basic realm="r"', challenge(''), challenge(', algorithm=SHA-256')], 'SHA-256'],
    ['SHA-256 offered but only MD5 known', [challenge(', algorithm=SHA-256'), challenge(', algorithm=MD5')], 'MD5'],
  ] as const)('passes %s, and tells the password nowhere', async (_, headers, algorithm) => {
    const one = await camera(guarded(headers, (request) => answersDigest(request, algorithm, 'n', secret)));
    const played = play({ url: one.url, ...credentials });
    await plays(played);
    const sent = one.requests.map((request) => [request.uri, ...request.headers.values()].join('\n')).join('\n');
    expect(sent + played.log.join('\n')).not.toMatch(/mật|khẩu/u);
  });

  it('goes on when nonces become stale, called so or not', async () => {
    let nonce = 0;
    const one = await camera((request, socket) => {
      if (answersDigest(request, 'MD5', String(nonce), secret)) {
        nonce += request.method === 'DESCRIBE' || request.method === 'SETUP' ? 1 : 0;
        return goodCamera(sdp, media)(request, socket);
      }
      return { status: 401, headers: [challenge(request.method === 'SETUP' ? ', stale=TRUE' : '', String(nonce))] };
    });
    await plays(play({ url: one.url, ...credentials }));
  });

  it('stops after few tries at a wrong password, and at once without one', async () => {
    const headers = [challenge(''), challenge(', algorithm=SHA-256'), 'WWW-Authenticate: Basic realm="r"'];
    const one = await camera(guarded(headers, () => false));
    expect(await fails(play({ url: one.url, ...credentials }))).toBe('unauthorised');
    expect(one.requests.filter((request) => request.headers.has('authorization'))).toHaveLength(2);
    expect(one.requests.some((request) => request.headers.get('authorization')?.startsWith('Basic') === true)).toBe(false);
    expect(await fails(play({ url: one.url }))).toBe('unauthorised');
    expect(one.requests).toHaveLength(4);
  });
});

describe('failures have names', () => {
  it.each<readonly [StreamFailure, string, Parameters<typeof goodCamera>[2]]>([
    ['unauthorised', 'DESCRIBE 403', on('DESCRIBE', { status: 403 })],
    ['not-found', 'DESCRIBE 404', on('DESCRIBE', { status: 404 })],
    ['session-limit', 'SETUP 453', on('SETUP', { status: 453 })],
    ['session-limit', 'PLAY 503', on('PLAY', { status: 503 })],
    ['protocol-error', 'SETUP 461', on('SETUP', { status: 461 })],
    ['protocol-error', 'a redirection', on('DESCRIBE', { status: 302, headers: ['Location: rtsp://elsewhere/'] })],
    ['protocol-error', 'no media', on('DESCRIBE', { body: 'v=0\r\n' })],
    ['protocol-error', 'UDP where TCP was asked', on('SETUP', { headers: ['Session: 1', 'Transport: RTP/AVP;client_port=1-2'] })],
    ['protocol-error', 'nonsense', on('DESCRIBE', { before: Buffer.from('\x01\x02\x03') })],
    ['unsupported-codec', 'MPEG-4', on('DESCRIBE', { body: sdp.replace('H264/90000', 'MP4V-ES/90000') })],
    ['unsupported-codec', 'audio alone', on('DESCRIBE', { body: 'm=audio 0 RTP/AVP 0\r\n' })],
    ['ended', 'hanging up', on('SETUP', { hangUp: true })],
    ['timeout', 'silence', on('SETUP', { silent: true })],
  ])('%s: %s', async (failure, _, odd) => {
    const one = await camera(goodCamera(sdp, media, odd));
    expect(await fails(play({ url: one.url }))).toBe(failure);
    await until('the connection is gone', () => one.open() === 0, 2000);
  });

  it('names what is not there, and refuses what is not RTSP', async () => {
    expect(await fails(play({ url: 'rtsp://127.0.0.1:1/x' }))).toBe('refused');
    expect(await fails(play({ url: 'rtsp://khong-co.invalid/x' }))).toBe('unreachable');
    expect(await fails(play({ url: 'concat:rtsp://127.0.0.1/|/etc/passwd' }))).toBe('protocol-error');
  });
});

describe.skipIf(spawnSync('openssl', ['version']).status !== 0)('TLS', () => {
  const secret = { username: 'xem', password: 'bí mật' };

  it('sends nothing to a camera whose certificate is not believed, and says what is wrong with it', async () => {
    const own = selfSigned('/CN=camera', 'IP:127.0.0.1');
    const one = await camera(goodCamera(sdp, media), own);
    const played = play({ url: one.url, ...secret });
    expect(await fails(played)).toBe('certificate-self-signed');
    expect(played.log.join()).toContain('certificate not trusted');
    const elsewhere = selfSigned('/CN=camera', 'IP:10.9.8.7');
    const other = await camera(goodCamera(sdp, media), elsewhere);
    await trusting([elsewhere.cert], async () => {
      expect(await fails(play({ url: other.url, ...secret }))).toBe('certificate-wrong-host');
    });
    expect([...one.requests, ...other.requests]).toEqual([]);
  });

  it('plays with a certificate the machine trusts', async () => {
    const own = selfSigned('/CN=camera', 'IP:127.0.0.1');
    const one = await camera(goodCamera(sdp, media), own);
    await trusting([own.cert], () => plays(play({ url: one.url })));
  });

  it('plays with the very certificate a person trusted, whatever is wrong with it', async () => {
    const own = selfSigned('/CN=camera', 'IP:10.9.8.7');
    const one = await camera(goodCamera(sdp, media), own);
    await plays(play({ url: one.url, ...secret, trustedCertificate: fingerprintOf(own.cert) }));
  });

  it('refuses another certificate than the trusted one before it says a word, even one the machine trusts', async () => {
    const own = selfSigned('/CN=camera', 'IP:127.0.0.1');
    const one = await camera(goodCamera(sdp, media), own);
    const trustedCertificate = fingerprintOf(selfSigned('/CN=camera', 'IP:127.0.0.1').cert);
    await trusting([own.cert], async () => {
      expect(await fails(play({ url: one.url, ...secret, trustedCertificate }))).toBe('certificate-changed');
    });
    expect(one.requests).toEqual([]);
  });

  it('shows a person the certificate without talking to the camera', async () => {
    const own = selfSigned('/O=Xưởng\nlạ/CN=camera', 'IP:127.0.0.1');
    const one = await camera(goodCamera(sdp, media), own);
    const target = parseTarget(one.url);
    const facts = target === null ? null : await lookAtCertificate(target, systemClock);
    expect(facts?.fingerprint).toBe(fingerprintOf(own.cert));
    expect(facts?.subject).toContain('CN=camera');
    expect(facts?.subject).not.toContain('\n');
    expect((facts?.validToMs ?? 0) - (facts?.validFromMs ?? 0)).toBe(2 * 24 * 3_600_000);
    expect(one.requests).toEqual([]);
    const plain = await camera(goodCamera(sdp, media));
    const bare = parseTarget(plain.url.replace('rtsp:', 'rtsps:'));
    expect(bare === null ? 'no target' : await lookAtCertificate(bare, systemClock)).toBeNull();
  });
});

interface Certificate {
  readonly key: string;
  readonly cert: string;
}

function selfSigned(subject: string, alternative: string): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'vms-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const names = ['-utf8', '-subj', subject, '-addext', `subjectAltName=${alternative}`, '-days', '2'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, ...names], { stdio: 'ignore' });
  const made = { key: readFileSync(key, 'latin1'), cert: readFileSync(cert, 'latin1') };
  rmSync(folder, { recursive: true });
  return made;
}

const fingerprintOf = (cert: string): string => new X509Certificate(cert).fingerprint256.replaceAll(':', '');

async function trusting(certificates: readonly string[], act: () => Promise<unknown>): Promise<void> {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, ...certificates]);
  try {
    await act();
  } finally {
    setDefaultCACertificates(before);
  }
}
