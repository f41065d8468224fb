import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeBlockCode } from '../../../tools/camera-sim/block-code.ts';
import { clipsFolder } from '../../../tools/camera-sim/media/clips.ts';
import { manifestSchema } from '../../../tools/camera-sim/media/manifest.ts';
import { run } from './ffmpeg.ts';

const manifest = manifestSchema.parse(JSON.parse(await readFile(join(clipsFolder, 'manifest.json'), 'utf8')));
const formats = { h264: 'h264', h265: 'hevc', jpeg: 'mjpeg' } as const;

describe('stored clips', () => {
  it('cover every scene with sub and main, and two scenes with H.265 and MJPEG', () => {
    const count = (stream: string): number => manifest.clips.filter((clip) => clip.stream === stream && !clip.file.includes('-gop')).length;
    expect([count('sub'), count('main'), count('hevc'), count('mjpeg')]).toEqual([12, 12, 2, 2]);
    expect(manifest.clips.reduce((sum, clip) => sum + clip.bytes, 0)).toBeLessThan(20_000_000);
  });

  it.each(manifest.clips.filter((clip) => clip.stream !== 'main' || clip.scene === 4))(
    '$file is readable in a 160×90 tile',
    async (clip) => {
      const input = ['-f', formats[clip.codec], '-i', join(clipsFolder, clip.file)];
      const result = await run([
        ...input,
        '-vf',
        'select=not(mod(n\\,10)),scale=160:90',
        '-fps_mode',
        'passthrough',
        '-pix_fmt',
        'rgba',
        '-f',
        'rawvideo',
        'pipe:1',
      ]);
      const size = 160 * 90 * 4;
      const codes = Array.from({ length: result.output.length / size }, (_, i) =>
        decodeBlockCode(result.output.subarray(i * size, (i + 1) * size), 160, 90),
      );
      expect(codes).toEqual(
        Array.from({ length: Math.ceil(clip.frames / 10) }, (_, i) => ({ frame: i * 10, scene: clip.scene, stream: clip.stream })),
      );
    },
  );
});
