/** Other programs that take every processor they can get. */
import { spawn } from 'node:child_process';
import { toDisposable, type Disposable } from '../../../src-main/base/disposable.ts';

/** Burns until it is ended, or its parent is gone: a test that was killed must not leave the machine busy. */
const burn = `const parent = process.ppid;
for (;;) {
  for (const until = performance.now() + 200; performance.now() < until;);
  if (process.ppid !== parent) process.exit();
}`;

/** `count` processes that each take a whole processor; disposing ends them by pid. */
export function startBurners(count: number): Disposable {
  const children = Array.from({ length: count }, () => spawn(process.execPath, ['--eval', burn], { stdio: 'ignore' }));
  return toDisposable(() => {
    for (const child of children) child.kill('SIGKILL');
  });
}
