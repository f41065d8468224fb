/**
 * From the start of the program to a wall that shows pictures, one window as a kiosk boots it, with where the time went;
 * against the floor of the same run: the same browser, alone, on a page that is one line of text.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { browserArguments } from '../../src-main/hosts/chromium/browser-arguments.ts';
import { findBrowser } from '../../src-main/hosts/chromium/find-browser.ts';
import { CdpPage } from '../e2e/full/cdp-page.ts';
import { freePort, startClient } from '../e2e/full/client.ts';
import { eventually } from '../e2e/full/eventually.ts';
import { percentile } from './percentiles.ts';
import { paintedAt, storeWalls } from './screens.ts';
import { startSimulator } from './simulator.ts';

/** Milliseconds since the program's process was asked for. */
export interface ColdStart {
  /** The browser began to load the window's page. */
  readonly pageMs: number;
  /** The page's first contentful paint. */
  readonly paintMs: number | null;
  readonly firstPictureMs: number | null;
  readonly allPicturesMs: number | null;
}

export interface ColdStarts {
  readonly tiles: number;
  readonly rounds: readonly ColdStart[];
  /** First contentful paint of the browser alone, each round's. */
  readonly floorMs: readonly number[];
}

const LIMIT_MS = 60_000;

export async function measureColdStart(tiles: number, rounds: number): Promise<ColdStarts> {
  const profile = mkdtempSync(join(tmpdir(), 'vms-bench-cold-'));
  const sim = await startSimulator(tiles, null);
  try {
    const cameras = Array.from({ length: tiles }, (_, at) => ({
      number: at + 1,
      name: `Camera ${at + 1}`,
      mainUrl: sim.url(at + 1, 'sub'),
    }));
    const first = await startClient({ cameras, wall: 1, profile });
    await first.stop();
    storeWalls(profile, 1, tiles);
    const measured: ColdStart[] = [];
    const floorMs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      floorMs.push(await browserAlone());
      measured.push(await startOnce(profile, tiles));
    }
    return { tiles, rounds: measured, floorMs };
  } finally {
    sim.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** When the page began, and when it first painted anything, ms of the wall clock. Runs in the page. */
export function pageTimes(): { readonly began: number; readonly painted: number | null } {
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  return { began: performance.timeOrigin, painted: paint === undefined ? null : performance.timeOrigin + paint.startTime };
}

async function startOnce(profile: string, tiles: number): Promise<ColdStart> {
  const asked = Date.now();
  const client = await startClient({ cameras: [], wall: 1, profile, extra: ['--fullscreen'] });
  try {
    const { first, all } = await client.page.evaluate(paintedAt, { tiles, limitMs: LIMIT_MS });
    const { began, painted } = await client.page.evaluate(pageTimes);
    const since = (at: number | null): number | null => (at === null ? null : Math.round(at - asked));
    return { pageMs: Math.round(began - asked), paintMs: since(painted), firstPictureMs: since(first), allPicturesMs: since(all) };
  } finally {
    await client.stop();
  }
}

/** First contentful paint of the browser alone, ms from asking for it. */
export async function browserAlone(): Promise<number> {
  const { platform, env } = process;
  const profileDir = mkdtempSync(join(tmpdir(), 'vms-bench-browser-'));
  const executable = findBrowser({ platform, chosen: null, environment: env, exists: existsSync });
  const debugPort = await freePort();
  const withoutSandbox = platform === 'linux' && process.getuid?.() === 0;
  const argv = browserArguments({ debugPort, withoutSandbox, profileDir, url: 'data:text/html,<p>1</p>' });
  const asked = Date.now();
  const browser = spawn(executable, argv, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const gone = new Promise((done) => browser.once('exit', done));
  try {
    const page = await eventually('the page of the browser alone', LIMIT_MS, () => dataPage(debugPort));
    const { painted } = await eventually('its paint', LIMIT_MS, async () => {
      const times = await page.evaluate(pageTimes);
      return times.painted === null ? null : times;
    });
    page.close();
    return Math.round((painted ?? Date.now()) - asked);
  } finally {
    browser.kill();
    await Promise.race([gone, delay(5000)]);
    rmSync(profileDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

async function dataPage(debugPort: number): Promise<CdpPage | null> {
  const answer = await fetch(`http://127.0.0.1:${debugPort}/json/list`).catch(() => null);
  const targets = (await answer?.json()) as readonly { readonly url: string; readonly webSocketDebuggerUrl: string }[] | undefined;
  const found = targets?.find(({ url }) => url.startsWith('data:'));
  return found === undefined ? null : CdpPage.connect(found.webSocketDebuggerUrl);
}

/** One row a stage, ms: the median and the worst of the rounds. */
export function coldStartTable({ tiles, rounds, floorMs }: ColdStarts): string {
  const row = (name: string, values: readonly (number | null)[]): string => {
    const known = values.filter((value) => value !== null);
    return `| ${name} | ${percentile(known, 0.5)} | ${known.length < values.length ? 'missed' : Math.max(...known)} |`;
  };
  return [
    `| ${tiles} tiles, ms from the start | p50 | worst |`,
    '| --- | --- | --- |',
    row('the browser alone, first paint', floorMs),
    row(
      'page begins',
      rounds.map(({ pageMs }) => pageMs),
    ),
    row(
      'first paint',
      rounds.map(({ paintMs }) => paintMs),
    ),
    row(
      'first picture',
      rounds.map(({ firstPictureMs }) => firstPictureMs),
    ),
    row(
      'all pictures',
      rounds.map(({ allPicturesMs }) => allPicturesMs),
    ),
  ].join('\n');
}
