/** Several windows of one program: each plays its own wall, and one that dies takes nothing of the others. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { provideDisplay } from '../../hosts/virtual-display.ts';
import { CdpPage } from './cdp-page.ts';
import { startClient, windowPages, type CameraRow, type RunningClient } from './client.ts';
import { eventually } from './eventually.ts';
import { tileCodes } from './glass.ts';
import { onLinux, processesOf } from './processes.ts';
import { allLive, longestFreeze } from './tiles.ts';

const TILES = 4;

let display: Awaited<ReturnType<typeof provideDisplay>>;
let sim: CameraSim;
let client: RunningClient;
/** The second window's page. */
let second: CdpPage;

const cameras = (): readonly CameraRow[] =>
  Array.from({ length: 2 * TILES }, (_, index) => ({ number: index + 1, name: `Cam ${index + 1}`, mainUrl: sim.url(index + 1, 'sub') }));

/** Whether every tile of a window shows another picture than a moment ago, read from the glass. */
async function moving(page: CdpPage): Promise<boolean> {
  const before = await tileCodes(page);
  await delay(700);
  const after = await tileCodes(page);
  return before.size === TILES && [...before].every(([cell, code]) => after.has(cell) && after.get(cell)?.frame !== code.frame);
}

async function otherPage(): Promise<CdpPage> {
  return CdpPage.connect(
    await eventually('a second window', 20_000, async () => {
      const pages = await windowPages(client.debugPort);
      return pages.find(({ url }) => url.includes('window=w2'))?.webSocketDebuggerUrl ?? null;
    }),
  );
}

beforeAll(async () => {
  display = await provideDisplay();
  Object.assign(process.env, display.environment);
  sim = await startCameraSim({ cameras: 2 * TILES });
  client = await startClient({ cameras: cameras(), wall: TILES });
  await eventually('the first wall live', 60_000, () => allLive(client.page, TILES));
  await client.page.press('N', 'KeyN', { ctrl: true, shift: true });
  second = await otherPage();
  await eventually('the second shell', 20_000, () => second.evaluate(() => document.querySelector('.shell') !== null));
  for (const digit of ['5', '6', '7', '8']) {
    await second.press(digit, `Digit${digit}`);
    await second.press('Enter', 'Enter');
    await second.press('ArrowRight', 'ArrowRight');
  }
});

afterAll(async () => {
  second.close();
  await client.stop();
  sim.dispose();
  display.dispose();
});

describe('a second window', () => {
  it('has a wall of its own, and both play', async () => {
    await eventually('both walls move', 60_000, async () => (await moving(client.page)) && (await moving(second)));
    const scenes = async (page: CdpPage) => [...(await tileCodes(page)).values()].map(({ scene }) => scene);
    expect(new Set([...(await scenes(client.page)), ...(await scenes(second))]).size).toBe(2 * TILES);
  });

  it.runIf(onLinux)('dies by kill -9 of its renderer: the first goes on without a gap, and it comes back by itself', async () => {
    const victim = await rendererOf(second);
    const watched = longestFreeze(client.page, 10_000);
    process.kill(victim, 'SIGKILL');
    second.close();
    const frozenMs = await watched;
    expect(frozenMs).toBeLessThan(2_000);
    expect(await allLive(client.page, TILES)).toBe(true);
    second = await otherPage();
    await eventually('the second wall moves again', 60_000, () => moving(second));
    expect([...renderers().keys()]).not.toContain(victim);
  });
});

/** CPU ticks of every renderer, by process id. */
function renderers(): ReadonlyMap<number, number> {
  const all = processesOf(client.pid, 'browser').filter(({ command }) => command.includes('--type=renderer'));
  return new Map(all.map(({ pid, cpuTicks }) => [pid, cpuTicks]));
}

/** The renderer that becomes busy when this page does: DevTools does not tell a page's process. */
async function rendererOf(page: CdpPage): Promise<number> {
  const before = renderers();
  await page.evaluate(() => {
    const until = performance.now() + 1_500;
    while (performance.now() < until);
  });
  const spent = [...renderers()].map(([pid, ticks]) => ({ pid, ticks: ticks - (before.get(pid) ?? 0) }));
  const busiest = spent.sort((one, other) => other.ticks - one.ticks)[0];
  if (busiest === undefined) throw new Error('no renderer');
  return busiest.pid;
}
