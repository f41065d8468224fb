/** What decoding alone costs: FFmpeg reads the same streams and throws the pictures away. Nothing that shows them can be cheaper. */
import { spawn } from 'node:child_process';
import { rounded } from './percentiles.ts';

export interface DecodeFloor {
  /** Decoded over sent, all streams. */
  readonly decodedRatio: number;
  readonly worstStreamRatio: number;
  readonly cores: number;
}

interface Decoded {
  readonly frames: number;
  readonly cpuSeconds: number;
}

/** All streams at once, each by an FFmpeg of its own with one thread. */
export async function measureDecodeFloor(urls: readonly string[], seconds: number, sourceFps: number): Promise<DecodeFloor> {
  const runs = await Promise.all(urls.map((url) => decode(url, seconds)));
  const expected = seconds * sourceFps;
  const total = runs.reduce((sum, { frames }) => sum + frames, 0);
  const cpuSeconds = runs.reduce((sum, run) => sum + run.cpuSeconds, 0);
  return {
    decodedRatio: rounded(total / (expected * urls.length), 4) ?? 0,
    worstStreamRatio: rounded(Math.min(...runs.map(({ frames }) => frames)) / expected, 4) ?? 0,
    cores: rounded(cpuSeconds / seconds, 3) ?? 0,
  };
}

/** Ends by the clock, not by the stream's own time line: a decoder that falls behind has decoded less by then. */
async function decode(url: string, seconds: number): Promise<Decoded> {
  const arguments_ = ['-hide_banner', '-benchmark', '-threads', '1', '-rtsp_transport', 'tcp', '-i', url];
  const child = spawn('ffmpeg', [...arguments_, '-an', '-fps_mode', 'passthrough', '-f', 'null', '-'], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let text = '';
  const began = new Promise<void>((resolve) => {
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('frame=')) resolve();
    });
    child.once('close', () => {
      resolve();
    });
  });
  const closed = new Promise((resolve) => child.once('close', resolve));
  await began;
  const timer = setTimeout(() => child.stdin.write('q'), seconds * 1000);
  await closed;
  clearTimeout(timer);
  return readDecoded(text);
}

/** The last counter and the `-benchmark` line of what FFmpeg printed. */
export function readDecoded(text: string): Decoded {
  const frames = [...text.matchAll(/frame=\s*(\d+)/gu)].at(-1)?.[1];
  const [, user, system] = /utime=([\d.]+)s stime=([\d.]+)s/u.exec(text) ?? [];
  if (frames === undefined || user === undefined || system === undefined) throw new Error(`FFmpeg did not decode: ${text.slice(-300)}`);
  return { frames: Number(frames), cpuSeconds: Number(user) + Number(system) };
}
