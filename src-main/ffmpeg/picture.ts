import type { IvfCodec } from './ivf.ts';

/** One keyframe in IVF on stdin → one JPEG on stdout, at most `maxWidth` wide, never enlarged. */
export function pictureArguments(codec: IvfCodec, maxWidth: number): readonly string[] {
  return [
    ...['-hide_banner', '-loglevel', 'level+error', '-filter_threads', '1', '-threads', '1', '-analyzeduration', '0', '-probesize', '32'],
    ...['-c:v', codec, '-f', 'ivf', '-i', 'pipe:0', '-map', '0:v:0', '-frames:v', '1'],
    ...['-vf', `scale=w='min(${maxWidth},iw)':h=-2:flags=fast_bilinear,format=yuvj420p`],
    ...['-c:v', 'mjpeg', '-threads', '1', '-q:v', '5', '-f', 'mjpeg', 'pipe:1'],
  ];
}
