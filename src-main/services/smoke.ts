/** The smoke run: proof from the glass that every tile is live, as JSON and a picture. */
import type { FfmpegStatus } from '../../src-contract/ipc/app.ts';
import type { TileReport } from '../../src-contract/model/stream-state.ts';
import type { Clock } from '../base/clock.ts';
import { DisposableStore, type Disposable } from '../base/disposable.ts';

export interface SmokeResult {
  readonly host: { readonly kind: string; readonly version: string; readonly platform: string };
  readonly ffmpeg: FfmpegStatus;
  readonly tiles: readonly {
    readonly camera: string;
    readonly state: TileReport['state'];
    readonly width: number;
    readonly height: number;
    /** Frames a second that reached the compositor, averaged over the last three. */
    readonly fps: number;
    readonly frameAgeMs: number | null;
    readonly decoder: TileReport['decoder'];
  }[];
  /** Path of the PNG, `null` when the window could not be captured. */
  readonly screenshot: string | null;
}

/** Longest wait for the last tile. */
export const SMOKE_LIMIT_MS = 30_000;

export interface ReportSource {
  latestReports(): readonly TileReport[];
  readonly reported: { on(listener: () => void): Disposable };
}

/** How long all tiles must stay live: one good second proves a picture, this proves motion and settles the figures. */
export const SMOKE_HOLD_MS = 2000;

/** Resolves with the newest reports once `tiles` of them have stayed live, or when the limit is over. */
export function waitForLive(
  source: ReportSource,
  tiles: number,
  clock: Pick<Clock, 'now' | 'after'>,
  limitMs: number,
): Promise<readonly TileReport[]> {
  return new Promise((resolve) => {
    const held = new DisposableStore();
    let liveSinceMs: number | null = null;
    const finish = (): void => {
      held.dispose();
      resolve(source.latestReports());
    };
    held.add(clock.after(limitMs, finish));
    held.add(
      source.reported.on(() => {
        liveSinceMs = allLive(source.latestReports(), tiles) ? (liveSinceMs ?? clock.now()) : null;
        if (liveSinceMs !== null && clock.now() - liveSinceMs >= SMOKE_HOLD_MS) finish();
      }),
    );
  });
}

export function allLive(reports: readonly TileReport[], tiles: number): boolean {
  return reports.filter((tile) => tile.state === 'live').length >= tiles;
}

export function smokeResult(
  host: SmokeResult['host'],
  ffmpeg: FfmpegStatus,
  reports: readonly TileReport[],
  screenshot: string | null,
): SmokeResult {
  const tiles = [...reports]
    .sort((a, b) => a.cell - b.cell)
    .map(({ camera, state, width, height, fps, frameAgeMs, decoder }) => ({ camera, state, width, height, fps, frameAgeMs, decoder }));
  return { host, ffmpeg, tiles, screenshot };
}
