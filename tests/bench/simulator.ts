/** The camera simulator in a process of its own, so that its work is not counted with anybody's. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SentFrame } from '../../tools/camera-sim/frame-log.ts';

const projectRoot = resolve(import.meta.dirname, '../..');

export interface Simulator {
  url(camera: number, profile: string): string;
  stop(): void;
}

/** `frameLog`: where it writes when each frame's last packet left. */
export async function startSimulator(cameras: number, frameLog: string | null): Promise<Simulator> {
  const options = [
    '--port',
    '0',
    '--http-port',
    '0',
    '--cameras',
    String(cameras),
    ...(frameLog === null ? [] : ['--frame-log', frameLog]),
  ];
  const child = spawn(process.execPath, [join(projectRoot, 'tools/camera-sim/main.ts'), ...options], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((told, failed) => {
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`the simulator ended with ${code ?? 'a signal'}`)));
    child.stdout.once('data', (chunk: Buffer) => told(chunk.toString('utf8')));
  });
  const { rtspPort } = JSON.parse(line) as { rtspPort: number }; // the simulator's own ready line
  return {
    url: (camera, profile) => `rtsp://127.0.0.1:${rtspPort}/cam/${camera}/${profile}`,
    stop: () => void child.kill('SIGTERM'),
  };
}

export function readFrameLog(file: string): readonly SentFrame[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line) as SentFrame); // written by our own simulator in this run
}
