import type { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Disposable } from '../../src-main/base/disposable.ts';

/** Gives the run a 1920×1080 X display where there is none, by Xvfb choosing a free number itself. */
export async function startVirtualDisplay(environment: NodeJS.ProcessEnv, spawnProcess: typeof spawn): Promise<Disposable> {
  if (process.platform !== 'linux' || environment['DISPLAY'] !== undefined) return { dispose: () => undefined };
  const server = spawnProcess('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const announced = server.stdio[3];
  if (announced === null || announced === undefined || !('on' in announced)) throw new Error('Xvfb has no display number pipe');
  const [chunk] = (await once(announced, 'data')) as [Buffer]; // Xvfb writes the number and a newline once it listens
  environment['DISPLAY'] = `:${chunk.toString('utf8').trim()}`;
  return { dispose: () => void server.kill('SIGTERM') };
}
