// Packages of package-lock.json, and the Node 24 among them that runs everything after.
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import * as files from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diskFull, installFailed, noNode24, noNpm } from '../problems.mjs';
import { findOnPath, runToEnd } from '../processes.mjs';

/**
 * @typedef {{ readonly version?: string, readonly optional?: boolean, readonly devOptional?: boolean }} LockedPackage
 * @typedef {{ readonly packages?: Record<string, LockedPackage> }} Lock
 * @typedef {import('../context.mjs').Context} Context
 */

const NEEDED_BYTES = 1.2e9;

/**
 * Compares what npm wrote down about node_modules with package-lock.json.
 * Optional packages of other platforms may be missing; npm decides that, not we.
 * @param {Lock} wanted
 * @param {Lock | null} installed `node_modules/.package-lock.json`, which npm writes last
 * @returns {string | null} what differs, or null
 */
export const dependenciesProblem = (wanted, installed) => {
  if (installed === null) return 'nothing is installed yet';
  for (const [path, { version, optional, devOptional }] of Object.entries(wanted.packages ?? {})) {
    if (path === '') continue;
    const there = installed.packages?.[path];
    const name = path.replace(/^.*node_modules\//, '');
    if (there === undefined && optional !== true && devOptional !== true) return `${name} is missing`;
    if (there !== undefined && there.version !== version)
      return `${name} is ${there.version ?? 'unknown'} instead of ${version ?? 'unknown'}`;
  }
  return null;
};

/**
 * @param {string} file
 * @returns {Lock | null}
 */
const readLock = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
};

/** @param {string} root */
export const node24 = (root) => join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** The script of the npm that belongs to this Node, so that no shell is needed on any system. */
const npmScript = () => {
  const given = process.env['npm_execpath'];
  if (given !== undefined && /npm-cli\.c?js$/.test(given) && existsSync(given)) return given;
  const beside = dirname(process.execPath);
  const onPath = findOnPath('npm');
  const places = [
    join(beside, 'node_modules/npm/bin/npm-cli.js'),
    join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
    ...(onPath === null ? [] : [realpathSync(onPath), join(dirname(onPath), 'node_modules/npm/bin/npm-cli.js')]),
  ];
  const found = places.find((place) => place.endsWith('.js') && existsSync(place));
  if (found === undefined) throw noNpm();
  return found;
};

/** @param {string} folder */
const freeBytes = async (folder) => {
  // Before Node 18.15 there is no statfs; npm then meets a full disk itself.
  if (!('statfs' in files)) return Number.POSITIVE_INFINITY;
  const { bavail, bsize } = await files.statfs(folder);
  return bavail * bsize;
};

/**
 * @param {Context} context
 * @param {string} why
 */
const install = async ({ root, reporter, owned }, why) => {
  const free = await freeBytes(root);
  if (free < NEEDED_BYTES) throw diskFull(free, NEEDED_BYTES, root);
  const npm = npmScript();
  await reporter.run('Packages', `${why}; npm ci fetches about 300 MB the first time`, async ({ note }) => {
    let fetched = 0;
    // The program's own Node cannot run its own replacement, on Windows its file is even locked.
    const node = process.execPath.startsWith(join(root, 'node_modules'))
      ? (findOnPath('node', outsideOf(root)) ?? process.execPath)
      : process.execPath;
    const { code, output } = await runToEnd(node, [npm, 'ci', '--no-audit', '--no-fund', '--loglevel=http'], {
      cwd: root,
      owned,
      onLine: (line) => {
        if (/npm http (fetch|cache)/.test(line)) note(`${String((fetched += 1))} packages`);
      },
    });
    if (code !== 0)
      throw installFailed(
        output
          .split('\n')
          .filter((line) => !/npm (http|warn|info)/i.test(line))
          .join('\n'),
      );
  });
};

/**
 * The environment as it is outside `npm run`, where node_modules/.bin does not come first.
 * @param {string} root
 */
const outsideOf = (root) => {
  const separator = process.platform === 'win32' ? ';' : ':';
  const path = (process.env['PATH'] ?? process.env['Path'] ?? '')
    .split(separator)
    .filter((entry) => !entry.startsWith(join(root, 'node_modules')));
  return { ...process.env, PATH: path.join(separator) };
};

/**
 * Installs what package-lock.json names if node_modules differs from it.
 * @param {Context} context
 * @returns {Promise<string>} the Node 24 to run everything with
 */
export const ensureDependencies = async (context) => {
  const { root, reporter, owned } = context;
  const wanted = readLock(join(root, 'package-lock.json')) ?? {};
  const problem = dependenciesProblem(wanted, readLock(join(root, 'node_modules/.package-lock.json')));
  if (problem !== null) await install(context, problem);
  const node = node24(root);
  if (!existsSync(node)) {
    // npm was told not to run install scripts; this one package cannot do without its own.
    const { output } = await runToEnd(process.execPath, [join(root, 'node_modules/node/installArchSpecificPackage.js')], {
      cwd: join(root, 'node_modules/node'),
      owned,
    });
    if (!existsSync(node)) throw noNode24(output);
  }
  if (problem === null) reporter.done('Packages', 'as package-lock.json names them');
  return node;
};
