/** Real FFmpeg as the client. */
import { spawn } from 'node:child_process';
import { decodeBlockCode, type BlockCode } from '../../../tools/camera-sim/block-code.ts';

const width = 320;
const height = 180;
const ffmpeg = process.env['VMS_FFMPEG'] ?? 'ffmpeg';

export interface Outcome {
  readonly code: number | null;
  readonly output: Buffer;
  readonly errors: string;
}

export function run(args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(ffmpeg, ['-hide_banner', '-loglevel', 'error', '-nostdin', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    const timer = setTimeout(() => child.kill('SIGKILL'), 40_000);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, output: Buffer.concat(output), errors: Buffer.concat(errors).toString('utf8') });
    });
  });
}

/** Decodes that many pictures and reads their block codes. */
export async function decode(url: string, transport: 'tcp' | 'udp', frames: number): Promise<(BlockCode | null)[]> {
  const input = ['-rtsp_transport', transport, '-analyzeduration', '500000', '-fpsprobesize', '0', '-i', url];
  const result = await run([
    ...input,
    '-an',
    '-frames:v',
    String(frames),
    '-fps_mode',
    'passthrough',
    '-s',
    `${String(width)}x${String(height)}`,
    '-pix_fmt',
    'rgba',
    '-f',
    'rawvideo',
    'pipe:1',
  ]);
  const size = width * height * 4;
  return Array.from({ length: Math.floor(result.output.length / size) }, (_, index) =>
    decodeBlockCode(result.output.subarray(index * size, (index + 1) * size), width, height),
  );
}
