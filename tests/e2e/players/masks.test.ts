/** Masks on the glass: not one pixel under them, at any zoom, in tracks and captures, from the first picture on. */
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { PictureMasks } from '../../../src-contract/model/privacy.ts';
import { buildPage, launchChromium } from './browser.ts';
import { encodeUnits, type Clip } from './clips.ts';
import { LinkServer } from './link-server.ts';

const BOX = { width: 800, height: 450 } as const;
const hidden = { left: 0.3, top: 0.25, right: 0.62, bottom: 0.7 } as const;
const rectangle = [
  { x: hidden.left, y: hidden.top },
  { x: hidden.right, y: hidden.top },
  { x: hidden.right, y: hidden.bottom },
  { x: hidden.left, y: hidden.bottom },
];
const masked = (changes: Partial<PictureMasks> = {}): PictureMasks => ({ style: 'hatched', always: [rectangle], lifted: null, ...changes });
const liftedFor = (forMs: number): PictureMasks => masked({ always: [], lifted: { shapes: [rectangle], forMs } });

let page: Page;
let browser: Browser;
let server: LinkServer;
let built: Awaited<ReturnType<typeof buildPage>>;

/** Strong colours everywhere, moving: any of them under a mask is seen at once. */
const colourful = (width: number, height: number): Clip => ({
  ...encodeUnits(`testsrc2=size=${width}x${height}:rate=15:duration=4,eq=saturation=2`, ['-preset', 'ultrafast', '-g', '15']),
  ...{ width, height, fps: 15 },
});

beforeAll(async () => {
  built = await buildPage(resolve(import.meta.dirname, 'page'));
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await built.remove();
});
beforeEach(async () => {
  server = await LinkServer.start(built.directory);
  page = await browser.newPage({ viewport: BOX });
  await page.goto(server.origin);
  await page.addStyleTag({ content: '#wall { position: fixed; inset: 0; overflow: hidden; } video { object-fit: contain; }' });
});
afterEach(async () => {
  await page.close();
  await server.stop();
});

const start = (masks: PictureMasks) =>
  page.evaluate((given) => {
    window.harness.masks['gate'] = given;
    window.harness.start(['gate'], 'real', 1);
  }, masks);
const until = (condition: () => Promise<boolean>) =>
  vi.waitFor(async () => expect(await condition()).toBe(true), { timeout: 10_000, interval: 50 });
const playing = () => until(() => page.evaluate(() => (document.querySelector('video')?.videoWidth ?? 0) > 0));
/** As the wall zooms: the compositor moves and scales the element. */
const zoom = (scale: number, x: number, y: number) =>
  page.evaluate(
    ([by, left, top]) => {
      const video = document.querySelector('video')!; // the only tile
      video.style.transformOrigin = '0 0';
      video.style.transform = `translate(${String(left * 100)}%, ${String(top * 100)}%) scale(${String(by)})`;
    },
    [scale, x, y] as const,
  );

/** The most colourful pixel of a part of a screenshot of the window, 0…255; masks are grey. */
async function colourIn(
  left: number,
  top: number,
  right: number,
  bottom: number,
): Promise<{ saturation: number; brightest: number; pixels: number }> {
  const image = (await page.screenshot()).toString('base64');
  return page.evaluate(
    async ([png, x0, y0, x1, y1]) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
      const [x, y] = [Math.max(0, Math.ceil(x0)), Math.max(0, Math.ceil(y0))];
      const [width, height] = [Math.min(bitmap.width, Math.floor(x1)) - x, Math.min(bitmap.height, Math.floor(y1)) - y];
      if (width <= 0 || height <= 0) return { saturation: 0, brightest: 0, pixels: 0 };
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!; // 2d always exists
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(x, y, width, height);
      let [saturation, brightest] = [0, 0];
      for (let at = 0; at < data.length; at += 4) {
        const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
        saturation = Math.max(saturation, Math.max(red, green, blue) - Math.min(red, green, blue));
        brightest = Math.max(brightest, red, green, blue);
      }
      return { saturation, brightest, pixels: width * height };
    },
    [image, left * BOX.width, top * BOX.height, right * BOX.width, bottom * BOX.height] as const,
  );
}
const underMask = (scale = 1, x = 0, y = 0) =>
  colourIn(hidden.left * scale + x, hidden.top * scale + y, hidden.right * scale + x, hidden.bottom * scale + y);

test.each([
  ['as large as its tile or smaller', 640, 360],
  ['larger than its tile', 1280, 720],
  ['of another shape', 704, 576],
])('nothing under a mask is seen at 12 places of zoom, with a picture %s', async (_, width, height) => {
  for (const profile of ['gate:sub', 'gate:main']) server.add(profile, colourful(width, height));
  await start(masked());
  await playing();
  const box = width / height > 1.7 ? 1 : (width / height) * (BOX.height / BOX.width);
  const bar = (1 - box) / 2;
  let seen = 0;
  for (const scale of [1, 2, 5, 12])
    for (const [px, py] of [
      [0, 0],
      [0.45, 0.5],
      [1, 1],
    ] as const) {
      const [x, y] = [px * (1 - scale), py * (1 - scale)];
      await zoom(scale, x, y);
      await page.waitForTimeout(120);
      const at = (share: number): number => (bar + share * box) * scale + x;
      const found = await colourIn(at(hidden.left), hidden.top * scale + y, at(hidden.right), hidden.bottom * scale + y);
      expect(found.saturation, `${String(scale)} ${String(px)}`).toBeLessThan(24);
      expect(found.brightest).toBeLessThan(110);
      seen += found.pixels;
    }
  expect(seen).toBeGreaterThan(100_000);
  // The rest of the picture is there, in colour.
  await zoom(1, 0, 0);
  expect((await colourIn(0, 0, 1, 1)).saturation).toBeGreaterThan(150);
});

test('a mask holds while the stream changes its size', async () => {
  server.add('gate:sub', colourful(640, 360));
  server.add('gate:main', colourful(1280, 720));
  await start(masked());
  await playing();
  await page.evaluate(() => {
    window.harness.tiles[0]?.wish({ enlarged: true, selected: true, covered: false, pin: 'main' });
  });
  const sizes = new Set<number>();
  for (let look = 0; look < 40 && sizes.size < 2; look += 1) {
    sizes.add(await page.evaluate(() => document.querySelector('video')?.videoWidth ?? 0));
    expect((await underMask()).saturation).toBeLessThan(24);
  }
  expect((await underMask()).saturation).toBeLessThan(24);
});

test('a lifted mask is back by itself, by word, and with main out of reach', async () => {
  server.add('gate:sub', colourful(640, 360));
  server.add('gate:main', colourful(640, 360));
  await start(liftedFor(2_500));
  await playing();
  await until(async () => (await underMask()).saturation > 100);
  await until(async () => (await underMask()).saturation < 24);
  await page.evaluate((masks) => window.harness.mask('gate', masks), liftedFor(60_000));
  await until(async () => (await underMask()).saturation > 100);
  await page.evaluate((masks) => window.harness.mask('gate', masks), masked());
  await until(async () => (await underMask()).saturation < 24);
  await page.evaluate((masks) => window.harness.mask('gate', masks), liftedFor(60_000));
  await until(async () => (await underMask()).saturation > 100);
  await page.evaluate(() => window.harness.player?.endLifts());
  await until(async () => (await underMask()).saturation < 24);
  await page.evaluate(() => window.harness.tiles.map((tile) => tile.dispose()));
  await until(() => page.evaluate(() => window.harness.player?.frames.created === window.harness.player?.frames.closed));
});

test('a snapshot has its masks, in the full size of its stream', async () => {
  server.add('gate:sub', colourful(640, 360));
  server.add('gate:main', colourful(1280, 720));
  await start(masked());
  await playing();
  await until(() => page.evaluate(() => window.harness.tiles[0]?.state.kind === 'live'));
  const found = await page.evaluate(async ({ left, top, right, bottom }) => {
    const colours: number[] = [];
    for (const captured of [await window.harness.player?.capture(0), await window.harness.player?.captureMain({ id: 'gate' })]) {
      if (captured == null) return null;
      const { width, height } = captured.bitmap;
      const context = new OffscreenCanvas(width, height).getContext('2d')!; // 2d always exists
      context.drawImage(captured.bitmap, 0, 0);
      const part = [left * width, top * height, (right - left) * width, (bottom - top) * height] as const;
      const { data } = context.getImageData(...part);
      let most = 0;
      for (let at = 0; at < data.length; at += 4) {
        const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
        most = Math.max(most, Math.max(red, green, blue) - Math.min(red, green, blue));
      }
      colours.push(most, width);
    }
    return colours;
  }, hidden);
  expect(found?.[0]).toBeLessThan(24);
  expect(found?.[2]).toBeLessThan(24);
  expect(found?.[3]).toBe(1280);
});

test('pictures that lie in no planes are masked on a canvas', async () => {
  const found = await page.evaluate((masks) => window.harness.paintOverCanvas(masks, 320, 180), masked());
  expect(found.brightest).toBeLessThan(80);
  const share = (hidden.right - hidden.left) * (hidden.bottom - hidden.top);
  expect(1 - found.white).toBeGreaterThan(share - 0.002);
  expect(1 - found.white).toBeLessThan(share + 0.03);
});
