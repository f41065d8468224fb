/** Entry for machines without Electron: the same program in an installed Chromium-based browser. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { VmsError } from '../src-contract/errors.ts';
import { runApp } from './app.ts';
import { systemClock } from './base/clock.ts';
import { createLog } from './base/log.ts';
import { findBrowser } from './hosts/chromium/find-browser.ts';
import { startChromiumHost } from './hosts/chromium/chromium-host.ts';
import { defaultUserData } from './hosts/chromium/user-data.ts';
import { takeDeepLink } from './hosts/deep-link.ts';
import { entryPlaces } from './hosts/entry-places.ts';
import { exitCodes, parseLaunchOptions, type LaunchOptions } from './launch-options.ts';

const log = createLog(
  (line) => process.stderr.write(`${line}\n`),
  () => new Date(),
);

async function start(launch: LaunchOptions, deepLink: string | null): Promise<void> {
  const { platform, env } = process;
  const withoutSandbox = platform === 'linux' && process.getuid?.() === 0;
  if (withoutSandbox) log.warn('running as root: the browser runs without its sandbox');
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) throw new VmsError('unavailable', 'no-display');
  const started = await startChromiumHost({
    ...entryPlaces(import.meta.filename),
    executable: findBrowser({ platform, chosen: launch.browser, environment: env, exists: existsSync }),
    userData: launch.profile === null ? defaultUserData(platform, env, homedir()) : resolve(launch.profile),
    deepLink,
    debugPort: launch.debugPort,
    withoutSandbox,
    clock: systemClock,
    log,
  });
  if (started.kind === 'host') await runApp(started.host, launch);
  else log.info('the program already runs on this data directory; it was asked to show itself');
}

const { deepLink, rest } = takeDeepLink(process.argv.slice(2));
const parsed = parseLaunchOptions(rest);
if (parsed.kind === 'usage') {
  process.stderr.write(`${parsed.text}\n`);
  process.exitCode = exitCodes.usage;
} else {
  start(parsed.options, deepLink).catch((failure: unknown) => {
    const reason = failure instanceof VmsError ? { key: failure.key, ...failure.details } : {};
    log.error('the program could not start', { ...reason, failure });
    process.exit(exitCodes.cannotStart);
  });
}
