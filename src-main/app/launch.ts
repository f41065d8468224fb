/** What the command line asks for, before the window opens and while the wall plays. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { VmsError } from '../../src-contract/errors.ts';
import { FIRST_SCREEN, type ScreenNumber } from '../../src-contract/model/screen.ts';
import { shownCells } from '../../src-contract/model/wall.ts';
import { writeFileAtomic } from '../base/atomic-file.ts';
import { systemClock, type Clock } from '../base/clock.ts';
import type { DisposableStore } from '../base/disposable.ts';
import type { Log } from '../base/log.ts';
import type { Host, HostWindow } from '../hosts/host.ts';
import { exitCodes, type LaunchOptions } from '../launch-options.ts';
import { createBenchReport } from '../services/bench-report.ts';
import { importCameraFile } from '../services/import-file.ts';
import { runSmoke, showProgress, takeScreenshot, type RunNeeds } from '../services/launch-runs.ts';
import { signInByFile } from '../services/session/sign-in-file.ts';
import { filledWall, isEmptyWall } from '../services/wall.ts';
import type { Services } from './services.ts';

/** Rejects when an import asked for cannot be done; what merely cannot be kept is said and left. */
export async function applyLaunch(services: Services, launch: LaunchOptions, print: (line: string) => void): Promise<void> {
  const { audit, cameraImport, knownCameras, settings, wall } = services;
  const orSay = (failure: unknown): void => {
    print(`not saved: ${failure instanceof VmsError ? failure.key : String(failure)}`);
  };
  if (launch.language !== null && launch.language !== settings.current().language)
    await settings.update({ language: launch.language }).catch(orSay);
  if (launch.enrol !== null) await joinProvince(services, launch.enrol);
  const named = launch.signInFile === null ? [] : await enterProvince(services, launch.signInFile);
  if (launch.importCameras !== null) {
    const list = await readList(launch.importCameras);
    const deed = { action: 'camera.import', params: { file: basename(launch.importCameras) } } as const;
    await audit.act(deed, () => importCameraFile(list, cameraImport, print));
  }
  if (launch.wall !== null && (launch.smoke !== null || isEmptyWall(wall.current(FIRST_SCREEN)))) {
    const known = knownCameras.list().map((camera) => camera.id);
    const first = named.filter((id) => known.includes(id));
    await wall.save(FIRST_SCREEN, filledWall(first.length > 0 ? first : known, launch.wall)).catch(orSay);
  }
}

/** By the slip of a file, as `npm start` and an administrator's script do. */
async function joinProvince({ session }: Services, path: string): Promise<void> {
  const slip = await readFile(path, 'utf8').catch((failure: unknown) => {
    throw new VmsError('not-found', 'slip-file-unreadable', { path, code: codeOf(failure) }, failure);
  });
  await session.enrol(slip);
}

/** Signs in, then waits for the configuration that says what the purpose of the file is and which cameras there are. */
function enterProvince({ session, configuration }: Services, path: string): Promise<readonly string[]> {
  return signInByFile({ session, configuration, clock: systemClock, platform: process.platform }, path);
}

const codeOf = (failure: unknown): string => (failure instanceof Error && 'code' in failure ? String(failure.code) : 'unknown');

async function readList(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (failure) {
    throw new VmsError('not-found', 'import-file-unreadable', { path: file, code: codeOf(failure) }, failure);
  }
}

export interface LaunchRunNeeds {
  readonly host: Host;
  readonly services: Services;
  readonly window: HostWindow;
  readonly clock: Clock;
  readonly log: Log;
  readonly owned: DisposableStore;
  readonly print: (line: string) => void;
  readonly quit: (exitCode: number) => Promise<void>;
}

export function startRuns({ host, services, window, clock, log, owned, print, quit }: LaunchRunNeeds, launch: LaunchOptions): void {
  const { live, wall, screens, ffmpeg } = services;
  const tilesOf = (screen: ScreenNumber): number => shownCells(wall.current(screen)).filter((id) => id !== null).length;
  const shown = (): number => screens.list().reduce((sum, { screen }) => sum + tilesOf(screen), 0);
  const needs: RunNeeds = { reports: live, clock, capture: () => window.capture(), writeFile: writeFileAtomic, print, log };
  if (launch.benchReport !== null) {
    const record = createBenchReport(launch.benchReport, log);
    owned.add(
      live.reported.on((tiles) => {
        record(clock.wall(), tiles, live.frames());
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
