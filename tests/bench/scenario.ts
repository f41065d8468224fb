/**
 * Recalling a scenario whose layout fills the wall with cameras nobody watches yet: how long until every tile paints, and
 * how fast the window answers keys meanwhile. Between rounds another scenario empties the wall, so that every recall is cold.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { regularCounts, regularShape } from '../../src-contract/model/layout.ts';
import { openConnection } from '../../src-main/cache/database.ts';
import { storeArrangement } from '../../src-main/cache/queries/arrangements.ts';
import { listCameras } from '../../src-main/cache/queries/cameras.ts';
import type { CdpPage } from '../e2e/full/cdp-page.ts';
import { startClient } from '../e2e/full/client.ts';
import { eventually } from '../e2e/full/eventually.ts';
import { allLive } from '../e2e/full/tiles.ts';
import { watchInput } from '../e2e/full/wall-watch.ts';
import { percentile, rounded } from './percentiles.ts';
import { startSimulator } from './simulator.ts';

export interface RecallRound {
  /** From the press on the scenario until as many tiles stand on the wall, until the first and until the last paints; `null`: not within the time. */
  readonly placedMs: number | null;
  readonly firstMs: number | null;
  readonly allMs: number | null;
  /** What tiles without a picture said at the end of the time, by how many. */
  readonly without: Readonly<Record<string, number>>;
}

export interface ScenarioResult {
  readonly tiles: number;
  readonly rounds: readonly RecallRound[];
  readonly inputToPaintMs: { readonly p50: number | null; readonly p95: number | null; readonly max: number | null; readonly keys: number };
}

const [FULL, EMPTY] = ['Cả thành phố', 'Một camera'];
const LIMIT_MS = 60_000;

export async function measureScenario(tiles: number, rounds: number): Promise<ScenarioResult> {
  const profile = mkdtempSync(join(tmpdir(), 'vms-bench-scenario-'));
  const sim = await startSimulator(tiles, null);
  try {
    const cameras = Array.from({ length: tiles }, (_, at) => ({
      ...{ number: at + 1, name: `Camera ${at + 1}`, mainUrl: sim.url(at + 1, 'main'), subUrl: sim.url(at + 1, 'sub') },
    }));
    const first = await startClient({ cameras, wall: 1, profile });
    await first.stop();
    storeScenarios(profile, tiles);
    const client = await startClient({ cameras: [], wall: 1, profile, extra: ['--fullscreen'] });
    try {
      return { tiles, ...(await recalls(client.page, tiles, rounds)) };
    } finally {
      await client.stop();
    }
  } finally {
    sim.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** As the program itself would have left them. */
function storeScenarios(profile: string, tiles: number): void {
  const full = regularCounts.find((count) => count === tiles);
  if (full === undefined) throw new Error(`no grid of ${tiles} tiles`);
  const db = openConnection(join(profile, 'local.db'), { readonly: false });
  try {
    const ids = listCameras(db).rows.map(({ id }) => id);
    for (const [name, count] of [
      [FULL, full],
      [EMPTY, 1],
    ] as const) {
      const layout = { name, shape: regularShape(count), cells: ids.slice(0, count), hotspot: null };
      const screens = [{ screen: 1, layout: { place: 'personal', id: `layout-${count}` } }] as const;
      const common = { owner: '', nowMs: Date.now() };
      storeArrangement(db, { ...common, id: `layout-${count}`, content: { kind: 'layout', layout } });
      storeArrangement(db, { ...common, id: `scenario-${count}`, content: { kind: 'scenario', scenario: { name, screens } } });
    }
  } finally {
    db.connection.close();
  }
}

async function recalls(page: CdpPage, tiles: number, count: number): Promise<Omit<ScenarioResult, 'tiles'>> {
  await eventually('the first picture', LIMIT_MS, () => allLive(page, 1));
  await page.evaluate(() => {
    const tab = [...document.querySelectorAll<HTMLElement>('[role="tab"]')].find(({ id }) => id.includes('layouts'));
    if (tab === undefined) throw new Error('no tab of layouts');
    tab.click();
  });
  const keys = await watchInput(page);
  const rounds: RecallRound[] = [];
  const answers: number[] = [];
  for (let round = 0; round < count; round += 1) {
    const before = (await keys()).length;
    rounds.push(await recall(page, tiles));
    answers.push(...(await keys()).slice(before));
    await press(page, EMPTY);
    await eventually('one tile is left', LIMIT_MS, () => allLive(page, 1));
    await delay(3_000);
  }
  const at = (share: number): number | null => rounded(percentile(answers, share), 0);
  return { rounds, inputToPaintMs: { p50: at(0.5), p95: at(0.95), max: at(1), keys: answers.length } };
}

/** Presses arrow keys until all is on the glass: the hand of an operator who does not wait. */
async function recall(page: CdpPage, tiles: number): Promise<RecallRound> {
  const ended = new AbortController();
  await page.evaluate(watchTiles, { tiles, limitMs: LIMIT_MS });
  await press(page, FULL);
  const shown = page
    .evaluate(() => (window as unknown as { recalled: Promise<RecallRound> }).recalled)
    .finally(() => {
      ended.abort();
    });
  await page.evaluate(() => {
    document.querySelector<HTMLElement>('[data-cell="0"]')?.focus();
  });
  for (let turn = 0; !ended.signal.aborted; turn += 1) {
    const arrow = turn % 2 === 0 ? 'ArrowRight' : 'ArrowLeft';
    await page.press(arrow, arrow);
    await delay(150);
  }
  return shown;
}

function press(page: CdpPage, name: string): Promise<void> {
  return page.evaluate((wanted) => {
    const rows = [...document.querySelectorAll<HTMLElement>('.kept-show')].filter(
      (row) => row.querySelector('.kept-name')?.textContent === wanted,
    );
    const row = rows.at(-1); // the layout of the same name stands above
    if (row === undefined) throw new Error(`no ${wanted} in the panel`);
    Object.assign(window, { pressedAt: performance.now() });
    row.click();
  }, name);
}

/** Notes when tiles stand and paint, on the page's clock. Runs in the page. */
function watchTiles({ tiles, limitMs }: { readonly tiles: number; readonly limitMs: number }): void {
  Object.assign(window, { pressedAt: null });
  const recalled = new Promise<RecallRound>((resolve) => {
    const [painted, known] = [new Set<Element>(), new Set<Element>(document.querySelectorAll('video'))];
    let placedMs: number | null = null;
    let firstMs: number | null = null;
    const until = performance.now() + limitMs;
    const timer = setInterval(() => {
      const { pressedAt } = window as unknown as { pressedAt: number | null };
      if (pressedAt === null) return;
      const now = performance.now();
      const sinceMs = Math.round(now - pressedAt);
      const videos = [...document.querySelectorAll<HTMLVideoElement>('[data-cell] video')];
      if (videos.length >= tiles) placedMs ??= sinceMs;
      for (const video of videos) if (known.has(video) || video.getVideoPlaybackQuality().totalVideoFrames > 0) painted.add(video);
      if (painted.size > known.size) firstMs ??= sinceMs;
      const all = videos.length >= tiles && videos.every((video) => painted.has(video));
      if (!all && now < until) return;
      clearInterval(timer);
      const without: Record<string, number> = {};
      for (const tile of document.querySelectorAll<HTMLElement>('[data-cell]')) {
        const video = tile.querySelector('video');
        if (video !== null && painted.has(video)) continue;
        const said = tile.querySelector<HTMLElement>('.tile-badge')?.textContent ?? 'empty';
        without[said] = (without[said] ?? 0) + 1;
      }
      resolve({ placedMs, firstMs, allMs: all ? sinceMs : null, without });
    }, 10);
  });
  Object.assign(window, { recalled });
}

export function scenarioTable({ tiles, rounds, inputToPaintMs }: ScenarioResult): string {
  const cell = (ms: number | null): string => (ms === null ? 'not in time' : `${ms} ms`);
  const rows = rounds.map(
    ({ placedMs, firstMs, allMs, without }) =>
      `| ${tiles} | ${cell(placedMs)} | ${cell(firstMs)} | ${cell(allMs)} | ${Object.entries(without)
        .map(([said, count]) => `${count} ${said}`)
        .join(', ')} |`,
  );
  const { p50, p95, max, keys } = inputToPaintMs;
  const answers = `Input to paint while recalling, ${keys} keys: p50 ${p50} ms, p95 ${p95} ms, most ${max} ms`;
  return ['| tiles | placed | first picture | all pictures | left without |', '| --- | --- | --- | --- | --- |', ...rows, '', answers].join(
    '\n',
  );
}
