/** What the command line asks to be shown or proved while the wall plays. */
import { resolve } from 'node:path';
import type { FfmpegStatus } from '../../src-contract/ipc/app.ts';
import type { TileReport } from '../../src-contract/model/stream-state.ts';
import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import type { Log } from '../base/log.ts';
import { progressLine } from './live-progress.ts';
import { allLive, SMOKE_LIMIT_MS, smokeResult, waitForLive, type ReportSource, type SmokeResult } from './smoke.ts';

export interface RunNeeds {
  readonly reports: ReportSource;
  readonly clock: Pick<Clock, 'now' | 'after' | 'every'>;
  /** PNG of the wall's window. */
  readonly capture: () => Promise<Uint8Array>;
  readonly writeFile: (file: string, data: string | Uint8Array) => void;
  readonly print: (line: string) => void;
  readonly log: Log;
}

/** One line a second. `expected` is how many tiles should be live now. */
export function showProgress(needs: RunNeeds, expected: () => number): Disposable {
  return needs.clock.every(1000, () => {
    needs.print(progressLine(needs.reports.latestReports(), expected()));
  });
}

/** Waits without limit until `tiles` are live, then writes the picture once. */
export async function takeScreenshot(needs: RunNeeds, file: string, tiles: () => number): Promise<void> {
  await new Promise<void>((done) => {
    const listening = needs.reports.reported.on(() => {
      if (tiles() === 0 || !allLive(needs.reports.latestReports(), tiles())) return;
      listening.dispose();
      done();
    });
  });
  const written = await capture(needs, file);
  if (written !== null) needs.print(`screenshot: ${written}`);
}

export interface SmokeOptions {
  readonly tiles: number;
  /** `null` prints the result instead. */
  readonly json: string | null;
  readonly screenshot: string | null;
  readonly host: SmokeResult['host'];
  readonly ffmpeg: () => FfmpegStatus;
}

/** Resolves with whether every tile was live. Rejects when the result cannot be written. */
export async function runSmoke(needs: RunNeeds, options: SmokeOptions): Promise<boolean> {
  const reports = await waitForLive(needs.reports, options.tiles, needs.clock, SMOKE_LIMIT_MS);
  const picture = options.screenshot ?? (options.json === null ? null : options.json.replace(/\.json$/iu, '') + '.png');
  const screenshot = picture === null ? null : await capture(needs, picture);
  const result = smokeResult(options.host, options.ffmpeg(), reports, screenshot);
  const text = JSON.stringify(result, null, 2);
  if (options.json === null) needs.print(text);
  else needs.writeFile(options.json, `${text}\n`);
  const passed = allLive(reports, options.tiles);
  needs.print(`${passed ? 'smoke passed' : 'smoke FAILED'}: ${progressLine(reports, options.tiles)}${describeFailures(reports)}`);
  return passed;
}

async function capture(needs: RunNeeds, file: string): Promise<string | null> {
  try {
    needs.writeFile(file, await needs.capture());
    return resolve(file);
  } catch (failure) {
    needs.log.error('screenshot not taken', { failure });
    return null;
  }
}

/** Every tile that is not live, with its reason: the first thing asked after a failed run. */
function describeFailures(reports: readonly TileReport[]): string {
  return reports
    .filter((tile) => tile.state !== 'live' && tile.cameraId !== '')
    .map((tile) => `\n  ${tile.camera}: ${tile.state}${tile.reason === null ? '' : ` (${tile.reason})`}`)
    .join('');
}
