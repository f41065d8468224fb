import { nutToStdout } from './pull.ts';
import type { IvfCodec } from './ivf.ts';

export interface DecodeSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Access units in IVF on stdin → scaled limited-range I420 in NUT on stdout, pts passed through.
 *
 * The decoder is named because FFmpeg 5.1 knows no IVF tag for H.265. `-threads 1` stands on both
 * sides: on the output side it is what keeps the raw "encoder" from holding a frame (measured with
 * 5.1: 68 ms → 1.5 ms at 15 fps).
 */
export function decodeArguments(codec: IvfCodec, size: DecodeSize): readonly string[] {
  return [
    ...['-hide_banner', '-loglevel', 'level+error', '-filter_threads', '1'],
    ...['-threads', '1', '-flags', 'low_delay', '-analyzeduration', '0', '-probesize', '32', '-copyts'],
    ...['-c:v', codec, '-f', 'ivf', '-i', 'pipe:0', '-map', '0:v:0'],
    ...['-vf', `scale=${size.width}:${size.height}:flags=fast_bilinear:out_range=tv,format=yuv420p`],
    ...['-c:v', 'rawvideo', '-threads', '1', '-enc_time_base', '1/1000000', ...nutToStdout],
  ];
}
