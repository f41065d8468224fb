/** The product as a user has it: our cameras over real RTSP, the built client, real Chromium, judged by what is on the glass. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { provideDisplay } from '../../hosts/virtual-display.ts';
import { startClient, type CameraRow, type RunningClient } from './client.ts';
import { eventually } from './eventually.ts';
import { tileCodes } from './glass.ts';
import { onLinux, processesOf, visibleTexts } from './processes.ts';
import { allLive, clickInTile, longestFreeze, tileStates, tileText } from './tiles.ts';

const TILES = 16;
/** Twice the 3 s that a quiet machine shows, so that a busy one does not fail the test for its own slowness. */
const OUTAGE_BOUND_MS = 6_000;
const canary = `CANARY-${process.pid}-x7Q`;

let display: Awaited<ReturnType<typeof provideDisplay>>;
let sim: CameraSim;
let client: RunningClient;

function cameras(): readonly CameraRow[] {
  return Array.from({ length: TILES }, (_, index) => {
    const number = index + 1;
    const profile = number === 7 ? 'hevc' : number === 12 ? 'mjpeg' : 'sub';
    const secret = number === 3 ? { username: 'giamsat', password: canary } : {};
    return { number, name: `Cam ${number}`, mainUrl: sim.url(number, profile), ...secret };
  });
}

/** Every file below a directory. */
function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}

beforeAll(async () => {
  display = await provideDisplay();
  Object.assign(process.env, display.environment);
  sim = await startCameraSim({
    cameras: TILES,
    authOf: new Map([[3, { kind: 'digest', username: 'giamsat', password: canary, qop: true, nonceSeconds: 60 }]]),
  });
  client = await startClient({ cameras: cameras(), wall: TILES });
  await eventually('16 tiles live', 60_000, () => allLive(client.page, TILES));
});

afterAll(async () => {
  await client.stop();
  sim.dispose();
  display.dispose();
});

afterEach(async () => {
  await sim.faults.clear();
});

describe('a wall of sixteen simulated cameras', () => {
  it('shows each camera in its own tile, moving, read from the pixels of the glass', async () => {
    const first = await eventually('a readable code in every tile', 20_000, async () => {
      const codes = await tileCodes(client.page);
      return codes.size === TILES ? codes : null;
    });
    await delay(1_000);
    const second = await tileCodes(client.page);
    const scenes = sim.cameras.map((camera) => camera.scene);
    expect([...first.entries()].map(([cell, code]) => [cell, code.scene])).toEqual(scenes.map((scene, cell) => [cell, scene]));
    for (const [cell, code] of first) expect(second.get(cell)?.frame, `tile ${cell}`).not.toBe(code.frame);
    expect(first.get(6)?.stream).toBe('hevc');
    expect(first.get(11)?.stream).toBe('mjpeg');
  });

  it('is composed of its pictures, one plain ground and little else, in whole pixels, also where a tile is chosen by the keyboard', async () => {
    await client.page.press('ArrowRight', 'ArrowRight');
    const tiles = await client.page.evaluate(() =>
      [...document.querySelectorAll('.tile')].map((tile) => {
        const { x, y, width, height } = tile.getBoundingClientRect();
        return { x, y, width, height, framed: tile.querySelectorAll('.tile-frame').length };
      }),
    );
    for (const { x, y, width, height } of tiles) expect([x, y, width, height].every(Number.isInteger)).toBe(true);
    expect(tiles.filter(({ framed }) => framed === 4)).toHaveLength(1);
    const tileArea = Math.min(...tiles.map(({ width, height }) => width * height));
    const large = (await client.page.layers()).filter(({ drawsContent, width, height }) => drawsContent && width * height > tileArea / 5);
    // The page with its lists, the ground under the pictures, and each picture.
    expect(large.map(({ width, height }) => `${width}x${height}`)).toHaveLength(2 + TILES);
  });

  it('does not wake the window each time a video says what time it is', async () => {
    const heard = await client.page.evaluate(async () => {
      let count = 0;
      document.addEventListener('timeupdate', () => (count += 1), { capture: true });
      await new Promise((resolve) => {
        setTimeout(resolve, 2_000);
      });
      return count;
    });
    expect(heard).toBe(0);
  });

  it('never says LIVE over a frozen picture, says since when, and comes back by itself', async () => {
    sim.faults.set(1, { kind: 'stall' });
    await eventually('the stalled tile is stale', 15_000, async () => (await tileStates(client.page)).get(0) === 'stale');
    expect(await tileText(client.page, 0)).toMatch(/MẤT HÌNH[\s\S]*\d{2}:\d{2}:\d{2}|\d{2}:\d{2}:\d{2}[\s\S]*MẤT HÌNH/u);
    expect((await tileStates(client.page)).get(1)).toBe('live');
    await sim.faults.clear(1);
    await eventually('live again', 30_000, async () => (await tileStates(client.page)).get(0) === 'live');
  });

  it('says what to do when a camera refuses the password, and does not hammer it', async () => {
    sim.faults.set(2, { kind: 'answer', status: 401, method: 'DESCRIBE' });
    sim.faults.set(2, { kind: 'drop' });
    await eventually('failed with a reason', 20_000, async () => (await tileText(client.page, 1)).includes('mật khẩu'));
    await sim.faults.clear(2);
    expect(await clickInTile(client.page, 1, '.tile-retry')).toBe(true);
    await eventually('live after Retry', 20_000, async () => (await tileStates(client.page)).get(1) === 'live');
  });

  it.runIf(onLinux)('outlives the end of any FFmpeg (kill -9) with a short gap', async () => {
    const victim = processesOf(client.pid, 'ffmpeg').at(-1);
    expect(victim).toBeDefined();
    const watched = longestFreeze(client.page, 8_000);
    process.kill(victim?.pid ?? 0, 'SIGKILL');
    expect(await watched).toBeLessThan(OUTAGE_BOUND_MS);
    expect(processesOf(client.pid, 'ffmpeg').some(({ pid }) => pid === victim?.pid)).toBe(false);
    expect(await allLive(client.page, TILES)).toBe(true);
  });

  it.runIf(onLinux)('outlives the end of the media process (kill -9) with a short gap', async () => {
    const before = processesOf(client.pid, 'media')[0];
    expect(before).toBeDefined();
    const watched = longestFreeze(client.page, 12_000);
    process.kill(before?.pid ?? 0, 'SIGKILL');
    expect(await watched).toBeLessThan(OUTAGE_BOUND_MS);
    expect(processesOf(client.pid, 'media')[0]?.pid).not.toBe(before?.pid);
    await eventually('all pictures move again', 10_000, () => movingAgain(client));
  });

  it.runIf(onLinux)('outlives the end of the browser’s GPU process (kill -9)', async () => {
    const gpu = (): number | undefined =>
      processesOf(client.pid, 'browser').find(({ command }) => command.includes('--type=gpu-process'))?.pid;
    const before = gpu();
    expect(before).toBeDefined();
    process.kill(before ?? 0, 'SIGKILL');
    await eventually('another GPU process', 10_000, () => {
      const now = gpu();
      return now !== undefined && now !== before;
    });
    await eventually('all pictures move again', 20_000, () => movingAgain(client));
  });

  it.runIf(onLinux)('shows a stored password nowhere: command lines, environments, files, page', async () => {
    for (const { pid, text } of visibleTexts(client.pid)) expect(text.includes(canary), `process ${pid}`).toBe(false);
    for (const file of filesBelow(client.profile)) expect(readFileSync(file).includes(canary), file).toBe(false);
    expect(client.output()).not.toContain(canary);
    expect(await client.page.evaluate(() => document.documentElement.outerHTML)).not.toContain(canary);
  });
});

/** Whether every tile shows another frame than a second ago. */
async function movingAgain({ page }: RunningClient): Promise<boolean> {
  const before = await tileCodes(page);
  await delay(700);
  const after = await tileCodes(page);
  return before.size === TILES && [...before].every(([cell, code]) => after.has(cell) && after.get(cell)?.frame !== code.frame);
}
