// The demo's cameras: real RTSP on this machine, on ports the system picks, so that none can be taken.
import { join } from 'node:path';
import { simulatorFailed } from '../problems.mjs';
import { startAnnounced } from './announced.mjs';

/** @typedef {{ rtspPort: number, onvifPort: number }} SimulatorPorts of the streams and of the cameras' web services */

/**
 * @param {import('../context.mjs').Context} context
 * @param {string} node
 * @param {number} cameras
 * @returns {Promise<SimulatorPorts>}
 */
export const startSimulator = (context, node, cameras) =>
  context.reporter.run('Simulated cameras', `${String(cameras)} of them, real RTSP on this machine only`, async (step) => {
    const script = join(context.root, 'tools/camera-sim/main.ts');
    const ports = await startAnnounced(context, {
      node,
      arguments_: [script, '--port', '0', '--http-port', '0', '--cameras', String(cameras), '--protect', '5'],
      announced: readyPorts,
      failed: simulatorFailed,
      ended: 'The simulated cameras have ended',
      note: step.note,
    });
    step.note(`rtsp://127.0.0.1:${String(ports.rtspPort)}`);
    return ports;
  });

/**
 * @param {string} line of the simulator's stdout
 * @returns {SimulatorPorts | null} where it serves, if this is its ready line
 */
export const readyPorts = (line) => {
  try {
    const { rtspPort, onvifPort } = JSON.parse(line);
    return isPort(rtspPort) && isPort(onvifPort) ? { rtspPort, onvifPort } : null;
  } catch {
    return null;
  }
};

/** @param {unknown} value */
const isPort = (value) => Number.isInteger(value) && Number(value) > 0 && Number(value) < 65_536;
