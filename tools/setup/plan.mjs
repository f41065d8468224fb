// Decides from facts what a start needs. Pure.
import { browserMissing, noBrowser, noFfmpeg, noVirtualDisplay } from './problems.mjs';

/**
 * @typedef {import('./machine.mjs').Machine} Machine
 * @typedef {{
 *   readonly host: 'electron' | 'chromium' | null, readonly needsFfmpeg: boolean, readonly browser: string | null,
 * }} Wish `host` null: whatever is here; `browser`: as named by the person; `needsFfmpeg`: the demo's cameras cannot do without
 * @typedef {{
 *   readonly debianPackages: readonly string[], readonly host: 'electron' | 'chromium', readonly hostReason: string,
 *   readonly virtualDisplay: boolean, readonly warnings: readonly string[],
 * }} Plan
 */

/**
 * Whether to try fetching the Electron runtime: it is wanted, missing, and was not refused within a day.
 * @param {Pick<Machine, 'electron'>} machine
 * @param {Wish['host']} host
 * @param {number | null} lastFailureMs epoch
 * @param {number} nowMs epoch
 */
export const shouldFetchElectron = (machine, host, lastFailureMs, nowMs) =>
  machine.electron === null &&
  host !== 'chromium' &&
  (host === 'electron' || lastFailureMs === null || nowMs - lastFailureMs > 86_400_000 || lastFailureMs > nowMs);

/**
 * @param {Machine} machine
 * @param {Wish} wish
 * @returns {Plan}
 * @throws {import('./problems.mjs').SetupFailure} when something is missing that set-up cannot get
 */
export const planStart = (machine, wish) => {
  /** @type {string[]} */
  const debianPackages = [];
  /** @type {string[]} */
  const warnings = [];
  const host = machine.electron !== null && wish.host !== 'chromium' ? 'electron' : 'chromium';
  if (machine.ffmpeg === null) {
    if (machine.rootOnDebian) debianPackages.push('ffmpeg');
    else if (wish.needsFfmpeg) throw noFfmpeg(machine.platform);
    else warnings.push(`${noFfmpeg(machine.platform).message} The client opens, and shows pictures once you name one in its settings.`);
  }
  if (host === 'chromium' && machine.browser === null) {
    if (wish.browser !== null) throw browserMissing(wish.browser);
    if (!machine.rootOnDebian) throw noBrowser(machine.platform);
    debianPackages.push('chromium');
  }
  if (!machine.display && machine.xvfb === null) {
    if (!machine.rootOnDebian) throw noVirtualDisplay();
    debianPackages.push('xvfb');
  }
  return { debianPackages, host, hostReason: hostReason(machine, wish, host), virtualDisplay: !machine.display, warnings };
};

/**
 * @param {Machine} machine
 * @param {Wish} wish
 * @param {'electron' | 'chromium'} host
 */
const hostReason = (machine, wish, host) => {
  if (host === 'electron') return 'its runtime is here';
  if (wish.host === 'chromium') return 'as asked';
  return machine.electron === null ? 'the Electron runtime is not here, the same program runs in an installed browser' : 'as asked';
};

const GSTREAMER = ['base', 'good', 'bad', 'ugly'].map((set) => `gstreamer1.0-plugins-${set}`);

/** The second RTSP server and the wall to compare with: not ours, so that tests do not only understand us. */
export const LAB_PACKAGES = [
  'python3-gi',
  'gir1.2-gst-rtsp-server-1.0',
  ...GSTREAMER,
  'gstreamer1.0-libav',
  'gstreamer1.0-tools',
  'gstreamer1.0-x',
];

/**
 * The reference backend's second database, whose tests start a private cluster on loopback; the ledger's second verifier, and what
 * checks signatures without us; the hand that drags tiles with a real mouse.
 */
export const TEST_PACKAGES = ['postgresql', 'openssl', 'python3', 'xdotool'];

/**
 * @param {Machine} machine
 * @param {boolean} lab whether the lab's scripts are here
 * @param {(packages: readonly string[]) => readonly string[]} missingOf those that Debian says are not installed
 * @returns {{ readonly debianPackages: readonly string[], readonly gaps: readonly string[] }} `gaps`: what tests will skip for, in words
 */
export const planTests = (machine, lab, missingOf) => {
  const tools = /** @type {const} */ ([
    ['ffmpeg', machine.ffmpeg !== null, 'no FFmpeg: everything that plays pictures'],
    ['chromium', machine.browser !== null, 'no Chromium browser: hosts and e2e'],
    ['xvfb', machine.display || machine.xvfb !== null, 'no display and no Xvfb: hosts and e2e'],
  ]);
  const missing = tools.filter(([, here]) => !here);
  if (!machine.rootOnDebian) {
    const labGap = lab ? [] : ['no lab beside the project: tests against the GStreamer camera farm'];
    return { debianPackages: [], gaps: [...missing.map(([, , gap]) => gap), ...labGap] };
  }
  return {
    debianPackages: [...missing.map(([name]) => name), ...missingOf(lab ? [...TEST_PACKAGES, ...LAB_PACKAGES] : TEST_PACKAGES)],
    gaps: lab ? [] : ['no lab beside the project: tests against the GStreamer camera farm'],
  };
};
