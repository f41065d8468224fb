// `npm test`: set-up, every check, every test, one line at the end.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runProgram } from './context.mjs';
import { inspectMachine } from './machine.mjs';
import { parseTest, PHASES, testHelp } from './options.mjs';
import { planTests } from './plan.mjs';
import { describeFailure } from './problems.mjs';
import { startOwned, whenEnded } from './processes.mjs';
import { seconds } from './progress.mjs';
import { ensureBuild } from './steps/build.mjs';
import { installDebianPackages, missingDebianPackages } from './steps/debian-packages.mjs';
import { ensureDependencies } from './steps/dependencies.mjs';
import { startVirtualDisplay } from './steps/display.mjs';
import { tryElectron } from './steps/electron.mjs';
import { ensureLabClips, findLab } from './steps/lab-clips.mjs';
import {
  countReport,
  failureLine,
  failuresOf,
  filesToTryAgain,
  noLonger,
  sumCounts,
  summaryLine,
  withSecondTry,
} from './vitest-report.mjs';

/**
 * @typedef {import('./context.mjs').Context} Context
 * @typedef {import('./options.mjs').Phase} Phase
 * @typedef {import('./options.mjs').TestOptions} TestOptions
 * @typedef {import('./vitest-report.mjs').Counts} Counts
 * @typedef {import('./vitest-report.mjs').VitestReport} VitestReport
 * @typedef {{
 *   context: Context, node: string, env: NodeJS.ProcessEnv, gaps: readonly string[], files: readonly string[],
 *   failed: string[],
 * }} Run `failed`: one line a test, filled as the phases end
 * @typedef {{ report: VitestReport | null, code: number }} VitestRun
 */

/** @param {readonly string[]} argv */
export const runTests = (argv) => {
  const options = parseTest(argv);
  if (options.kind === 'help') {
    process.stdout.write(`${testHelp}\n`);
    return Promise.resolve();
  }
  if (options.kind === 'wrong') {
    process.stderr.write(`✗ ${options.message}\n\n${testHelp}\n`);
    process.exitCode = 2;
    return Promise.resolve();
  }
  return runProgram((context) => test(context, options));
};

/** Phases that start programs, cameras or browsers. */
const REAL = /** @type {readonly Phase[]} */ (['integration', 'hosts', 'e2e']);
/** Files that are tried again; where more have failed, the fault is not by chance (docs/decisions/0012). */
const MOST_SECOND_TRIES = 5;
const STATIC = /** @type {const} */ ({
  format: ['Formatting', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.', '!tests/fixtures/**']],
  lint: [
    'Lint and import arrows',
    // Types of the whole project at once do not fit into what Node takes by itself.
    [
      '--max-old-space-size=8192',
      'node_modules/eslint/bin/eslint.js',
      '--config',
      'build/lint/eslint.config.js',
      '--max-warnings',
      '0',
      '.',
    ],
  ],
  types: ['Types', ['build/types.ts']],
});

/**
 * The last line is the summary whatever happens: a set-up that fails is a failed test.
 * @param {Context} context
 * @param {TestOptions} options
 */
const test = async (context, options) => {
  /** @type {[string, Counts][]} */
  const results = [];
  /** @type {string[]} */
  const failed = [];
  try {
    await runPhases(context, options, results, failed);
  } catch (failure) {
    context.reporter.say(describeFailure(failure, context.root));
    results.push(['set-up', asCounts(false)]);
  }
  await context.owned.endAll();
  context.reporter.say('');
  for (const line of failed) context.reporter.say(`✗ ${line}`);
  for (const [phase, counts] of results) context.reporter.say(`  ${phase.padEnd(12)} ${summaryLine(counts)}`);
  const sum = sumCounts(results.map(([, counts]) => counts));
  context.reporter.say(summaryLine(sum));
  return sum.failed === 0 ? 0 : 1;
};

/**
 * @param {Context} context
 * @param {TestOptions} options
 * @param {[string, Counts][]} results filled as the phases end
 * @param {string[]} failed filled likewise
 */
const runPhases = async (context, options, results, failed) => {
  const node = await ensureDependencies(context);
  const real = options.phases.some((phase) => REAL.includes(phase));
  const { env, gaps } = real ? await prepare(context, node) : { env: process.env, gaps: [] };
  for (const gap of gaps) context.reporter.say(`! ${gap} will be skipped`);
  const run = { context, node, env, gaps, files: options.files, failed };
  let built = true;
  for (const phase of PHASES) {
    const wanted = options.phases.includes(phase) || (phase === 'build' && real);
    if (!wanted) continue;
    if (REAL.includes(phase) && !built) context.reporter.say(`\n── Tests: ${phase}: not run, the build failed`);
    /** @type {Counts} */
    const counts = REAL.includes(phase) && !built ? asCounts(false) : await runPhase(run, phase);
    if (phase === 'build') built = counts.failed === 0;
    results.push([phase, counts]);
  }
};

/**
 * What the tests of real programs need: tools, a display, clips.
 * @param {Context} context
 * @param {string} node
 */
const prepare = async (context, node) => {
  const { root, reporter } = context;
  const browser = process.env['VMS_BROWSER'] ?? null;
  const lab = findLab(root);
  await installDebianPackages(context, planTests(inspectMachine(root, browser), lab !== null, missingDebianPackages).debianPackages);
  await tryElectron(context, node, inspectMachine(root, browser), null);
  const machine = inspectMachine(root, browser);
  const { gaps } = planTests(machine, lab !== null, () => []);
  const display = !machine.display && machine.xvfb !== null ? await startVirtualDisplay(context) : null;
  if (display !== null) reporter.done('Display', `there is none here, tests use a virtual one (${display})`);
  const clips = lab === null || machine.ffmpeg === null ? null : await ensureLabClips(context, lab);
  const env = {
    ...process.env,
    ...(display === null ? {} : { DISPLAY: display }),
    ...(lab === null || clips === null ? {} : { VMS_LAB_DIR: lab, VMS_LAB_CLIPS: clips }),
  };
  return { env, gaps };
};

/**
 * @param {Run} run
 * @param {Phase} phase
 * @returns {Promise<Counts>}
 */
const runPhase = async (run, phase) => {
  const { reporter } = run.context;
  const started = performance.now();
  const title =
    phase === 'format' || phase === 'lint' || phase === 'types' ? STATIC[phase][0] : phase === 'build' ? 'Build' : `Tests: ${phase}`;
  reporter.say(`\n── ${title}`);
  const counts = await countsOf(run, phase);
  reporter.say(`── ${title}: ${summaryLine(counts)} (${seconds(performance.now() - started)})`);
  return counts;
};

/**
 * @param {Run} run
 * @param {Phase} phase
 * @returns {Promise<Counts>}
 */
const countsOf = async (run, phase) => {
  if (phase === 'format' || phase === 'lint' || phase === 'types') return asCounts((await runScript(run, STATIC[phase][1])) === 0);
  if (phase === 'build') return buildCounts(run);
  const first = await runVitest(run, phase, run.files);
  const again = REAL.includes(phase) ? filesToTryAgain(first.report, MOST_SECOND_TRIES) : [];
  const { report, code } = again.length === 0 ? first : await tryAgain(run, phase, first, again);
  run.failed.push(...failuresOf(report).map((failure) => `${phase}: ${failureLine(failure)}`));
  return countReport(report, code, run.gaps.length > 0 && REAL.includes(phase));
};

/**
 * Whole files, for tests of one file may build on one another, each in a process that knows nothing of the first try.
 * @param {Run} run
 * @param {Phase} phase
 * @param {VitestRun} first
 * @param {readonly string[]} files
 * @returns {Promise<VitestRun>}
 */
const tryAgain = async (run, phase, first, files) => {
  const { reporter, root } = run.context;
  const before = failuresOf(first.report);
  for (const failure of before) reporter.say(`! failed on its first try: ${failureLine(failure)}`);
  const named = files.map((file) => relative(root, file));
  const second = await runVitest(run, phase, named);
  const report = withSecondTry(first.report, second.report);
  for (const failure of noLonger(before, failuresOf(report))) reporter.say(`! passed only on its second try: ${failureLine(failure)}`);
  return { report, code: second.code };
};

/**
 * @param {Run} run
 * @param {Phase} phase
 * @param {readonly string[]} files
 * @returns {Promise<VitestRun>}
 */
const runVitest = async (run, phase, files) => {
  const written = join(run.context.cache, `report-${phase}.json`);
  mkdirSync(run.context.cache, { recursive: true });
  rmSync(written, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${written}`];
  const runner = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/vitest.config.ts', '--project', phase];
  const code = await runScript(run, [...runner, ...reporters, ...files]);
  return { report: readReport(written), code };
};

/** @param {boolean} good */
const asCounts = (good) => ({ passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 });

/**
 * @param {Run} run
 * @returns {Promise<Counts>}
 */
const buildCounts = async ({ context, node }) => {
  try {
    await ensureBuild(context, node);
    return asCounts(true);
  } catch (failure) {
    context.reporter.say(failure instanceof Error && 'reason' in failure ? String(failure.reason) : String(failure));
    return asCounts(false);
  }
};

/**
 * @param {Run} run
 * @param {readonly string[]} arguments_
 * @returns {Promise<number>}
 */
const runScript = async ({ context: { root, owned }, node, env }, arguments_) => {
  const child = startOwned(owned, node, arguments_, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  return (await whenEnded(child)) ?? -1;
};

/** @param {string} file */
const readReport = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
};
