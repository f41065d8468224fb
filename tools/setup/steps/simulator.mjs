// The demo's cameras: real RTSP on this machine, on ports the system picks, so that none can be taken.
import { join } from 'node:path';
import { simulatorFailed } from '../problems.mjs';
import { eachLine, startOwned } from '../processes.mjs';

const READY_MS = 120_000;

/**
 * @param {import('../context.mjs').Context} context
 * @param {string} node
 * @param {{ cameras: number, csv: string }} wish
 * @returns {Promise<{ rtspPort: number, child: import('node:child_process').ChildProcess }>}
 */
export const startSimulator = ({ root, reporter, owned }, node, { cameras, csv }) =>
  reporter.run('Simulated cameras', `${String(cameras)} of them, real RTSP on this machine only`, (step) => {
    const script = join(root, 'tools/camera-sim/main.ts');
    const ports = ['--port', '0', '--http-port', '0'];
    const child = startOwned(owned, node, [script, ...ports, '--cameras', String(cameras), '--cameras-csv', csv], {
      cwd: root,
      // It ends when its input closes, so it does not outlive this process whatever ends it.
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let output = '';
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(simulatorFailed(`not ready after ${String(READY_MS / 1000)} s\n${output}`)), READY_MS);
      const fail = () => {
        clearTimeout(timer);
        reject(simulatorFailed(output));
      };
      child.once('exit', fail).once('error', fail);
      if (child.stderr !== null) {
        eachLine(child.stderr, (line) => {
          output = `${output}${line}\n`.slice(-4000);
          step.note(line.slice(0, 70));
        });
      }
      if (child.stdout === null) return;
      eachLine(child.stdout, (line) => {
        const rtspPort = readyPort(line);
        if (rtspPort === null) return;
        clearTimeout(timer);
        child.off('exit', fail);
        child.once('exit', () => {
          if (!owned.ending) reporter.say(`! The simulated cameras have ended${output === '' ? '.' : `:\n${output.trimEnd()}`}`);
        });
        step.note(`rtsp://127.0.0.1:${String(rtspPort)}`);
        resolve({ rtspPort, child });
      });
    });
  });

/**
 * @param {string} line of the simulator's stdout
 * @returns {number | null} the RTSP port, if this is its ready line
 */
export const readyPort = (line) => {
  try {
    const { rtspPort } = JSON.parse(line);
    return Number.isInteger(rtspPort) && rtspPort > 0 && rtspPort < 65_536 ? rtspPort : null;
  } catch {
    return null;
  }
};
