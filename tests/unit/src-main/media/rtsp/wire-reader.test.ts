import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { header } from '../../../../../src-main/media/rtsp/message.ts';
import { maxBodyBytes, maxHeadBytes, maxSkippedBytes, WireReader } from '../../../../../src-main/media/rtsp/wire-reader.ts';
import { cut, interleaved, rtp } from './pieces.ts';

function read(chunks: readonly Buffer[], lenient = false): string[] {
  const told: string[] = [];
  const reader = new WireReader({
    message: (message) =>
      told.push(`${message.kind === 'response' ? message.status : message.method} ${Buffer.from(message.body).toString('latin1')}`),
    packet: (channel, packet) => told.push(`packet ${channel} ${Buffer.from(packet).toString('hex')}`),
    broken: (reason) => told.push(`broken: ${reason}`),
  });
  if (lenient) reader.mediaBegins();
  for (const chunk of chunks) reader.push(chunk);
  return told;
}

const response = (body: string, extra = ''): Buffer =>
  Buffer.from(`RTSP/1.0 200 OK\r\nCSeq: 1\r\n${extra}Content-Length: ${body.length}\r\n\r\n${body}`, 'latin1');
const packet = rtp(Buffer.from([1, 2, 3]), { sequence: 1, timestamp: 2 });
const conversation = Buffer.concat([
  response('v=0 $ RTSP/1.0 200'),
  interleaved(0, packet),
  interleaved(1, Buffer.alloc(0)),
  Buffer.from('OPTIONS * RTSP/1.0\r\nCSeq: 9\r\n\r\n'),
  Buffer.from('\r\n'),
  interleaved(0, Buffer.alloc(3000, 0x24)),
  response(''),
]);

describe('WireReader', () => {
  const whole = read([conversation]);

  it('takes messages and packets apart', () => {
    expect(whole).toHaveLength(6);
    expect(whole.slice(0, 2)).toEqual(['200 v=0 $ RTSP/1.0 200', `packet 0 ${packet.toString('hex')}`]);
    expect(whole[3]).toBe('OPTIONS ');
  });

  it('reads the same byte by byte and however it is split', () => {
    expect(read([...conversation].map((byte) => Buffer.from([byte])))).toEqual(whole);
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 30 }), fc.boolean(), (points, lenient) => {
        expect(read(cut(conversation, points), lenient)).toEqual(whole);
      }),
    );
  });

  it('takes lines that end with LF alone, trailing blanks and semicolons, and several headers of a name', () => {
    const seen: unknown[] = [];
    const reader = new WireReader({
      message: (message) => seen.push(header(message.headers, 'session'), message.headers.get('www-authenticate')),
      packet: () => undefined,
      broken: (reason) => seen.push(reason),
    });
    reader.push(Buffer.from('RTSP/1.0 401 No\nSession: 12 ; \nWWW-Authenticate: Basic realm="a"\nwww-authenticate: Digest nonce="n";\n\n'));
    expect(seen).toEqual(['12', ['Basic realm="a"', 'Digest nonce="n"']]);
  });

  it.each([
    ['HTTP', Buffer.from('HTTP/1.1 200 OK\r\n\r\n')],
    ['a wrong first line', Buffer.from('RTSP/1.0 OK\r\n\r\n')],
    ['an impossible length', Buffer.from('RTSP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n')],
    ['a huge body', Buffer.from(`RTSP/1.0 200 OK\r\nContent-Length: ${maxBodyBytes + 1}\r\n\r\n`)],
    ['an endless head', Buffer.concat([Buffer.from('RTSP/1.0 200 OK\r\nX: '), Buffer.alloc(maxHeadBytes + 1, 0x61)])],
  ])('breaks at %s, and then says nothing more', (_, bytes) => {
    const told = read([bytes, conversation]);
    expect(told).toEqual([expect.stringMatching(/^broken: /u)]);
  });

  it('skips damage once media flows, and finds the next packet', () => {
    const damaged = Buffer.concat([Buffer.from([0x24, 200, 9, 9, 1, 2, 0x24, 0, 255]), interleaved(0, packet), response('x')]);
    expect(read([damaged], true)).toEqual([`packet 0 ${packet.toString('hex')}`, '200 x']);
    expect(read([damaged])).toEqual([expect.stringMatching(/^broken/u)]);
  });

  it('gives up on endless damage', () => {
    expect(read([Buffer.alloc(maxSkippedBytes + 10, 0xee)], true)).toEqual(['broken: nothing recognisable any more']);
  });

  it('survives anything, lenient or not', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), fc.boolean(), fc.nat(), (noise, lenient, at) => {
        const spoiled = Buffer.from(conversation);
        spoiled.set(noise[0] ?? [], Math.min(at % spoiled.length, spoiled.length - (noise[0]?.length ?? 0)));
        read([spoiled, ...noise.map((piece) => Buffer.from(piece))], lenient);
      }),
      { numRuns: 400 },
    );
  });
});
