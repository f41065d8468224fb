/** Pictures in their tile's own pixels, in a browser that composes its windows without a GPU. */
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { buildPage, launchChromium } from './browser.ts';
import { encodeClip, encodeUnits, type Clip } from './clips.ts';
import { LinkServer } from './link-server.ts';

let page: Page;
let browser: Browser;
let server: LinkServer;
let built: Awaited<ReturnType<typeof buildPage>>;

beforeAll(async () => {
  built = await buildPage(resolve(import.meta.dirname, 'page'));
  browser = await launchChromium({ headless: true, args: ['--disable-gpu', '--disable-software-rasterizer'] });
});
afterAll(async () => {
  await browser.close();
  await built.remove();
});
beforeEach(async () => {
  server = await LinkServer.start(built.directory);
  page = await browser.newPage({ viewport: { width: 800, height: 450 } });
  await page.goto(server.origin);
});
afterEach(async () => {
  await page.close();
  await server.stop();
});

const start = (cameras: string[], columns: number) =>
  page.evaluate(([names, count]) => window.harness.start(names, 'real', count), [cameras, columns] as const);
const picture = () =>
  page.evaluate(() => {
    const video = document.querySelector('video');
    return video && { width: video.videoWidth, height: video.videoHeight, rendering: video.style.imageRendering };
  });
const shows = (expected: Awaited<ReturnType<typeof picture>>) =>
  vi.waitFor(async () => expect(await picture()).toEqual(expected), { timeout: 10_000, interval: 50 });

/** One colour all over, nothing said about how it is coded. */
function plain(width: number, height: number): Clip {
  const encoder = ['-preset', 'ultrafast', '-g', '15'];
  return { ...encodeUnits(`color=0xC04020:size=${width}x${height}:rate=15:duration=4`, encoder), width, height, fps: 15 };
}

test('a picture larger than its tile comes in the tile’s pixels; figures and counts stay the stream’s', async () => {
  server.add('gate:sub', encodeClip(640, 360, 15, 15));
  await start(['gate', 'gate', 'gate', 'gate'], 2);
  await shows({ width: 400, height: 225, rendering: 'pixelated' });
  const codes = new Set<number | null>();
  await vi.waitFor(async () => expect(codes.add(await page.evaluate(() => window.harness.blockCode(0))).size).toBeGreaterThan(10), {
    timeout: 10_000,
    interval: 50,
  });
  await vi.waitFor(
    async () => {
      const [report] = await page.evaluate(() => window.harness.reports());
      expect(report).toMatchObject({ state: 'live', decoder: 'webcodecs', width: 640, height: 360 });
      expect(report?.fps).toBeGreaterThan(13);
    },
    { timeout: 15_000, interval: 200 },
  );
});

test('a picture smaller than its tile is left to the compositor', async () => {
  server.add('gate:sub', encodeClip(640, 360, 15, 15));
  await start(['gate'], 1);
  await shows({ width: 640, height: 360, rendering: '' });
});

test('colours are the same in a scaled picture and in one as it came', async () => {
  const pixels: number[][] = [];
  for (const clip of [plain(320, 180), plain(640, 360)]) {
    server.add('gate:sub', clip);
    await start(['gate'], 2);
    await shows(clip.width === 320 ? { width: 320, height: 180, rendering: '' } : { width: 400, height: 226, rendering: 'pixelated' });
    pixels.push(await page.evaluate(() => window.harness.pixel(0, 20, 20)));
    await page.reload();
  }
  const [asItCame = [], scaled = []] = pixels;
  for (const channel of [0, 1, 2]) {
    const difference = Math.abs((scaled[channel] ?? 0) - (asItCame[channel] ?? 255));
    expect(difference, `${scaled.join()} for ${asItCame.join()}`).toBeLessThanOrEqual(2);
  }
});
