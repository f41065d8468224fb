import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { outsideArchive, ffmpegCandidates, resolveFfmpeg } from '../../../../src-main/ffmpeg/resolve.ts';
import { parseVersion, probeFfmpeg, type Answer, type ProbeResult } from '../../../../src-main/ffmpeg/probe.ts';

const places = { setting: null, bundled: null, searchPath: ['a b', 'ổ đĩa'].join(delimiter), platform: 'linux' as const };
const usable: ProbeResult = { kind: 'usable', version: '6.1', major: 60, rtspTimeoutOption: 'timeout' };

describe('ffmpegCandidates', () => {
  it('goes from the setting alone, else the bundled one, then PATH', () => {
    expect(ffmpegCandidates({ ...places, setting: 'C:\\x.exe', bundled: 'b' })).toEqual([{ path: 'C:\\x.exe', origin: 'setting' }]);
    expect(ffmpegCandidates({ ...places, bundled: 'b' }).map(({ path }) => path)).toEqual([
      'b',
      join('a b', 'ffmpeg'),
      join('ổ đĩa', 'ffmpeg'),
    ]);
    expect(ffmpegCandidates({ ...places, platform: 'win32' })[0]?.path).toBe(join('a b', 'ffmpeg.exe'));
  });

  it('points outside the archive of the packed program', () => {
    expect(outsideArchive('C:\\Giám sát\\resources\\app.asar\\node_modules\\f.exe')).toBe(
      'C:\\Giám sát\\resources\\app.asar.unpacked\\node_modules\\f.exe',
    );
    expect(outsideArchive('/opt/app.asar.unpacked/f')).toBe('/opt/app.asar.unpacked/f');
  });
});

describe('resolveFfmpeg', () => {
  it('takes the first usable one', async () => {
    const probe = (path: string): Promise<ProbeResult> => Promise.resolve(path === 'b' ? { kind: 'unusable', reason: 'too-old' } : usable);
    expect(await resolveFfmpeg({ ...places, bundled: 'b' }, () => true, probe)).toMatchObject({
      status: { kind: 'ready', origin: 'path', version: '6.1' },
      ffmpeg: { path: join('a b', 'ffmpeg'), major: 60 },
    });
  });

  it('says why the only one cannot be used', async () => {
    const probe = (): Promise<ProbeResult> => Promise.resolve({ kind: 'unusable', reason: 'crashed' });
    expect(await resolveFfmpeg({ ...places, setting: '/x' }, () => false, probe)).toEqual({
      status: { kind: 'unusable', path: '/x', reason: 'crashed' },
      ffmpeg: null,
    });
  });

  it('says missing when there is none', async () => {
    expect(
      await resolveFfmpeg(
        places,
        () => false,
        () => Promise.resolve(usable),
      ),
    ).toEqual({ status: { kind: 'missing' }, ffmpeg: null });
  });
});

describe('probeFfmpeg', () => {
  const answers =
    (version: string, lavf: string, help = '  -rtsp_transport <flags>\n  -timeout <int64>') =>
    (_: string, args: readonly string[]): Promise<Answer> =>
      Promise.resolve({
        kind: 'text',
        text:
          args[0] === '-version' ? `ffmpeg version ${version} Copyright (c)\nlibavutil 1. 2.\nlibavformat    ${lavf}. 16.100 / x\n` : help,
      });

  it.each([
    ['4.4.2', '58', { kind: 'unusable', reason: 'too-old' }],
    ['5.1.9-0+deb12u1', '59', { kind: 'usable', version: '5.1.9-0+deb12u1', major: 59, rtspTimeoutOption: 'timeout' }],
    ['n8.1', '62', { kind: 'usable', version: 'n8.1', major: 62, rtspTimeoutOption: 'timeout' }],
  ])('judges FFmpeg %s', async (version, lavf, expected) => {
    expect(await probeFfmpeg('x', answers(version, lavf))).toEqual(expected);
  });

  it('refuses another program, and one without RTSP', async () => {
    expect(parseVersion('GNU bash, version 5')).toBeNull();
    expect(await probeFfmpeg('x', () => Promise.resolve({ kind: 'text', text: 'hello' }))).toEqual({
      kind: 'unusable',
      reason: 'not-ffmpeg',
    });
    expect(await probeFfmpeg('x', answers('6.0', '60', "Unknown format 'rtsp'."))).toEqual({ kind: 'unusable', reason: 'no-rtsp' });
  });
});
