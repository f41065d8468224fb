/**
 * Composition root: builds the program in dependency order over whatever host runs it.
 *
 * Exit codes are in `launch-options.ts`. Nothing here decides anything; a line that needs a test
 * belongs into a service.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import packageJson from '../package.json' with { type: 'json' };
import { channelOf, createNotifier, type Permission } from '../src-contract/ipc/builder.ts';
import { contract } from '../src-contract/ipc/schema.ts';
import type { Snapshot } from '../src-contract/ipc/app.ts';
import { VmsError } from '../src-contract/errors.ts';
import { writeFileAtomic } from './base/atomic-file.ts';
import { systemClock } from './base/clock.ts';
import { DisposableStore, toDisposable } from './base/disposable.ts';
import { createLog, type Log } from './base/log.ts';
import { openLogFile } from './base/log-file.ts';
import { bundledFfmpegPath } from './ffmpeg/bundled.ts';
import { endLeftovers } from './ffmpeg/end-leftovers.ts';
import { askBinary, probeFfmpeg } from './ffmpeg/probe.ts';
import { resolveFfmpeg, type ResolvedFfmpeg } from './ffmpeg/resolve.ts';
import type { Host, HostWindow, ServiceProcess } from './hosts/host.ts';
import { createContractServer, type ContractServer } from './ipc/contract-server.ts';
import { createHandlers } from './ipc/handlers.ts';
import { exitCodes, type LaunchOptions } from './launch-options.ts';
import { decide, localOperator } from './services/access.ts';
import { createBenchReport } from './services/bench-report.ts';
import { CameraDirectory } from './services/camera-directory.ts';
import { CameraImport } from './services/camera-import.ts';
import { FfmpegService } from './services/ffmpeg-status.ts';
import { importCameraFile } from './services/import-file.ts';
import { runSmoke, showProgress, takeScreenshot, type RunNeeds } from './services/launch-runs.ts';
import { LiveService } from './services/live.ts';
import { MediaSupervisor } from './services/media-supervisor.ts';
import { NoticeBoard } from './services/notices.ts';
import { SettingsService } from './services/settings.ts';
import { openStorage, type Storage } from './services/storage.ts';
import { filledWall, isEmptyWall, WallService } from './services/wall.ts';

const clock = systemClock;
const windowTitle = 'Thái Nguyên VMS';
const BACKUP_PERIOD_MS = 3_600_000;
const RELOAD_DELAY_MS = 1000;

/** Resolves once the window is open; the program then ends through `host.quit`. Rejects when it cannot start. */
export async function runApp(host: Host, launch: LaunchOptions): Promise<void> {
  const owned = new DisposableStore();
  const log = openLog(host, owned);
  const storage = await openStorage({
    directory: host.paths.userData,
    databaseWorker: databaseWorkerUrl(),
    keystore: host.secrets,
    random: randomBytes,
    log: log.child({ part: 'storage' }),
  });
  const services = await buildServices(host, storage, log);
  const server = exposeContract(host, services, log);
  const endAll = endOnce(owned, services, storage, log);
  const quit: Quit = async (exitCode) => {
    log.info('ending', { exitCode });
    await endAll();
    await host.quit(exitCode);
  };
  connect(host, services, owned);
  owned.add(clock.every(BACKUP_PERIOD_MS, () => void storage.database.backUp().catch(() => undefined)));
  // A window closed before its proof is a smoke run that failed.
  owned.add(host.onQuitRequested(() => void quit(launch.smoke === null ? exitCodes.done : exitCodes.notLive)));
  owned.add(watchFailures(log, () => void quit(exitCodes.failed)));
  services.media.start();
  void services.ffmpeg.refresh(services.settings.current().ffmpegPath);
  try {
    await applyLaunch(services, launch);
    const window = await openWallWindow(host, services, server, launch, owned, log);
    log.info('window open', { host: host.kind, version: host.version });
    owned.add(host.blockDisplaySleep());
    startRuns(host, services, window, launch, owned, log, quit);
  } catch (failure) {
    log.error('cannot start', { failure });
    await endAll();
    throw failure;
  }
}

type Services = Awaited<ReturnType<typeof buildServices>>;
type Quit = (exitCode: number) => Promise<void>;

async function buildServices(host: Host, storage: Storage, log: Log) {
  const { database, vault } = storage;
  const notices = new NoticeBoard();
  for (const notice of storage.notices) notices.post(notice);
  const settings = await SettingsService.load(database);
  const known = new Set(storage.cameraRows.map((row) => row.id));
  const wall = await WallService.load(database, (id) => known.has(id));
  const cameras = new CameraDirectory(
    {
      storage: database,
      vault,
      clock,
      newId: randomUUID,
      clearFromWall: (ids) => wall.clearCameras(ids),
      onSharedAddress: (name, other) => {
        notices.post({ id: 'camera-address-shared', severity: 'info', key: 'camera-address-shared', details: { name, other } });
      },
    },
    storage.cameraRows,
  );
  const cameraImport = new CameraImport(cameras, () => settings.current().defaultTransport, randomUUID);
  const ffmpeg = new FfmpegService(findFfmpeg);
  const media = new MediaSupervisor<ServiceProcess>({
    start: () => host.startService('media', {}),
    serveLinksFrom: (process) => {
      host.serveMediaLinksFrom(process);
    },
    linkToWindow: (process, windowId) => {
      host.linkServiceToWindow(process, windowId);
    },
    endLeftovers,
    clock,
    newId: randomUUID,
    log: log.child({ part: 'media' }),
  });
  const live = new LiveService({
    cameras,
    preference: () => settings.current().streamPreference,
    media,
    newTicket: () => randomBytes(16).toString('base64url'),
    tellRevoked: (windowId, tickets) => {
      host.notify(windowId, channelOf('live', 'onRevoked'), { tickets });
    },
  });
  const snapshot = (): Snapshot => ({
    version: packageJson.version,
    host: { kind: host.kind, version: host.version, platform: process.platform },
    ffmpeg: ffmpeg.status(),
    settings: settings.current(),
    cameras: cameras.list(),
    wall: wall.current(),
    notices: notices.list(),
  });
  return { notices, settings, wall, cameras, cameraImport, ffmpeg, media, live, snapshot };
}

function exposeContract(host: Host, services: Services, log: Log): ContractServer {
  const server = createContractServer({
    contract,
    handlers: createHandlers(services),
    authorise: (permission: Permission) => {
      if (!decide(permission, localOperator).allow) throw new VmsError('denied', 'denied', { permission });
    },
    onRefused: ({ windowId, channel, error }) => {
      log.warn('call refused', { windowId, channel, error: error.key });
    },
    clock,
    log: log.child({ part: 'contract' }),
  });
  host.exposeContract(server);
  return server;
}

/** What one service must hear of another, and what windows must hear of all. */
function connect(host: Host, services: Services, owned: DisposableStore): void {
  const { notices, settings, wall, cameras, ffmpeg, media, live } = services;
  const tell = createNotifier(contract, (channel, payload) => {
    host.notify(null, channel, payload);
  });
  owned.add(
    notices.changed.on((list) => {
      tell.app.onNotices({ notices: [...list] });
    }),
  );
  owned.add(wall.changed.on(tell.wall.onChanged));
  owned.add(
    cameras.changed.on((change) => {
      tell.cameras.onChanged({ upserted: [...change.upserted], removed: [...change.removed] });
    }),
  );
  owned.add(
    cameras.connectionChanged.on((ids) => {
      live.camerasChanged(ids);
    }),
  );
  owned.add(
    settings.changed.on(({ before, after }) => {
      tell.settings.onChanged(after);
      if (before.ffmpegPath !== after.ffmpegPath) void ffmpeg.refresh(after.ffmpegPath);
    }),
  );
  owned.add(
    ffmpeg.changed.on((found) => {
      media.configure(found.ffmpeg);
      tell.app.onFfmpeg(found.status);
    }),
  );
}

/** Rejects when an import asked for cannot be done; what merely cannot be kept is said and left. */
async function applyLaunch(services: Services, launch: LaunchOptions): Promise<void> {
  const { cameras, cameraImport, settings, wall } = services;
  const orSay = (failure: unknown): void => {
    print(`not saved: ${failure instanceof VmsError ? failure.key : String(failure)}`);
  };
  if (launch.language !== null && launch.language !== settings.current().language)
    await settings.update({ language: launch.language }).catch(orSay);
  if (launch.importCameras !== null) await importCameraFile(await readFile(launch.importCameras), cameraImport, print);
  if (launch.wall !== null && (launch.smoke !== null || isEmptyWall(wall.current()))) {
    const first = cameras.list().map((camera) => camera.id);
    await wall.save(filledWall(first, launch.wall)).catch(orSay);
  }
}

async function openWallWindow(
  host: Host,
  services: Services,
  server: ContractServer,
  launch: LaunchOptions,
  owned: DisposableStore,
  log: Log,
): Promise<HostWindow> {
  const window = await host.openWindow({ view: 'wall', title: windowTitle, bounds: null, fullscreen: launch.fullscreen });
  owned.add(
    window.onClosed(() => {
      services.live.windowClosed(window.id);
      server.forgetWindow(window.id);
    }),
  );
  owned.add(
    window.onCrashed((reason) => {
      log.error('window crashed', { reason });
      services.live.windowClosed(window.id);
      owned.add(
        clock.after(RELOAD_DELAY_MS, () => {
          window.reload();
        }),
      );
    }),
  );
  owned.add(
    host.onSecondStart(() => {
      window.focus();
    }),
  );
  return window;
}

function startRuns(
  host: Host,
  services: Services,
  window: HostWindow,
  launch: LaunchOptions,
  owned: DisposableStore,
  log: Log,
  quit: Quit,
): void {
  const { live, wall, ffmpeg } = services;
  const shown = (): number =>
    wall
      .current()
      .cells.slice(0, wall.current().grid)
      .filter((id) => id !== null).length;
  const needs: RunNeeds = { reports: live, clock, capture: () => window.capture(), writeFile: writeFileAtomic, print, log };
  if (launch.benchReport !== null) {
    const record = createBenchReport(launch.benchReport, log);
    owned.add(
      live.reported.on((tiles) => {
        record(clock.wall(), tiles);
      }),
    );
  }
  if (launch.progress) owned.add(showProgress(needs, shown));
  if (launch.smoke === null) {
    if (launch.screenshot !== null) void takeScreenshot(needs, launch.screenshot, shown);
    return;
  }
  runSmoke(needs, {
    ...launch.smoke,
    screenshot: launch.screenshot,
    host: { kind: host.kind, version: host.version, platform: process.platform },
    ffmpeg: () => ffmpeg.status(),
  }).then(
    (passed) => quit(passed ? exitCodes.done : exitCodes.notLive),
    (failure: unknown) => {
      log.error('smoke run failed', { failure });
      return quit(exitCodes.failed);
    },
  );
}

/** Ends everything in reverse order, children included. Safe to call again: everyone waits for the same end. */
function endOnce(owned: DisposableStore, services: Services, storage: Storage, log: Log): () => Promise<void> {
  let ending: Promise<void> | null = null;
  const end = async (): Promise<void> => {
    const steps: readonly (() => Promise<void>)[] = [
      () => services.media.stop(),
      () => storage.database.close(),
      () =>
        Promise.resolve().then(() => {
          owned.dispose();
        }),
    ];
    for (const step of steps) {
      try {
        await step();
      } catch (failure) {
        log.error('ending failed', { failure });
      }
    }
  };
  return () => (ending ??= end());
}

function openLog(host: Host, owned: DisposableStore): Log {
  const file = owned.add(openLogFile({ directory: host.paths.logs, name: 'main', maxBytes: 10 * 1024 * 1024, files: 5 }));
  const log = createLog(
    (line) => {
      file.write(line);
    },
    () => new Date(clock.wall()),
  );
  log.info('starting', { version: packageJson.version, host: host.kind, platform: process.platform });
  return log;
}

/** A bug must be in the log, and must not leave children behind. */
function watchFailures(log: Log, end: () => void): ReturnType<typeof toDisposable> {
  const rejected = (failure: unknown): void => {
    log.error('unhandled rejection', { failure });
  };
  const thrown = (failure: unknown): void => {
    log.error('uncaught exception', { failure });
    end();
  };
  // Whoever reads our output may stop reading (`| head`); the wall goes on.
  const unread = (): void => undefined;
  process.on('unhandledRejection', rejected).on('uncaughtException', thrown);
  process.stdout.on('error', unread);
  return toDisposable(() => {
    process.off('unhandledRejection', rejected).off('uncaughtException', thrown);
    process.stdout.off('error', unread);
  });
}

function findFfmpeg(setting: string | null): Promise<ResolvedFfmpeg> {
  const places = {
    setting,
    bundled: bundledFfmpegPath(import.meta.url),
    searchPath: process.env['PATH'] ?? '',
    platform: process.platform,
  };
  return resolveFfmpeg(places, existsSync, (path) => probeFfmpeg(path, askBinary(clock, process.env)));
}

function databaseWorkerUrl(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './cache/worker.ts' : './database-worker.js', import.meta.url);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
