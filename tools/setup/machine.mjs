// What this machine is and has. Facts only; `plan.mjs` decides.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findOnPath, isProgram } from './processes.mjs';

/**
 * @typedef {{
 *   platform: NodeJS.Platform, rootOnDebian: boolean, superuser: boolean,
 *   ffmpeg: { path: string, origin: 'ffmpeg-static' | 'PATH' } | null,
 *   electron: string | null, browser: string | null, display: boolean, xvfb: string | null,
 * }} Machine
 */

/** @param {NodeJS.ProcessEnv} environment */
const browserPlaces = (environment) => {
  if (process.platform === 'win32') {
    const bases = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .map((name) => environment[name])
      .filter((base) => base !== undefined);
    const files = ['Google/Chrome/Application/chrome.exe', 'Chromium/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];
    return files.flatMap((file) => bases.map((base) => join(base, file)));
  }
  if (process.platform === 'darwin')
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  return [];
};

/**
 * @param {string | null} chosen by the person
 * @param {NodeJS.ProcessEnv} environment
 */
export const findBrowser = (chosen, environment = process.env) => {
  if (chosen !== null) return isProgram(chosen) ? chosen : null;
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge', 'chrome', 'msedge'];
  for (const place of browserPlaces(environment)) if (isProgram(place)) return place;
  for (const name of names) {
    const found = findOnPath(name, environment);
    if (found !== null) return found;
  }
  return null;
};

/** @param {string} root */
export const findElectron = (root) => {
  const folder = join(root, 'node_modules/electron');
  try {
    const file = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    return isProgram(file) ? file : null;
  } catch {
    return null;
  }
};

/** @param {string} root */
export const findFfmpeg = (root) => {
  try {
    const require = createRequire(join(root, 'package.json'));
    const packaged = join(dirname(require.resolve('ffmpeg-static/package.json')), process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg');
    if (isProgram(packaged)) return { path: packaged, origin: /** @type {const} */ ('ffmpeg-static') };
  } catch {
    // npm leaves the optional package out where its download site is not reached
  }
  const onPath = findOnPath('ffmpeg');
  return onPath === null ? null : { path: onPath, origin: /** @type {const} */ ('PATH') };
};

/**
 * @param {string} root
 * @param {string | null} chosenBrowser
 * @returns {Machine}
 */
export const inspectMachine = (root, chosenBrowser) => {
  const superuser = process.getuid?.() === 0;
  return {
    platform: process.platform,
    superuser,
    rootOnDebian: superuser && existsSync('/etc/debian_version') && findOnPath('apt-get') !== null,
    ffmpeg: findFfmpeg(root),
    electron: findElectron(root),
    browser: findBrowser(chosenBrowser),
    display:
      process.platform !== 'linux' ||
      [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some((name) => name !== undefined && name !== ''),
    xvfb: findOnPath('Xvfb'),
  };
};
