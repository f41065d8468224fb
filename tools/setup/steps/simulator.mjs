// The demo's cameras: real RTSP on this machine, on ports the system picks, so that none can be taken.
import { join } from 'node:path';
import { simulatorFailed } from '../problems.mjs';
import { startAnnounced } from './announced.mjs';

/**
 * @param {import('../context.mjs').Context} context
 * @param {string} node
 * @param {number} cameras
 * @returns {Promise<number>} the RTSP port
 */
export const startSimulator = (context, node, cameras) =>
  context.reporter.run('Simulated cameras', `${String(cameras)} of them, real RTSP on this machine only`, async (step) => {
    const script = join(context.root, 'tools/camera-sim/main.ts');
    const rtspPort = await startAnnounced(context, {
      node,
      arguments_: [script, '--port', '0', '--http-port', '0', '--cameras', String(cameras), '--protect', '5'],
      announced: readyPort,
      failed: simulatorFailed,
      ended: 'The simulated cameras have ended',
      note: step.note,
    });
    step.note(`rtsp://127.0.0.1:${String(rtspPort)}`);
    return rtspPort;
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
