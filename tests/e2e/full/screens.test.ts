/** Several windows of one program: each plays its own wall, and one that dies takes nothing of the others. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { provideDisplay } from '../../hosts/virtual-display.ts';
import { CdpPage } from './cdp-page.ts';
import { startClient, windowPages, type CameraRow, type RunningClient } from './client.ts';
import { eventually } from './eventually.ts';
import { tileCodes } from './glass.ts';
import { allLive } from './tiles.ts';
import { wallClaims } from './wall-watch.ts';

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
  // round the four tiles of a new wall
  for (const [digit, next] of [
    ['5', 'ArrowRight'],
    ['6', 'ArrowDown'],
    ['7', 'ArrowLeft'],
    ['8', 'ArrowUp'],
  ] as const) {
    await second.press(digit, `Digit${digit}`);
    await second.press('Enter', 'Enter');
    await second.press(next, next);
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

  it('dies: the first one’s pictures go on in the same page, and it comes back by itself', async () => {
    await client.page.evaluate(() => {
      Object.assign(window, { sameAsBefore: true });
    });
    const before = await wallClaims(client.page);
    second.crash();
    second.close();
    await delay(5_000);
    const after = await wallClaims(client.page);
    for (const { cell, painted } of before.tiles)
      expect(after.tiles.find((tile) => tile.cell === cell)?.painted, `tile ${cell}`).toBeGreaterThan(painted);
    expect(await client.page.evaluate(() => 'sameAsBefore' in window)).toBe(true);
    await eventually('the first wall moves', 20_000, () => moving(client.page));
    second = await otherPage();
    await eventually('the second wall moves again', 60_000, () => moving(second));
  });
});
