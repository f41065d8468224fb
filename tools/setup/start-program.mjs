// `npm start` from the first check to the client's last exit code.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runProgram } from './context.mjs';
import { inspectMachine } from './machine.mjs';
import { MAIN_NODE_OPTIONS } from './main-options.mjs';
import { parseStart, startHelp } from './options.mjs';
import { planStart } from './plan.mjs';
import { SetupFailure } from './problems.mjs';
import { startOwned, whenEnded } from './processes.mjs';
import { ensureBuild } from './steps/build.mjs';
import { installDebianPackages } from './steps/debian-packages.mjs';
import { ensureDependencies } from './steps/dependencies.mjs';
import { startVirtualDisplay } from './steps/display.mjs';
import { tryElectron } from './steps/electron.mjs';
import { startProvince } from './steps/province.mjs';
import { startSimulator } from './steps/simulator.mjs';

/**
 * @typedef {import('./context.mjs').Context} Context
 * @typedef {import('./options.mjs').StartOptions} StartOptions
 * @typedef {{ data: string, slip: string, signIn: string }} ProvincePlaces what the demo province keeps, and how a client joins it and signs in
 * @typedef {{ profile: string, temporary: boolean, province: ProvincePlaces | null, picture: string }} Places
 */

/** @param {readonly string[]} argv */
export const runStart = (argv) => {
  const options = parseStart(argv);
  if (options.kind === 'help') {
    process.stdout.write(`${startHelp}\n`);
    return Promise.resolve();
  }
  if (options.kind === 'wrong') {
    process.stderr.write(`✗ ${options.message}\n\n${startHelp}\n`);
    process.exitCode = 2;
    return Promise.resolve();
  }
  return runProgram((context) => start(context, options));
};

/**
 * @param {Context} context
 * @param {StartOptions} options
 */
const start = async (context, options) => {
  const node = await ensureDependencies(context);
  const chosenBrowser = options.browser ?? process.env['VMS_BROWSER'] ?? null;
  await tryElectron(context, node, inspectMachine(context.root, chosenBrowser), options.host);
  const plan = await settle(context, options, chosenBrowser);
  await ensureBuild(context, node);
  const display = plan.virtualDisplay ? await startVirtualDisplay(context) : null;
  if (display !== null) context.reporter.done('Display', `there is none here, so the client runs on a virtual one (${display})`);

  const places = findPlaces(context, options);
  try {
    if (places.province !== null) await startDemo(context, node, options.cameras, places.province);
    return await runClient(context, { node, plan, options, places, display });
  } finally {
    await context.owned.endAll();
    if (places.temporary) rmSync(places.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
};

/**
 * @param {Context} context
 * @param {string} node
 * @param {number} cameras
 * @param {ProvincePlaces} places
 */
const startDemo = async (context, node, cameras, places) => {
  const ports = await startSimulator(context, node, cameras);
  await startProvince(context, node, { ...places, ...ports, cameras });
};

/**
 * Looks at the machine, gets what is missing and can be got, and says what is used.
 * @param {Context} context
 * @param {StartOptions} options
 * @param {string | null} chosenBrowser
 */
const settle = async (context, options, chosenBrowser) => {
  const { root, reporter } = context;
  const wish = { host: options.host, needsFfmpeg: options.profile === null, browser: chosenBrowser };
  const before = planStart(inspectMachine(root, chosenBrowser), wish);
  await installDebianPackages(context, before.debianPackages);
  const machine = inspectMachine(root, chosenBrowser);
  const plan = planStart(machine, wish);
  for (const warning of plan.warnings) reporter.say(`! ${warning}`);
  if (machine.ffmpeg !== null) reporter.done('FFmpeg', `${machine.ffmpeg.path} (${machine.ffmpeg.origin})`);
  const program = plan.host === 'electron' ? machine.electron : machine.browser;
  reporter.done(`Host ${plan.host}`, `${plan.hostReason}: ${program ?? ''}`);
  return { ...plan, electron: machine.electron, browser: machine.browser, superuser: machine.superuser };
};

/**
 * @param {Context} context
 * @param {StartOptions} options
 * @returns {Places}
 */
const findPlaces = ({ cache }, options) => {
  const demo = join(cache, 'demo');
  mkdirSync(demo, { recursive: true });
  const picture =
    options.screenshot ?? (options.smoke?.json == null ? join(demo, 'wall.png') : `${options.smoke.json.replace(/\.json$/i, '')}.png`);
  if (options.profile !== null) {
    mkdirSync(options.profile, { recursive: true });
    return { profile: resolve(options.profile), temporary: false, province: null, picture: resolve(picture) };
  }
  if (options.smoke !== null) {
    const profile = mkdtempSync(join(tmpdir(), 'thai-nguyen-vms-'));
    return { profile, temporary: true, province: provincePlaces(join(profile, 'province')), picture: resolve(picture) };
  }
  return { profile: join(demo, 'profile'), temporary: false, province: provincePlaces(join(demo, 'province')), picture: resolve(picture) };
};

/**
 * @param {string} data
 * @returns {ProvincePlaces}
 */
const provincePlaces = (data) => ({ data, slip: join(data, 'demo.vmsslip'), signIn: join(data, 'sign-in.json') });

/**
 * The client's own options. Pure.
 * @param {StartOptions} options
 * @param {Places} places
 * @param {boolean} noDisplay nobody looks at a window: show the work as text and as a picture
 * @returns {string[]}
 */
export const clientArguments = (options, places, noDisplay) => {
  const wall = options.smoke?.tiles ?? options.wall ?? (places.province === null ? null : Math.min(16, options.cameras));
  /** @type {[string, string | null | undefined][]} */
  const values = [
    ['--profile', places.profile],
    ['--enrol', options.enrol === null ? places.province?.slip : resolve(options.enrol)],
    ['--sign-in-file', places.province?.signIn],
    ['--wall', wall === null ? null : String(wall)],
    ['--tiles', options.smoke === null ? null : String(options.smoke.tiles)],
    ['--json', options.smoke?.json == null ? null : resolve(options.smoke.json)],
    ['--screenshot', noDisplay || options.smoke !== null || options.screenshot !== null ? places.picture : null],
    ['--language', options.language],
  ];
  const switches = [
    ...(options.smoke === null ? [] : ['--smoke']),
    ...(options.progress || noDisplay ? ['--progress'] : []),
    ...(options.fullscreen ? ['--fullscreen'] : []),
  ];
  return [...switches, ...values.flatMap(([name, value]) => (value === null || value === undefined ? [] : [name, value]))];
};

/**
 * @param {Context} context
 * @param {{
 *   node: string, plan: Awaited<ReturnType<typeof settle>>, options: StartOptions, places: Places, display: string | null,
 * }} parts
 */
const runClient = async ({ root, reporter, owned }, { node, plan, options, places, display }) => {
  const own = clientArguments(options, places, display !== null);
  // Chromium's sandbox refuses to run for the superuser; only a container or a build machine is in that place.
  const electronOptions = plan.superuser ? ['--no-sandbox', root] : [root];
  const browser = plan.browser === null ? [] : ['--browser', plan.browser];
  const [program, arguments_] =
    plan.host === 'electron' && plan.electron !== null
      ? [plan.electron, [...electronOptions, ...own]]
      : [node, [...MAIN_NODE_OPTIONS, join(root, 'out/main/main.chromium.js'), ...own, ...browser]];
  reporter.done('Client', `starting, everything it stores is in ${places.profile}`);
  const env = { ...process.env, ...(display === null ? {} : { DISPLAY: display }) };
  const code = await whenEnded(startOwned(owned, program, arguments_, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] }));
  if (code === null) throw new SetupFailure('The client was ended by a signal.', 'somebody or the system ended it.', 'start again.');
  if (existsSync(places.picture) && display !== null) reporter.say(`Picture of the wall: ${places.picture}`);
  return code;
};
