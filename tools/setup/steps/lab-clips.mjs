// Clips for the GStreamer camera farm, when the lab stands beside the project.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runToEnd } from '../processes.mjs';

const CLIPS = ['sub', 'main', 'hevc', 'mjpeg'].map((name) => `${name}_long.mp4`);

/** @param {string} root */
export const findLab = (root) => {
  const folder = process.env['VMS_LAB_DIR'] ?? resolve(root, '../shared/lab');
  return existsSync(join(folder, 'make-clips.sh')) && existsSync(join(folder, 'rtsp-farm.py')) ? folder : null;
};

/**
 * @param {import('../context.mjs').Context} context
 * @param {string} lab
 * @returns {Promise<string | null>} folder with the clips, null when they could not be made
 */
export const ensureLabClips = async ({ root, cache, reporter, owned }, lab) => {
  const folder = join(cache, 'lab-clips');
  if (CLIPS.every((clip) => existsSync(join(folder, clip)))) {
    reporter.done('Lab clips', 'made before');
    return folder;
  }
  const made = await reporter.run('Lab clips', 'encoded once for the GStreamer camera farm, about half a minute', async ({ note }) => {
    const { code, output } = await runToEnd('bash', [join(lab, 'make-clips.sh'), folder], { cwd: root, owned });
    if (code !== 0) note(`failed: ${output.split('\n').at(-1) ?? ''}`);
    return code === 0;
  });
  return made ? folder : null;
};
