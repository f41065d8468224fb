/** Entry under Electron. */
import { resolve } from 'node:path';
import en from '../resources/locales/en.json' with { type: 'json' };
import vi from '../resources/locales/vi.json' with { type: 'json' };
import { runApp } from './app.ts';
import { systemClock } from './base/clock.ts';
import { createProgramLog } from './base/program-log.ts';
import { takeDeepLink } from './hosts/deep-link.ts';
import { electronArguments, startElectronHost } from './hosts/electron/start.ts';
import { entryPlaces } from './hosts/entry-places.ts';
import { exitCodes, parseLaunchOptions, type LaunchOptions } from './launch-options.ts';
import { startFailureText } from './services/start-failure.ts';

const programLog = createProgramLog(() => new Date());
let logs: string | null = null;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function start(launch: LaunchOptions, deepLink: string | null): Promise<void> {
  const started = await startElectronHost({
    ...entryPlaces(import.meta.filename),
    userData: launch.profile === null ? null : resolve(launch.profile),
    deepLink,
    clock: systemClock,
    log: programLog.log,
  });
  if (started.kind === 'second-start') {
    say('note: the program already runs on this data directory; it was asked to show itself');
    process.exit(exitCodes.done);
  }
  logs = started.host.paths.logs;
  await runApp(started.host, launch, programLog);
}

const { deepLink, rest } = takeDeepLink(electronArguments(process.argv));
const parsed = parseLaunchOptions(rest);
if (parsed.kind === 'usage') {
  say(parsed.text);
  process.exit(exitCodes.usage);
} else {
  start(parsed.options, deepLink).catch((failure: unknown) => {
    say(startFailureText(failure, parsed.options.language === 'en' ? en : vi, logs));
    process.exit(exitCodes.cannotStart);
  });
}
