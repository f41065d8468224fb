/**
 * Composition root: builds the program in dependency order over whatever host runs it; the parts are in `app/`.
 *
 * Exit codes are in `launch-options.ts`. Nothing here decides anything; a line that needs a test
 * belongs into a service.
 */
import { randomBytes } from 'node:crypto';
import packageJson from '../package.json' with { type: 'json' };
import { connect, exposeContract } from './app/connections.ts';
import { writeDiagnostics } from './app/diagnostics.ts';
import { endOnce, watchFailures } from './app/ending.ts';
import { followMembership } from './app/joining.ts';
import { applyLaunch, startRuns } from './app/launch.ts';
import { openScreens } from './app/screens.ts';
import { buildServices } from './app/services.ts';
import { systemClock } from './base/clock.ts';
import { DisposableStore } from './base/disposable.ts';
import type { ProgramLog } from './base/program-log.ts';
import type { Host } from './hosts/host.ts';
import { exitCodes, type LaunchOptions } from './launch-options.ts';
import { openStorage } from './services/storage.ts';

const clock = systemClock;
const BACKUP_PERIOD_MS = 3_600_000;

/** Resolves once the window is open; the program then ends through `host.quit`. Rejects when it cannot start. */
export async function runApp(host: Host, launch: LaunchOptions, programLog: ProgramLog): Promise<void> {
  const owned = new DisposableStore();
  const { log } = programLog;
  owned.add(programLog.openIn(host.paths.logs));
  log.info('starting', { version: packageJson.version, host: host.kind, platform: process.platform });
  const storage = await openStorage({
    directory: host.paths.userData,
    databaseWorker: besideUs('./cache/worker.ts', './database-worker.js'),
    configurationWorker: besideUs('./cache/config/worker.ts', './config-worker.js'),
    keystore: host.secrets,
    random: randomBytes,
    log: log.child({ part: 'storage' }),
  });
  const services = await buildServices(host, storage, programLog, clock);
  const server = exposeContract(host, services, clock, log);
  const endAll = endOnce(owned, services, storage, log);
  const quit = async (exitCode: number): Promise<void> => {
    log.info('ending', { exitCode });
    await endAll();
    await host.quit(exitCode);
  };
  if (launch.diagnostics !== null) {
    await writeDiagnostics(services, launch.diagnostics, print, quit);
    return;
  }
  connect(host, services, owned, clock);
  owned.add(clock.every(BACKUP_PERIOD_MS, () => void storage.database.backUp().catch(() => undefined)));
  // A window closed before its proof is a smoke run that failed.
  owned.add(host.onQuitRequested(() => void quit(launch.smoke === null ? exitCodes.done : exitCodes.notLive)));
  owned.add(watchFailures(log, () => void quit(exitCodes.failed)));
  services.media.start();
  void services.ffmpeg.refresh(services.settings.current().ffmpegPath);
  try {
    await followMembership(services, storage, owned, log);
    await applyLaunch(services, launch, print);
    const window = await openScreens(
      { host, services, server, log, owned },
      { fullscreen: launch.fullscreen, walls: launch.walls, kiosk: launch.kiosk, remember: launch.smoke === null },
    );
    log.info('window open', { host: host.kind, version: host.version });
    owned.add(host.blockDisplaySleep());
    startRuns({ host, services, window, clock, log, owned, print, quit }, launch);
  } catch (failure) {
    log.error('cannot start', { failure });
    await endAll();
    throw failure;
  }
}

/** A worker's file, run from source or built. */
const besideUs = (source: string, built: string): URL => new URL(import.meta.url.endsWith('.ts') ? source : built, import.meta.url);

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
