/**
 * A camera's side of an RTSP connection: framing, heads, challenges, answers to a client that is in the middle of
 * asking. First byte: how the bytes are split. The first media packet makes the reader forgiving, as in the client.
 */
import { Conversation } from '../../../src-main/media/rtsp/conversation.ts';
import { parseChallenges } from '../../../src-main/base/challenge.ts';
import { header, type RtspMessage } from '../../../src-main/media/rtsp/message.ts';
import { RtspFailure } from '../../../src-main/media/rtsp/rtsp-failure.ts';
import { keepAliveMethods, keepAliveMs } from '../../../src-main/media/rtsp/session-timing.ts';
import { baseUrl, joinControl, parseTarget, type RtspTarget } from '../../../src-main/media/rtsp/target.ts';
import { parseTransport } from '../../../src-main/media/rtsp/transport.ts';
import { maxBodyBytes, WireReader } from '../../../src-main/media/rtsp/wire-reader.ts';
import type { RandomSource } from '../../../tools/camera-sim/random.ts';
import { createSteppedClock } from '../../fakes/stepped-clock.ts';
import { promise, type FuzzTarget } from '../fuzz-target.ts';

const target: RtspTarget = parseTarget('rtsp://192.0.2.1/live?channel=1') ?? { host: '', port: 0, tls: false, url: '' };
const digest =
  'WWW-Authenticate: Digest realm="Camera", nonce="7a1c", algorithm=SHA-256, qop="auth"\r\nWWW-Authenticate: Digest realm="Camera",nonce="7a1d", stale=FALSE\r\nWWW-Authenticate: Basic realm="Camera"\r\n';

const seeds = [
  'RTSP/1.0 200 OK\r\nCSeq: 1\r\nPublic: OPTIONS, DESCRIBE, GET_PARAMETER, SETUP, PLAY\r\n\r\n',
  `RTSP/1.0 401 Unauthorized\r\nCSeq: 1\r\n${digest}\r\nRTSP/1.0 200 OK\r\nCSeq: 2\r\n\r\n`,
  'RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Base: rtsp://192.0.2.1/live/ \r\nContent-Type: application/sdp\r\nContent-Length: 12\r\n\r\nv=0\r\nm=video\r\n',
  'RTSP/1.0 200 OK\r\nCSeq: 1\r\nSession: 1234;timeout=60\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1;ssrc= 00 01;server_port=5000-5001;source=192.0.2.1\r\n\r\n',
  'OPTIONS rtsp://192.0.2.1/live RTSP/1.0\r\nCSeq: 77\r\n\r\n$\u0000\u0000\u000c\u0080\u0060\u0000\u0001aaaabbbbRTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n',
  'RTSP/1.0 100 Continue\nCSeq: 1\n\nRTSP/1.0 454 Session Not Found\nCSeq: 1\n\n',
].map((text) => Buffer.concat([Uint8Array.of(5), Buffer.from(text, 'latin1')]));

interface Heard {
  readonly said: readonly string[];
  readonly bodyBytes: number;
  readonly wasMedia: boolean;
}

/** The forgiving reader may judge a damaged stretch otherwise when it is split, so only what came before media is compared. */
function hear(pieces: readonly Buffer[], visit: (message: RtspMessage) => void): Heard {
  const said: string[] = [];
  let [bodyBytes, media] = [0, false];
  const reader = new WireReader({
    message: (message) => {
      bodyBytes += message.body.length;
      promise(message.body.length <= maxBodyBytes, `a body of ${message.body.length} bytes`);
      if (!media) said.push(`${message.kind} ${message.headers.size} ${message.body.length}`);
      visit(message);
    },
    packet: (channel, packet) => {
      bodyBytes += packet.length;
      if (!media) said.push(`packet ${channel} ${packet.length}`);
      media = true;
      reader.mediaBegins();
    },
    broken: (reason) => {
      if (!media) said.push(`broken ${reason}`);
    },
  });
  for (const piece of pieces) reader.push(piece);
  return { said, bodyBytes, wasMedia: media };
}

const silent = (): undefined => undefined;

function run(input: Uint8Array): void {
  const bytes = Buffer.from(input.subarray(1));
  const conversation = new Conversation({
    clock: createSteppedClock(),
    write: checkRequest,
    credentials: { username: 'giám sát', password: 'bí "mật"\\' },
    newCnonce: () => '0a4f113b',
    userAgent: 'fuzz',
  });
  conversation.ask('DESCRIBE', target.url).catch((failure: unknown) => promise(failure instanceof RtspFailure, 'an undeclared failure'));
  const whole = hear([bytes], (message) => {
    understand(message);
    conversation.take(message);
  });
  conversation.end(new RtspFailure('ended', 'over'));
  promise(whole.bodyBytes <= bytes.length, `${whole.bodyBytes} bytes out of ${bytes.length}`);
  const step = 1 + (input[0] ?? 0);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length && pieces.length < 400; at += step)
    pieces.push(bytes.subarray(at, pieces.length === 399 ? undefined : at + step));
  const split = hear(pieces, silent);
  promise(split.said.join() === whole.said.join(), 'another result when split');
}

/** Everything the client reads in an answer, whichever question it was to. */
function understand(message: RtspMessage): void {
  const { headers } = message;
  const base = baseUrl(header(headers, 'content-base') ?? header(headers, 'content-location'), target);
  promise(!/\s/u.test(joinControl(base, '*')), 'blanks in a base');
  const milliseconds = keepAliveMs(header(headers, 'session'));
  promise(milliseconds >= 1000 && milliseconds <= 30_000, `kept alive every ${milliseconds} ms`);
  promise(keepAliveMethods(header(headers, 'public')).length <= 3, 'methods more than there are');
  const { channels } = parseTransport(header(headers, 'transport') ?? '');
  promise(
    channels.every((channel) => channel >= 0 && channel <= 255),
    'an impossible channel',
  );
  for (const challenge of parseChallenges(headers.get('www-authenticate') ?? []))
    promise(challenge.kind !== 'digest' || challenge.nonce.length <= 8192, 'an endless nonce');
}

/** What the client writes stays one request, whatever was put into its parts. */
function checkRequest(request: Buffer): void {
  const text = request.toString('utf8');
  if (text.startsWith('RTSP/1.0')) return;
  const lines = text.split('\r\n');
  promise(lines.length >= 4 && lines.at(-1) === '' && lines.at(-2) === '', 'a request without its end');
  promise(/^[A-Z_]+ \S+ RTSP\/1\.0$/u.test(lines[0] ?? ''), 'a damaged request line');
  for (const line of lines.slice(1, -2)) promise(/^[A-Za-z-]+: [^\r\n\0]*$/u.test(line), 'a damaged request header');
}

/** Lines moved, doubled, left out. */
function reshape(input: Uint8Array, random: RandomSource): Uint8Array {
  const lines = Buffer.from(input).toString('latin1').split('\n');
  for (let left = 1 + random.integer(4); left > 0; left -= 1) {
    const from = random.integer(lines.length);
    if (random.integer(3) === 0) lines.splice(from, 1);
    else lines.splice(random.integer(lines.length + 1), 0, lines[from] ?? '');
  }
  return Buffer.from(lines.join('\n'), 'latin1');
}

const words = ['RTSP/1.0 200 OK\r\n', '\r\n\r\n', '\n\n', 'CSeq: ', 'Content-Length: ', 'WWW-Authenticate: Digest ', 'nonce="', 'realm="', 'stale=true', 'qop=auth', 'algorithm=SHA-256-sess', 'Session: ', 'Transport: ', 'interleaved=', 'Content-Base: ', '$\u0000', '\\"', '99999999999', '-1', 'OPTIONS * RTSP/1.0\r\n', ';timeout='].map((text) => Buffer.from(text, 'latin1')); // prettier-ignore

export const rtspTarget: FuzzTarget = { name: 'rtsp', seeds: () => seeds, words, reshape, run };
