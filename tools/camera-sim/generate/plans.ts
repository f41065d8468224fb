/** Which clips exist, at which size, and how FFmpeg encodes them. */
import { join } from 'node:path';
import { toneHz } from '../cameras.ts';
import { scenes } from './scenes/catalogue.ts';
import { loopSeconds } from './scenes/scene.ts';
import type { ClipEntry } from '../media/manifest.ts';
import type { RenderJob } from './scenes/render.ts';

export interface ClipPlan {
  readonly name: string;
  readonly job: RenderJob;
  /** FFmpeg arguments after the input: one or more encodings of the same frames. */
  outputs(folder: string): readonly string[];
}

/** Scenes whose main stream is 1080p; the others are 720p to keep the repository small and the generator quick. */
const fullHd = new Set([1, 2, 4, 6]);
const hevcScenes = [7, 11];
const mjpegScenes = [8, 12];
/** Scenes whose sub stream exists at other keyframe intervals (seconds) for the `gop` fault. */
const gopVariants: ReadonlyMap<number, readonly number[]> = new Map([
  [1, [1, 5, 10]],
  [2, [1, 5, 10]],
  [3, [10]],
  [5, [10]],
]);

const colour = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'];

function h264(file: string, fps: number, gopSeconds: number, quality: number, maxrate: number, profile: string, preset = 'slow'): string[] {
  const gop = String(Math.min(fps * gopSeconds, fps * loopSeconds));
  return [
    ...[
      ...colour,
      '-c:v',
      'libx264',
      '-preset',
      preset,
      '-profile:v',
      profile,
      '-pix_fmt',
      'yuv420p',
      '-bf',
      '0',
      '-g',
      gop,
      '-keyint_min',
      gop,
    ],
    ...['-sc_threshold', '0', '-crf', String(quality), '-maxrate', `${String(maxrate)}k`, '-bufsize', `${String(maxrate)}k`],
    ...['-x264-params', 'aud=1:repeat-headers=1:open-gop=0', '-bsf:v', 'filter_units=remove_types=6', '-f', 'h264', file],
  ];
}

function subPlan(scene: number): ClipPlan {
  const job: RenderJob = { scene, stream: 'sub', width: 640, height: 360, fps: 15, noise: 9 };
  return {
    name: `${String(scene)}-sub`,
    job,
    outputs: (folder) =>
      [2, ...(gopVariants.get(scene) ?? [])].flatMap((seconds) => {
        const name = seconds === 2 ? `${String(scene)}-sub` : `${String(scene)}-sub-gop${String(seconds)}`;
        return h264(join(folder, `${name}.h264`), job.fps, seconds, 27, 420, 'main');
      }),
  };
}

function mainPlan(scene: number): ClipPlan {
  const full = fullHd.has(scene);
  const job: RenderJob = { scene, stream: 'main', width: full ? 1920 : 1280, height: full ? 1080 : 720, fps: 25, noise: 9 };
  return {
    name: `${String(scene)}-main`,
    job,
    outputs: (folder) => h264(join(folder, `${String(scene)}-main.h264`), 25, 2, full ? 30 : 29, full ? 1000 : 600, 'high', 'medium'),
  };
}

function hevcPlan(scene: number): ClipPlan {
  const job: RenderJob = { scene, stream: 'hevc', width: 1280, height: 720, fps: 25, noise: 9 };
  const params =
    'keyint=50:min-keyint=50:scenecut=0:bframes=0:open-gop=0:repeat-headers=1:aud=1:vbv-maxrate=500:vbv-bufsize=500:log-level=error:info=0';
  return {
    name: `${String(scene)}-hevc`,
    job,
    outputs: (folder) => [
      ...[...colour, '-c:v', 'libx265', '-preset', 'medium', '-pix_fmt', 'yuv420p', '-crf', '30', '-x265-params', params],
      ...['-f', 'hevc', join(folder, `${String(scene)}-hevc.h265`)],
    ],
  };
}

function mjpegPlan(scene: number): ClipPlan {
  return {
    name: `${String(scene)}-mjpeg`,
    job: { scene, stream: 'mjpeg', width: 1280, height: 720, fps: 10, noise: 0 },
    outputs: (folder) => [
      ...[
        '-vf',
        'scale=in_range=tv:out_range=pc:in_color_matrix=bt709:out_color_matrix=bt601',
        '-c:v',
        'mjpeg',
        '-pix_fmt',
        'yuvj420p',
        '-huffman',
        'default',
        '-force_duplicated_matrix',
        '1',
        '-q:v',
        '24',
      ],
      ...['-f', 'mjpeg', join(folder, `${String(scene)}-mjpeg.mjpeg`)],
    ],
  };
}

export const clipPlans: readonly ClipPlan[] = [
  ...scenes.map((scene) => subPlan(scene.id)),
  ...scenes.map((scene) => mainPlan(scene.id)),
  ...hevcScenes.map(hevcPlan),
  ...mjpegScenes.map(mjpegPlan),
];

/** A file the plans produce, before it is measured. */
export type ClipFile = Omit<ClipEntry, 'frames' | 'bytes'> & { readonly seconds: number };

function filesOf({ name, job }: ClipPlan): ClipFile[] {
  const { scene, stream, width, height, fps } = job;
  const base = { scene, stream, width, height, fps, seconds: loopSeconds };
  switch (stream) {
    case 'main':
      return [{ ...base, file: `${name}.h264`, codec: 'h264', gop: 2 }];
    case 'hevc':
      return [{ ...base, file: `${name}.h265`, codec: 'h265', gop: 2 }];
    case 'mjpeg':
      return [{ ...base, file: `${name}.mjpeg`, codec: 'jpeg', gop: 1 / fps }];
    case 'sub':
      return [2, ...(gopVariants.get(scene) ?? [])].map((gop) => ({
        ...base,
        file: gop === 2 ? `${name}.h264` : `${name}-gop${String(gop)}.h264`,
        codec: 'h264',
        gop,
      }));
  }
}

export const clipFiles: readonly ClipFile[] = clipPlans.flatMap(filesOf);

/** FFmpeg arguments for the tones cameras hear: two seconds of whole AAC frames each. */
export function tonePlans(folder: string): readonly (readonly string[])[] {
  return toneHz.map((hz) => [
    ...['-f', 'lavfi', '-i', `sine=frequency=${String(hz)}:sample_rate=16000:duration=2.048`],
    ...['-c:a', 'aac', '-b:a', '24k', '-f', 'adts', join(folder, `tone-${String(hz)}.aac`)],
  ]);
}
