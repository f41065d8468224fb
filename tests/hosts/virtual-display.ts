/** A display for the browser where there is none (Linux without a desktop). */
import { spawn } from 'node:child_process';
import { toDisposable, type Disposable } from '../../src-main/base/disposable.ts';

export interface TestDisplay extends Disposable {
  /** Variables a program needs to find it. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The present display, or an Xvfb of our own on a free number. Rejects when Xvfb is needed and missing. */
export async function provideDisplay(): Promise<TestDisplay> {
  if (process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) {
    return { environment: {}, ...toDisposable(() => undefined) };
  }
  return virtualDisplay(1920, 1080);
}

/** An Xvfb of our own, whatever display there is. */
export async function virtualDisplay(width: number, height: number): Promise<TestDisplay> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  let announced = ''; // the number and its newline may come in two pieces
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => {
      reject(new Error(`Xvfb ended with ${code ?? 'a signal'}`));
    });
    server.stdio[3]?.on('data', (chunk: Buffer) => {
      announced += chunk.toString('utf8');
      if (announced.includes('\n')) resolve(announced.trim());
    });
  });
  return { environment: { DISPLAY: `:${number}` }, ...toDisposable(() => server.kill()) };
}
