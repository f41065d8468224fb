// Builds the program when its sources are newer than the last build.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildFailed } from '../problems.mjs';
import { runToEnd } from '../processes.mjs';

const SOURCES = [
  'src-contract',
  'src-main',
  'src-preload',
  'src-renderer',
  'resources',
  'electron.config.ts',
  'package.json',
  'package-lock.json',
];
const RESULTS = ['out/main/main.electron.js', 'out/main/main.chromium.js', 'out/renderer/index.html'];

/**
 * @param {string} path
 * @returns {string[]} one line per file below
 */
const listing = (path) => {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts === undefined) return [];
  if (!facts.isDirectory()) return [`${path} ${String(facts.size)} ${String(facts.mtimeMs)}`];
  return readdirSync(path)
    .sort()
    .flatMap((name) => listing(join(path, name)));
};

/**
 * Names, sizes and times of everything that goes into the build.
 * @param {string} root
 */
export const sourceFingerprint = (root) =>
  createHash('sha256')
    .update(SOURCES.flatMap((source) => listing(join(root, source))).join('\n'))
    .digest('hex');

/**
 * @param {import('../context.mjs').Context} context
 * @param {string} node
 */
export const ensureBuild = async ({ root, cache, reporter, owned }, node) => {
  const stamp = join(cache, 'build.json');
  const fingerprint = sourceFingerprint(root);
  const built = existsSync(stamp) ? readFileSync(stamp, 'utf8') : null;
  if (built === fingerprint && RESULTS.every((file) => existsSync(join(root, file)))) {
    reporter.done('Build', 'nothing changed since the last one');
    return;
  }
  rmSync(stamp, { force: true });
  await reporter.run('Build', built === null ? 'not built yet' : 'sources have changed', async ({ note }) => {
    const { code, output } = await buildOnce(root, node, owned, note);
    if (code !== 0) throw buildFailed(output);
  });
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, fingerprint);
};

/**
 * @param {string} root
 * @param {string} node
 * @param {import('../processes.mjs').Owned} owned
 * @param {(line: string) => void} note
 */
const buildOnce = (root, node, owned, note) =>
  runToEnd(
    node,
    [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--config', 'electron.config.ts', '--ignoreConfigWarning'],
    {
      cwd: root,
      owned,
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
      onLine: (line) => {
        if (/^(building|vite v|✓)/.test(line)) note(line.slice(0, 60));
      },
    },
  );
