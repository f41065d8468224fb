import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { concatScript, quoted, rtspUrl, type RtspInput } from '../../../../src-main/ffmpeg/concat-script.ts';
import { decodeArguments } from '../../../../src-main/ffmpeg/decode.ts';
import { ivfFileHeader, ivfUnitHeader } from '../../../../src-main/ffmpeg/ivf.ts';
import { pictureArguments } from '../../../../src-main/ffmpeg/picture.ts';
import { pullRun } from '../../../../src-main/ffmpeg/pull.ts';
import { maskedCommand } from '../../../../src-main/ffmpeg/runner.ts';

const input = (url: string, username: string | null = null, password: string | null = null): RtspInput => ({
  url,
  username,
  password,
  transport: 'tcp',
});
const options = { rtspTimeoutOption: 'timeout', socketTimeoutMs: 5000 };

describe('rtspUrl', () => {
  it('puts percent-encoded credentials in front of the host', () => {
    expect(rtspUrl(input('rtsp://cam:8554/a?b=c#d', 'ad min', `p@ss:/'"\n%~`))).toBe(
      'rtsp://ad%20min:p%40ss%3A%2F%27%22%0A%25%7E@cam:8554/a?b=c#d',
    );
  });

  it.each([
    'file:///etc/passwd',
    'rtsps://cam/1',
    'concat:rtsp://a|rtsp://b',
    'http://cam/',
    '-i',
    'rtsp://',
    'rtsp://cam/a b',
    'rtsp://cam/a\nfile /etc/passwd',
    'rtsp://cam/a\r',
    'rtsp://user:password@cam/',
    ' rtsp://cam/',
    'rtsp:cam',
    '',
  ])('refuses %j', (url) => {
    expect(() => rtspUrl(input(url))).toThrow(expect.objectContaining({ kind: 'invalid-argument', key: 'stream.address' }));
  });

  it('never lets an address or credential add a line to the script', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        (path, username, password) => {
          let lines: string[];
          try {
            lines = pullRun(input(`rtsp://cam/${path}`, username, password), options).stdin.split(/[\r\n]/u);
          } catch {
            return;
          }
          expect(lines.filter((line) => line.startsWith('file '))).toHaveLength(1);
          expect(lines[1]?.startsWith("file 'rtsp://")).toBe(true);
          expect(lines).toHaveLength(8);
        },
      ),
    );
  });
});

describe('concat script', () => {
  it('escapes what the ffconcat tokenizer would eat', () => {
    expect(quoted(`it's \\ "so" #1`)).toBe(String.raw`'it'\''s \ "so" #1'`);
    expect(() => quoted('a\nb')).toThrow();
  });

  it('repeats options for the inner demuxer', () => {
    expect(concatScript('rtsp://cam/', { rtsp_transport: 'udp' })).toBe(
      "ffconcat version 1.0\nfile 'rtsp://cam/'\noption rtsp_transport 'udp'\n",
    );
  });
});

describe('pull', () => {
  const run = pullRun(input('rtsp://cam/x', 'u', 'canary'), options);

  it('keeps address and password out of argv', () => {
    expect(run.args.join(' ')).not.toMatch(/cam|canary|rtsp:\/\//u);
    expect(run.stdin).toContain("file 'rtsp://u:canary@cam/x'");
  });

  it('copies without the flag that loses the first group of pictures', () => {
    expect(run.args.join(' ')).not.toContain('nobuffer');
    expect(run.args.join(' ')).toContain('-c copy -f nut -flush_packets 1 -syncpoints none -strict experimental pipe:1');
  });

  it('states the timeout by the name this version knows, in microseconds', () => {
    expect(run.stdin).toContain("option timeout '5000000'");
    expect(pullRun(input('rtsp://cam/x'), { ...options, rtspTimeoutOption: 'stimeout' }).stdin).toContain("option stimeout '5000000'");
  });
});

describe('decode and picture', () => {
  it('names decoder and size and keeps both sides single-threaded', () => {
    const args = decodeArguments('hevc', { width: 480, height: 270 }).join(' ');
    expect(args).toContain('-c:v hevc -f ivf -i pipe:0');
    expect(args).toContain('scale=480:270:');
    expect(args.match(/-threads 1/gu)).toHaveLength(2);
  });

  it('takes one picture, never enlarged', () => {
    expect(pictureArguments('mjpeg', 640).join(' ')).toContain("-frames:v 1 -vf scale=w='min(640,iw)':h=-2");
  });

  it('frames units as IVF', () => {
    expect(Buffer.from(ivfFileHeader('h264', 640, 360)).toString('hex')).toBe(
      '444b4946000020004832363480026801' + '40420f00' + '01000000' + '0'.repeat(16),
    );
    expect(Buffer.from(ivfUnitHeader(258, 5)).toString('hex')).toBe('020100000500000000000000');
  });
});

describe('maskedCommand', () => {
  it('can be pasted but tells no password', () => {
    const { args, stdin } = pullRun(input('rtsp://cam/x', 'u', 'canary'), options);
    const line = maskedCommand('/opt/Phần mềm/ffmpeg', args, stdin);
    expect(line).not.toContain('canary');
    expect(line).toContain(`"file 'rtsp://***@cam/x'"`);
    expect(line).toContain('| "/opt/Phần mềm/ffmpeg" -hide_banner');
  });
});
