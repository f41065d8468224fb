// The Electron runtime is fetched from its own download site, which closed networks do not reach: try once a day, never wait long.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { shouldFetchElectron } from '../plan.mjs';
import { runToEnd } from '../processes.mjs';

const REACH_MS = 4000;
const FETCH_MS = 240_000;

/** @param {string} file */
const readFailure = (file) => {
  try {
    const { at } = JSON.parse(readFileSync(file, 'utf8'));
    return typeof at === 'number' ? at : null;
  } catch {
    return null;
  }
};

/** A proxy or a mirror is Electron's installer's business; only a plain network can be probed from here. */
const siteAnswers = async () => {
  const { env } = process;
  if (['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'HTTPS_PROXY', 'https_proxy'].some((name) => env[name] !== undefined)) return true;
  try {
    await fetch('https://github.com/electron/electron/releases', {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(REACH_MS),
    });
    return true;
  } catch {
    return false;
  }
};

/**
 * @param {import('../context.mjs').Context} context
 * @param {string} node
 * @param {import('../progress.mjs').Step} step
 */
const fetchElectron = async ({ root, owned }, node, step) => {
  if (!(await siteAnswers())) {
    step.note('its download site does not answer');
    return false;
  }
  const { code, output } = await runToEnd(node, [join(root, 'node_modules/electron/install.js')], {
    cwd: root,
    owned,
    timeoutMs: FETCH_MS,
  });
  if (code === 0) return true;
  step.note(
    output
      .split('\n')
      .find((line) => /error/i.test(line))
      ?.slice(0, 100) ?? 'the download failed',
  );
  return false;
};

/**
 * @param {import('../context.mjs').Context} context
 * @param {string} node
 * @param {Pick<import('../machine.mjs').Machine, 'electron'>} machine
 * @param {'electron' | 'chromium' | null} host
 */
export const tryElectron = async (context, node, machine, host) => {
  const file = join(context.cache, 'electron-download.json');
  if (!shouldFetchElectron(machine, host, readFailure(file), Date.now())) return;
  await context.reporter.run('Electron runtime', 'not here yet, trying its download site (about 120 MB)', async (step) => {
    if (await fetchElectron(context, node, step)) return true;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ at: Date.now() }));
    return false;
  });
};
