// A virtual display for machines without one.
import { displayFailed, noVirtualDisplay } from '../problems.mjs';
import { eachLine, findOnPath, startOwned } from '../processes.mjs';

/**
 * @param {import('../context.mjs').Context} context
 * @returns {Promise<string>} the value for DISPLAY
 */
export const startVirtualDisplay = async ({ root, owned }) => {
  const program = findOnPath('Xvfb');
  if (program === null) throw noVirtualDisplay();
  // Xvfb picks a free number itself and writes it to descriptor 3, so no other display is in the way.
  const child = startOwned(owned, program, ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  const channel = /** @type {import('node:stream').Readable} */ (child.stdio[3]); // a pipe, as asked two lines above
  child.stderr?.setEncoding('utf8').on('data', (/** @type {string} */ text) => (errors = (errors + text).slice(-500)));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(displayFailed('nothing within 10 s')), 10_000);
    child.once('exit', () => reject(displayFailed(errors.trim() || 'it ended at once')));
    child.once('error', (failure) => reject(displayFailed(failure.message)));
    eachLine(channel, (line) => {
      clearTimeout(timer);
      resolve(`:${line.trim()}`);
    });
  });
};
