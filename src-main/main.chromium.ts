/** Entry for machines without Electron: the same program in an installed Chromium-based browser. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import en from '../resources/locales/en.json' with { type: 'json' };
import vi from '../resources/locales/vi.json' with { type: 'json' };
import { VmsError } from '../src-contract/errors.ts';
import { runApp } from './app.ts';
import { systemClock } from './base/clock.ts';
import { createProgramLog } from './base/program-log.ts';
import { findBrowser } from './hosts/chromium/find-browser.ts';
import { startChromiumHost } from './hosts/chromium/chromium-host.ts';
import { defaultUserData } from './hosts/chromium/user-data.ts';
import { takeDeepLink } from './hosts/deep-link.ts';
import { entryPlaces } from './hosts/entry-places.ts';
import { exitCodes, parseLaunchOptions, type LaunchOptions } from './launch-options.ts';
import { startFailureText } from './services/start-failure.ts';

const programLog = createProgramLog(() => new Date());
let logs: string | null = null;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function start(launch: LaunchOptions, deepLink: string | null): Promise<void> {
  const { platform, env } = process;
  const withoutSandbox = platform === 'linux' && process.getuid?.() === 0;
  if (withoutSandbox) say('note: running as root, Chromium runs without its sandbox');
  if (launch.diagnostics === null && platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY'])
    throw new VmsError('unavailable', 'no-display');
  const started = await startChromiumHost({
    ...entryPlaces(import.meta.filename),
    executable: findBrowser({ platform, chosen: launch.browser, environment: env, exists: existsSync }),
    userData: launch.profile === null ? defaultUserData(platform, env, homedir()) : resolve(launch.profile),
    deepLink,
    debugPort: launch.debugPort,
    withoutSandbox,
    windows: launch.diagnostics === null,
    clock: systemClock,
    log: programLog.log,
  });
  if (started.kind === 'second-start') {
    say('note: the program already runs on this data directory; it was asked to show itself');
    if (launch.diagnostics !== null) {
      say('the diagnostics file was not written: export it in the running program, under Settings, About');
      process.exitCode = exitCodes.cannotStart;
    }
    return;
  }
  logs = started.host.paths.logs;
  await runApp(started.host, launch, programLog);
}

const { deepLink, rest } = takeDeepLink(process.argv.slice(2));
const parsed = parseLaunchOptions(rest);
if (parsed.kind === 'usage') {
  say(parsed.text);
  process.exitCode = exitCodes.usage;
} else {
  start(parsed.options, deepLink).catch((failure: unknown) => {
    say(startFailureText(failure, parsed.options.language === 'en' ? en : vi, logs));
    process.exit(exitCodes.cannotStart);
  });
}
