/** Grabs an X display as grey pictures with the time each was taken, through FFmpeg's `x11grab`. */
import { spawn } from 'node:child_process';
import { NutReader } from '../../src-main/media/nut/reader.ts';

export interface GrabOptions {
  readonly display: string;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly seconds: number;
}

/**
 * Calls back for every grabbed screen: one byte a pixel, and epoch ms of the grab (x11grab stamps
 * pictures with the wall clock; `-copyts` keeps that). Rejects when FFmpeg ends with a failure.
 */
export async function grabScreen(options: GrabOptions, visit: (grey: Uint8Array, epochMs: number) => void): Promise<void> {
  const { display, width, height, fps, seconds } = options;
  const input = ['-f', 'x11grab', '-draw_mouse', '0', '-framerate', String(fps), '-video_size', `${width}x${height}`, '-i', display];
  const output = ['-c:v', 'rawvideo', '-pix_fmt', 'gray', '-f', 'nut', 'pipe:1'];
  const child = spawn('ffmpeg', ['-v', 'error', '-nostdin', '-copyts', ...input, ...output], { stdio: ['ignore', 'pipe', 'inherit'] });
  const reader = new NutReader({
    stream: () => undefined,
    frame: ({ data, ptsUs }) => {
      visit(data, ptsUs / 1000);
    },
  });
  const stop = setTimeout(() => child.kill('SIGTERM'), seconds * 1000); // with -copyts `-t` counts from the epoch: nothing would be written
  child.stdout.on('data', (chunk: Buffer) => {
    reader.push(chunk);
  });
  await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(stop);
}
