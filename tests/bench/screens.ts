/**
 * Four windows of sixteen tiles each, on one machine: started as after a night with all of them open, full screen, on walls
 * that are stored. How long until each shows pictures, and what all of them paint and cost for a minute.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { emptyWall } from '../../src-contract/model/wall.ts';
import { regularShape } from '../../src-contract/model/layout.ts';
import { openConnection } from '../../src-main/cache/database.ts';
import { listCameras } from '../../src-main/cache/queries/cameras.ts';
import { storeRemembered } from '../../src-main/cache/queries/remembered.ts';
import { storeWall } from '../../src-main/cache/queries/wall-and-settings.ts';
import { CdpPage } from '../e2e/full/cdp-page.ts';
import { startClient, windowPages, type RunningClient } from '../e2e/full/client.ts';
import { eventually } from '../e2e/full/eventually.ts';
import { wallClaims } from '../e2e/full/wall-watch.ts';
import { rounded } from './percentiles.ts';
import { cpuSeconds, memoryMb, parts, readTree, type PerPart } from './process-tree.ts';
import { startSimulator } from './simulator.ts';
import { measureSourceFps } from './source-rate.ts';

export interface ScreenFigures {
  readonly window: string;
  /** From the start of the program's process, by the page's own clock; `null`: not within the time. */
  readonly firstPictureMs: number | null;
  readonly allPicturesMs: number | null;
  /** Frames that reached the compositor over frames the sources sent. */
  readonly paintedRatio: number;
  readonly worstTilePaintedRatio: number;
  readonly states: Readonly<Record<string, number>>;
  /** Longest wait for the page to answer a question while all play: a dead window never does. */
  readonly slowestAnswerMs: number;
}

export interface ScreensResult {
  readonly windows: number;
  readonly tilesPerWindow: number;
  readonly seconds: number;
  readonly sourceFps: number;
  readonly screens: readonly ScreenFigures[];
  readonly cores: PerPart;
  readonly memoryMB: PerPart;
  readonly renderers: { readonly atStart: number; readonly atEnd: number };
}

const LIMIT_MS = 120_000;
const WARM_UP_MS = 20_000;

export async function measureScreens(windows: number, tiles: number, seconds: number): Promise<ScreensResult> {
  const profile = mkdtempSync(join(tmpdir(), 'vms-bench-screens-'));
  const sim = await startSimulator(windows * tiles, null);
  try {
    const cameras = Array.from({ length: windows * tiles }, (_, at) => ({
      number: at + 1,
      name: `Camera ${at + 1}`,
      mainUrl: sim.url(at + 1, 'sub'),
    }));
    const first = await startClient({ cameras, wall: 1, profile });
    await first.stop();
    storeWalls(profile, windows, tiles);
    const sourceFps = await measureSourceFps(sim.url(1, 'sub'), 4);
    const startedMs = Date.now();
    const client = await startClient({ cameras: [], wall: 1, profile, extra: ['--fullscreen'] });
    try {
      return {
        windows,
        tilesPerWindow: tiles,
        seconds,
        sourceFps,
        ...(await watch(client, windows, tiles, seconds, startedMs, sourceFps)),
      };
    } finally {
      await client.stop();
    }
  } finally {
    sim.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Walls of `tiles` cameras for each of so many windows, all open, as the program itself would have left them in its profile. */
export function storeWalls(profile: string, windows: number, tiles: number): void {
  const db = openConnection(join(profile, 'local.db'), { readonly: false });
  try {
    const ids = listCameras(db).rows.map(({ id }) => id);
    for (let screen = 1; screen <= windows; screen += 1) {
      const own = ids.slice((screen - 1) * tiles, screen * tiles);
      const cells = emptyWall.cells.map((_, cell) => own[cell] ?? null);
      storeWall(db, { screen, wall: { ...emptyWall, shape: regularShape(16), cells } });
    }
    storeRemembered(db, { name: 'screens.open', value: Array.from({ length: windows }, (_, at) => at + 1) });
  } finally {
    db.connection.close();
  }
}

/** When the first and the last of the tiles showed a picture, ms of the wall clock. Runs in the page. */
export function paintedAt({
  tiles,
  limitMs,
}: {
  readonly tiles: number;
  readonly limitMs: number;
}): Promise<{ first: number | null; all: number | null }> {
  return new Promise((resolve) => {
    const until = Date.now() + limitMs;
    let first: number | null = null;
    const timer = setInterval(() => {
      const painted = [...document.querySelectorAll('video')].filter(
        (video) => video.getVideoPlaybackQuality().totalVideoFrames > 0,
      ).length;
      if (painted > 0) first ??= Date.now();
      if (painted < tiles && Date.now() < until) return;
      clearInterval(timer);
      resolve({ first, all: painted >= tiles ? Date.now() : null });
    }, 20);
  });
}

async function watch(
  client: RunningClient,
  windows: number,
  tiles: number,
  seconds: number,
  startedMs: number,
  sourceFps: number,
): Promise<Pick<ScreensResult, 'screens' | 'cores' | 'memoryMB' | 'renderers'>> {
  const listed = await eventually(`${windows} windows`, LIMIT_MS, async () => {
    const pages = await windowPages(client.debugPort);
    return pages.length === windows ? pages : null;
  });
  const pages = await Promise.all(
    listed.map(async ({ url, webSocketDebuggerUrl }) => ({
      window: new URL(url).searchParams.get('window') ?? '',
      page: await CdpPage.connect(webSocketDebuggerUrl),
    })),
  );
  const shown = await Promise.all(pages.map(({ page }) => page.evaluate(paintedAt, { tiles, limitMs: LIMIT_MS })));
  await delay(WARM_UP_MS);
  const renderersAtStart = renderers(client.pid);
  const before = await Promise.all(pages.map(({ page }) => wallClaims(page)));
  const cpuBefore = cpuSeconds(readTree(client.pid), client.pid);
  const beganMs = performance.now();
  const slowest = pages.map(() => 0);
  while (performance.now() - beganMs < seconds * 1000) {
    await Promise.all(
      pages.map(async ({ page }, index) => {
        const asked = performance.now();
        await page.evaluate(() => document.readyState);
        slowest[index] = Math.max(slowest[index] ?? 0, performance.now() - asked);
      }),
    );
    await delay(1000);
  }
  const after = await Promise.all(pages.map(({ page }) => wallClaims(page)));
  const elapsed = (performance.now() - beganMs) / 1000;
  const tree = readTree(client.pid);
  const cpuAfter = cpuSeconds(tree, client.pid);
  const memory = memoryMb(tree, client.pid);
  const screens = pages.map(({ window }, index): ScreenFigures => {
    const [from, to, at] = [before[index], after[index], shown[index]];
    if (from === undefined || to === undefined || at === undefined) throw new Error('a window was not looked at');
    const expected = ((to.epochMs - from.epochMs) / 1000) * sourceFps;
    const painted = to.tiles.map(({ cell, painted: now }) => now - (from.tiles.find((tile) => tile.cell === cell)?.painted ?? now));
    return {
      window,
      firstPictureMs: at.first === null ? null : at.first - startedMs,
      allPicturesMs: at.all === null ? null : at.all - startedMs,
      paintedRatio: rounded(painted.reduce((sum, count) => sum + count, 0) / (expected * tiles), 4) ?? 0,
      worstTilePaintedRatio: rounded(Math.min(...painted) / expected, 4) ?? 0,
      states: Object.fromEntries([...Map.groupBy(to.tiles, ({ state }) => state)].map(([state, of]) => [state, of.length])),
      slowestAnswerMs: rounded(slowest[index] ?? 0, 0) ?? 0,
    };
  });
  for (const { page } of pages) page.close();
  const perPart = (valueOf: (part: keyof PerPart) => number, digits: number): PerPart =>
    Object.fromEntries(parts.map((part) => [part, rounded(valueOf(part), digits) ?? 0])) as Record<keyof PerPart, number>; // one entry per part
  return {
    screens,
    cores: perPart((part) => (cpuAfter[part] - cpuBefore[part]) / elapsed, 3),
    memoryMB: perPart((part) => memory[part], 0),
    renderers: { atStart: renderersAtStart, atEnd: renderers(client.pid) },
  };
}

const renderers = (pid: number): number => readTree(pid).filter(({ command }) => command.includes('--type=renderer')).length;
