/** Entry under Electron. */
import { resolve } from 'node:path';
import { VmsError } from '../src-contract/errors.ts';
import { runApp } from './app.ts';
import { systemClock } from './base/clock.ts';
import { createLog } from './base/log.ts';
import { takeDeepLink } from './hosts/deep-link.ts';
import { electronArguments, startElectronHost } from './hosts/electron/start.ts';
import { entryPlaces } from './hosts/entry-places.ts';
import { exitCodes, parseLaunchOptions, type LaunchOptions } from './launch-options.ts';

const log = createLog(
  (line) => process.stderr.write(`${line}\n`),
  () => new Date(),
);

async function start(launch: LaunchOptions, deepLink: string | null): Promise<void> {
  const started = await startElectronHost({
    ...entryPlaces(import.meta.filename),
    userData: launch.profile === null ? null : resolve(launch.profile),
    deepLink,
    clock: systemClock,
    log,
  });
  if (started.kind === 'host') return runApp(started.host, launch);
  log.info('the program already runs on this data directory; it was asked to show itself');
  process.exit(exitCodes.done);
}

const { deepLink, rest } = takeDeepLink(electronArguments(process.argv));
const parsed = parseLaunchOptions(rest);
if (parsed.kind === 'usage') {
  process.stderr.write(`${parsed.text}\n`);
  process.exit(exitCodes.usage);
} else {
  start(parsed.options, deepLink).catch((failure: unknown) => {
    const reason = failure instanceof VmsError ? { key: failure.key, ...failure.details } : {};
    log.error('the program could not start', { ...reason, failure });
    process.exit(exitCodes.cannotStart);
  });
}
