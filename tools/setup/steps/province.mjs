// The demo's province: the reference backend on this machine, with the simulated cameras in its inventory.
import { join } from 'node:path';
import { provinceFailed } from '../problems.mjs';
import { startAnnounced } from './announced.mjs';

/**
 * @param {import('../context.mjs').Context} context
 * @param {string} node
 * @param {{ data: string, rtspPort: number, onvifPort: number, cameras: number, slip: string, signIn: string }} wish `slip` and `signIn`: files it
 *   writes, with which a client joins it and its first operator signs in
 * @returns {Promise<string>} its address
 */
export const startProvince = (context, node, { data, rtspPort, onvifPort, cameras, slip, signIn }) =>
  context.reporter.run('Demo province', 'its backend, on this machine only', async (step) => {
    const script = join(context.root, 'tools/reference-backend/main.ts');
    const onvif = ['--simulator-onvif', `http://127.0.0.1:${String(onvifPort)}`];
    const simulator = ['--simulator', `rtsp://127.0.0.1:${String(rtspPort)}`, ...onvif, '--live', String(cameras)];
    const url = await startAnnounced(context, {
      node,
      arguments_: [script, '--json', '--data', data, '--port', '0', ...simulator, '--slip', slip, '--sign-in-file', signIn],
      announced: provinceUrl,
      failed: provinceFailed,
      ended: 'The demo province has ended',
      note: step.note,
    });
    step.note(url);
    return url;
  });

/**
 * @param {string} line of the backend's stdout
 * @returns {string | null} where it serves, if this is its ready line
 */
export const provinceUrl = (line) => {
  try {
    const { url } = JSON.parse(line);
    return typeof url === 'string' && url.startsWith('https://127.0.0.1:') ? url : null;
  } catch {
    return null;
  }
};
