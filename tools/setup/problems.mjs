// Everything that can go wrong in set-up, as cause and way out. Pure: tests read every text without breaking a machine.

/** A failure a person can act on; anything else that is thrown is a bug of the set-up. */
export class SetupFailure extends Error {
  /**
   * @param {string} title what failed
   * @param {string} cause
   * @param {string} wayOut
   */
  constructor(title, cause, wayOut) {
    super(title);
    this.name = 'SetupFailure';
    this.reason = cause;
    this.wayOut = wayOut;
  }
}

/** @typedef {'linux' | 'darwin' | 'win32'} Platform */

/**
 * @param {NodeJS.Platform} platform
 * @param {Record<Platform, string>} texts
 */
const forPlatform = (platform, texts) => (platform === 'win32' || platform === 'darwin' ? texts[platform] : texts.linux);

/** @param {NodeJS.Platform} platform */
export const noFfmpeg = (platform) =>
  new SetupFailure(
    'FFmpeg was not found.',
    'the package ffmpeg-static brought no FFmpeg (its download site was not reached) and there is none on the PATH.',
    forPlatform(platform, {
      win32: 'run `winget install Gyan.FFmpeg`, open a new terminal and start again; or put ffmpeg.exe into a folder of the PATH.',
      darwin: 'run `brew install ffmpeg` and start again.',
      linux: 'install it (Debian, Ubuntu: `sudo apt-get install ffmpeg`; Fedora: `sudo dnf install ffmpeg`) and start again.',
    }),
  );

/** @param {NodeJS.Platform} platform */
export const noBrowser = (platform) =>
  new SetupFailure(
    'Neither Electron nor a Chromium browser was found.',
    'the Electron runtime could not be fetched from its download site, and no Chromium, Chrome or Edge is installed to stand in for it.',
    forPlatform(platform, {
      win32: 'install Microsoft Edge or Google Chrome, or name one with `npm start -- --browser "C:\\path\\to\\chrome.exe"`.',
      darwin: 'install Google Chrome, or name a browser with `npm start -- --browser /path/to/it`.',
      linux: 'install Chromium (Debian: `sudo apt-get install chromium`), or name a browser with `npm start -- --browser /path/to/it`.',
    }),
  );

/** @param {string} file */
export const browserMissing = (file) =>
  new SetupFailure(
    'The browser you named is not there.',
    `${file} is no program.`,
    'correct --browser or VMS_BROWSER, or leave it out to use an installed one.',
  );

export const noVirtualDisplay = () =>
  new SetupFailure(
    'There is no display.',
    'neither DISPLAY nor WAYLAND_DISPLAY is set, and Xvfb, which could stand in for a display, is not installed.',
    'start from a desktop session, or install Xvfb (Debian, Ubuntu: `sudo apt-get install xvfb`) and start again.',
  );

/** @param {string} detail */
export const displayFailed = (detail) =>
  new SetupFailure(
    'The virtual display did not start.',
    `Xvfb said: ${detail}`,
    'run `Xvfb :99` by hand to see why, or start from a desktop session.',
  );

export const noNpm = () =>
  new SetupFailure(
    'npm was not found.',
    'Node.js is here, but the npm that belongs to it is not.',
    'install Node.js from https://nodejs.org (it brings npm; on Debian also `apt-get install npm`) and start again.',
  );

/**
 * @param {number} freeBytes
 * @param {number} neededBytes
 * @param {string} folder
 */
export const diskFull = (freeBytes, neededBytes, folder) =>
  new SetupFailure(
    'The disk is full.',
    `${folder} has ${megabytes(freeBytes)} left; about ${megabytes(neededBytes)} are needed.`,
    'free some space or move the project to another disk, and start again.',
  );

/** @param {number} bytes */
const megabytes = (bytes) => `${String(Math.round(bytes / 1e6))} MB`;

/** [pattern in npm's output, cause, way out]: the first that matches explains a failed installation. */
/** @type {readonly (readonly [RegExp, string, string])[]} */
const npmCauses = [
  [/ENOSPC|no space left/i, 'the disk is full.', 'free some space (about 1.5 GB are needed) and start again.'],
  [
    /SELF_SIGNED_CERT|UNABLE_TO_(GET|VERIFY)|CERT_/i,
    'the registry answered with a certificate this machine does not trust; usually a proxy of your network.',
    'set `npm config set cafile PATH` to the certificate of your network and start again.',
  ],
  [
    /\bE?(401|403)\b.*(registry|GET)|E401|E403|ENEEDAUTH/i,
    'the package registry refused access.',
    'check the registry and its token (`npm config get registry`, `npm login`) and start again.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network (request|connectivity|timeout)/i,
    'the package registry could not be reached.',
    'check the network and `npm config get registry` (behind a proxy: `npm config set proxy http://HOST:PORT`) and start again.',
  ],
  [
    /EACCES|EPERM|EBUSY|operation not permitted|permission denied/i,
    'files of the project cannot be written, or another program holds them open.',
    'close editors and running copies of the program, check that the folder belongs to you, and start again.',
  ],
  [/EINTEGRITY/i, 'a downloaded package differs from the one package-lock.json names.', 'run `npm cache clean --force` and start again.'],
  [
    /can only install packages when your package\.json and package-lock\.json|EUSAGE/i,
    'package.json and package-lock.json do not belong together.',
    'run `git checkout package.json package-lock.json`, or `npm install --package-lock-only` if you changed package.json, and start again.',
  ],
];

/** @param {string} output what npm printed */
export const installFailed = (output) => {
  const tail = output.trim().split('\n').slice(-12).join('\n    ');
  const known = npmCauses.find(([pattern]) => pattern.test(output));
  return known === undefined
    ? new SetupFailure('The packages could not be installed.', `npm failed:\n    ${tail}`, 'run `npm ci` by hand to see the whole output.')
    : new SetupFailure('The packages could not be installed.', `${known[1]}\n    ${tail}`, known[2]);
};

/** @param {string} output */
export const noNode24 = (output) =>
  new SetupFailure(
    'Node 24 is missing in node_modules.',
    `the package \`node\` was installed without its binary${output === '' ? '' : ` (${output})`}; install scripts may be switched off.`,
    'run `npm config delete ignore-scripts`, delete the folder node_modules and start again.',
  );

/**
 * @param {readonly string[]} packages
 * @param {string} output
 */
export const aptFailed = (packages, output) =>
  new SetupFailure(
    `Debian packages could not be installed: ${packages.join(' ')}.`,
    output.trim().split('\n').slice(-4).join('\n    '),
    `run \`apt-get update && apt-get install ${packages.join(' ')}\` by hand to see why.`,
  );

/** @param {string} output */
export const buildFailed = (output) =>
  new SetupFailure(
    'The program could not be built.',
    output.trim().split('\n').slice(-25).join('\n    '),
    'if you changed nothing, delete the folders out and node_modules and start again; else `npm run types` names the place.',
  );

/** @param {string} output */
export const simulatorFailed = (output) =>
  new SetupFailure(
    'The simulated cameras did not start.',
    output.trim() === '' ? 'the simulator ended without a word.' : output.trim().split('\n').slice(-8).join('\n    '),
    'run `node tools/camera-sim/main.ts --port 0 --http-port 0 --cameras 1` by hand to see why.',
  );

/** @param {string} output */
export const provinceFailed = (output) =>
  new SetupFailure(
    'The demo province did not start.',
    output.trim() === '' ? 'its backend ended without a word.' : output.trim().split('\n').slice(-8).join('\n    '),
    'run `npm run backend` by hand to see why; deleting the folder .cache/demo begins the demo anew.',
  );

/**
 * Turns whatever was thrown into lines for a person. A file-system error is the machine's, not a bug.
 * @param {unknown} failure
 * @param {string} folder the project's
 * @returns {string}
 */
export const describeFailure = (failure, folder) => {
  if (failure instanceof SetupFailure) return `✗ ${failure.message}\n  Cause: ${failure.reason}\n  Way out: ${failure.wayOut}`;
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : '';
  if (code === 'ENOSPC') return describeFailure(diskFull(0, 1.5e9, folder), folder);
  const text = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    const wayOut = 'check that the project folder belongs to you and is not read-only, and start again.';
    return describeFailure(new SetupFailure('A file could not be written.', text.split('\n')[0] ?? code, wayOut), folder);
  }
  return `✗ Set-up met something it does not know.\n  Cause: ${text}\n  Way out: please report this text.`;
};
