import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { TileReport, TileState } from '../../../src-contract/model/stream-state.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { buildPage, launchChromium } from './browser.ts';
import { encodeClip, type Clip } from './clips.ts';
import { LinkServer, type TestStream } from './link-server.ts';

let page: Page;
let browser: Browser;
let server: LinkServer;
let built: Awaited<ReturnType<typeof buildPage>>;
let small: Clip;
let large: Clip;
let pageErrors: string[];

beforeAll(async () => {
  built = await buildPage(resolve(import.meta.dirname, 'page'));
  browser = await launchChromium();
  small = encodeClip(640, 360, 15, 15);
  large = encodeClip(1280, 720, 15, 15);
});
afterAll(async () => {
  await browser.close();
  await built.remove();
});
beforeEach(async () => {
  server = await LinkServer.start(built.directory);
  page = await browser.newPage({ viewport: { width: 800, height: 450 } });
  pageErrors = [];
  page.on('pageerror', (error) => pageErrors.push(error.message));
  await page.goto(server.origin);
});
afterEach(async () => {
  await page.close();
  await server.stop();
  expect(pageErrors).toEqual([]);
});

const until = (condition: () => Promise<boolean>, timeout = 8_000) =>
  vi.waitFor(async () => expect(await condition()).toBe(true), { timeout, interval: 50 });
const start = (cameras: string[], worker: 'real' | 'stub' | 'hang' = 'real') =>
  page.evaluate(([names, kind]) => window.harness.start(names, kind), [cameras, worker] as const);
const stateOf = (cell = 0) => page.evaluate((index) => window.harness.tiles[index]?.state, cell);
const kindOf = async (cell = 0) => (await stateOf(cell))?.kind;
const codeOf = (cell = 0) => page.evaluate((index) => window.harness.blockCode(index), cell);

test('pictures move on the glass and one pull serves two tiles', async () => {
  server.add('gate:sub', small);
  await start(['gate', 'gate']);
  await until(async () => (await kindOf(0)) === 'live' && (await kindOf(1)) === 'live');
  const codes = new Set<number | null>();
  await until(async () => codes.add(await codeOf(0)).size > 10);
  expect(Math.abs(((await codeOf(0)) ?? 0) - ((await codeOf(1)) ?? 0)) % 64).toBeLessThan(4);
  expect(server.commands.filter((command) => command.kind === 'subscribe')).toHaveLength(1);
  expect(await page.evaluate(() => window.harness.closed)).toHaveLength(1);
  await until(async () => (await reportOf()).fps > 13);
  const report = await reportOf();
  expect(report).toMatchObject({ state: 'live', codec: 'h264', decoder: 'webcodecs', width: 640, height: 360, profile: 'sub' });
  // Both counts are read at different moments, a status apart at most.
  expect(Math.abs(report.paintedFrames - report.receivedFrames)).toBeLessThan(8);
  expect(report.firstPictureMs).toBeGreaterThan(0);
  // The source says it held each frame for one interval; an age below that would be a wrong clock.
  expect(Math.min(...report.frameAgesMs)).toBeGreaterThan(1_000 / 15);
  await page.evaluate(() => window.harness.tiles.map((tile) => tile.dispose()));
  await until(() => page.evaluate(() => window.harness.player?.frames.created === window.harness.player?.frames.closed));
  expect(await page.evaluate(() => window.harness.player?.frames.created)).toBeGreaterThan(20);
  expect(await page.evaluate(() => new Set(window.harness.closed).size === window.harness.opened.length)).toBe(true);
});

test('a screenshot of the window shows moving pictures', async () => {
  server.add('gate:sub', small);
  await start(['gate']);
  await until(async () => (await kindOf()) === 'live');
  const first = await page.screenshot();
  await page.waitForTimeout(300);
  expect(Buffer.compare(first, await page.screenshot())).not.toBe(0);
});

test('a decoder that never puts out a frame is replaced by pictures, and that is remembered', async () => {
  server.add('gate:sub', small, flatPicture(120, 128, 128, 0, false));
  await start(['gate'], 'stub');
  await until(async () => (await kindOf()) === 'live');
  expect(await page.evaluate(() => window.harness.learned)).toEqual([{ key: `${small.codecString} 640x360`, decoder: 'ffmpeg' }]);
  expect(server.commands.findLast((command) => command.kind === 'adjust')).toMatchObject({ want: 'pictures', width: 400, height: 450 });
  await until(async () => (await reportOf()).decoder === 'ffmpeg');
});

test('a stream the decoder refuses again and again is shown by pictures, but nothing is learned from it', async () => {
  const stream = server.add('gate:sub', small, flatPicture(120, 128, 128, 0, false));
  await start(['gate']);
  await until(async () => (await kindOf()) === 'live');
  stream.garbage = true;
  await until(async () => (await reportOf()).decoder === 'ffmpeg');
  await until(async () => (await kindOf()) === 'live');
  expect(await page.evaluate(() => window.harness.learned.map((choice) => choice.decoder))).toEqual(['webcodecs']);
});

test('a camera that sends the same picture for ever is suspected, and believed again once it moves', async () => {
  const stream = server.add('gate:sub', small);
  await start(['gate']);
  await until(async () => (await reportOf()).state === 'live');
  // As an encoder that hangs, or a recorder without a signal: the same keyframe for every picture.
  stream.clip = { ...small, units: small.units.slice(0, 1) };
  await until(async () => (await reportOf()).state === 'frozen', 40_000);
  expect((await reportOf()).fps).toBeGreaterThan(10);
  stream.clip = small;
  await until(async () => (await reportOf()).state === 'live');
  await page.evaluate(() => window.harness.tiles.map((tile) => tile.dispose()));
  await until(() => page.evaluate(() => window.harness.player?.frames.created === window.harness.player?.frames.closed));
});

test('a black picture is suspected whoever decoded it', async () => {
  server.add('gate:sub', { ...small, codecString: 'hev1.1.6.L93.B0' }, flatPicture(17, 128, 128, 0, false));
  await start(['gate']);
  await until(async () => (await reportOf()).state === 'live');
  await until(async () => (await reportOf()).state === 'black', 20_000);
});

test('a codec WebCodecs does not know goes to pictures at once', async () => {
  server.add('gate:sub', { ...small, codecString: 'hev1.1.6.L93.B0' }, flatPicture(120, 128, 128, 0, false));
  await start(['gate']);
  await until(async () => (await kindOf()) === 'live', 2_000);
  expect((await reportOf()).decoder).toBe('ffmpeg');
});

test('a change of resolution in the middle is followed', async () => {
  const stream = server.add('gate:sub', small);
  await start(['gate']);
  await until(async () => (await kindOf()) === 'live');
  stream.clip = large;
  await until(async () => (await reportOf()).width === 1280);
  const before = await codeOf();
  await until(async () => (await codeOf()) !== before);
  expect(await page.evaluate(() => document.querySelector('video')?.videoWidth)).toBe(1280);
});

test('after units were lost nothing is shown until the next keyframe', async () => {
  const stream = server.add('gate:sub', small);
  await start(['gate']);
  await until(async () => (await codeOf()) === 2);
  const dropped = (await reportOf()).droppedFrames;
  stream.skip = 3;
  // Keyframes are 0, 15, 30 …: the numbers between the gap and the next one must never be painted.
  const codes = await page.evaluate(async () => {
    const seen = new Set<number | null>();
    const until = performance.now() + 1_500;
    while (performance.now() < until) {
      seen.add(window.harness.blockCode(0));
      await new Promise(requestAnimationFrame);
    }
    return [...seen];
  });
  expect(codes).toContain(15);
  expect(codes.filter((code) => code !== null && code > 9 && code < 15)).toEqual([]);
  await until(async () => (await reportOf()).droppedFrames > dropped);
});

test('tiles live again after the media process was away', async () => {
  server.add('gate:sub', small);
  await start(['gate', 'gate']);
  await until(async () => (await kindOf(0)) === 'live');
  server.down = true;
  server.dropLinks();
  await until(async () => (await stateOf(0))?.kind === 'live' && late(await stateOf(0)), 4_000);
  server.down = false;
  await until(async () => {
    const state = await stateOf(1);
    return state?.kind === 'live' && !state.late;
  }, 3_000);
});

test('a ticket the media process does not know is replaced by a fresh one', async () => {
  server.add('gate:sub', small);
  server.refused.add('gate:sub#1');
  await start(['gate']);
  await until(async () => (await kindOf()) === 'live');
  expect(await page.evaluate(() => window.harness.closed)).toContain('gate:sub#1');
});

test('a stream that is being retried says when, and dials at once when a person asks', async () => {
  server.state = { kind: 'retrying', reason: 'unreachable', attempt: 3, inMs: 60_000 };
  server.add('gate:sub', small).stalled = true;
  await start(['gate']);
  await until(async () => (await kindOf()) === 'failed');
  expect(await stateOf()).toMatchObject({ reason: 'unreachable', retryInMs: 60_000 });
  await page.evaluate(() => window.harness.tiles[0]?.retry());
  await until(() => Promise.resolve(server.commands.some((command) => command.kind === 'retry' && command.subscription === 1)));
});

test('a stalled source turns amber, then stale with the time of the last good picture, never stays live', async () => {
  const stream = server.add('gate:sub', small);
  await start(['gate']);
  await until(async () => (await kindOf()) === 'live');
  stream.stalled = true;
  const stalledAt = Date.now();
  await until(async () => late(await stateOf()), 4_000);
  await until(async () => (await kindOf()) === 'stale', 5_000);
  const state = await stateOf();
  if (state?.kind !== 'stale') throw new Error('not stale');
  expect(Math.abs(state.lastGoodEpochMs - stalledAt)).toBeLessThan(500);
  stream.stalled = false;
  await until(async () => (await kindOf()) === 'live');
});

test('a hung worker ends LIVE by itself and is replaced', async () => {
  server.add('gate:sub', small);
  await start(['gate'], 'hang');
  await until(async () => (await kindOf()) === 'live');
  await page.evaluate(() => window.harness.hang(60_000));
  await until(async () => late(await stateOf()), 4_000);
  await until(async () => (await kindOf()) === 'stale', 5_000);
  await until(async () => (await kindOf()) === 'live', 12_000);
});

test('a revoked ticket takes the picture away at once; the tile lives again only when main allows it', async () => {
  server.add('gate:sub', small);
  await start(['gate']);
  await until(async () => (await kindOf()) === 'live');
  const blank = await page.evaluate(() => {
    window.harness.denied = true;
    window.harness.player?.revoke(window.harness.opened, 'asks-again');
    return document.querySelector('video')?.srcObject === null;
  });
  expect(blank).toBe(true);
  await until(async () => (await kindOf()) === 'failed');
  expect(await stateOf()).toEqual({ kind: 'failed', reason: 'denied', retryInMs: null });
  await page.evaluate(() => {
    window.harness.denied = false;
    window.harness.tiles[0]?.retry();
  });
  await until(async () => (await kindOf()) === 'live');
  await page.evaluate(() => window.harness.player?.revoke(window.harness.opened, 'asks-again'));
  expect(await kindOf()).not.toBe('live');
  await until(async () => (await kindOf()) === 'live');
});

test('an enlarged tile moves to the main stream without going black', async () => {
  server.add('gate:sub', small);
  server.add('gate:main', large);
  await start(['gate']);
  await until(async () => (await kindOf()) === 'live');
  await page.setViewportSize({ width: 1600, height: 900 });
  await until(async () => (await reportOf()).width === 1280);
  const kinds = await page.evaluate(() => window.harness.states.map(({ state }) => state.kind));
  expect(kinds.slice(kinds.indexOf('live')).every((kind) => kind === 'live')).toBe(true);
  expect(await page.evaluate(() => window.harness.closed)).toContain('gate:sub#1');
  expect((await reportOf()).profile).toBe('main');
});

test('what nobody can see is neither carried nor painted, and is back at once', async () => {
  const carried = (): string | undefined => server.commands.findLast((command) => command.kind === 'adjust')?.want;
  for (const name of ['gate', 'yard']) server.add(`${name}:sub`, small);
  await start(['gate', 'yard']);
  await until(async () => (await kindOf(0)) === 'live' && (await kindOf(1)) === 'live');
  await page.evaluate(() => window.harness.tiles[1]?.wish({ enlarged: false, selected: false, covered: true, pin: 'auto' }));
  await until(async () => (await kindOf(1)) === 'idle' && carried() === 'nothing');
  const still = await codeOf(1);
  const moved = new Set<number | null>();
  await until(async () => moved.add(await codeOf(0)).size > 5);
  expect(await codeOf(1)).toBe(still);

  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await until(async () => (await kindOf(0)) === 'idle');
  const dialled = server.commands.filter(({ kind }) => kind === 'subscribe').length;
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'visible' });
    document.dispatchEvent(new Event('visibilitychange'));
    window.harness.tiles[1]?.wish({ enlarged: false, selected: false, covered: false, pin: 'auto' });
  });
  await until(async () => (await kindOf(0)) === 'live' && (await kindOf(1)) === 'live');
  await until(async () => (await codeOf(1)) !== still);
  expect(server.commands.filter(({ kind }) => kind === 'subscribe')).toHaveLength(dialled);
});

/** Reference: ITU-R BT.601 / BT.709 conversion of the same Y, Cb, Cr, full or limited range. */
const colours = [
  { name: 'BT.601 limited', matrix: 0, full: false, yuv: [81, 90, 240], rgb: [255, 0, 0] },
  { name: 'BT.601 full', matrix: 0, full: true, yuv: [76, 85, 255], rgb: [254, 0, 0] },
  { name: 'BT.709 limited', matrix: 1, full: false, yuv: [63, 102, 240], rgb: [255, 0, 0] },
  { name: 'BT.709 full', matrix: 1, full: true, yuv: [54, 99, 255], rgb: [254, 0, 0] },
  { name: 'grey, limited', matrix: 1, full: false, yuv: [126, 128, 128], rgb: [128, 128, 128] },
  { name: 'grey, full', matrix: 1, full: true, yuv: [128, 128, 128], rgb: [128, 128, 128] },
] as const;
test.each(colours)('pictures keep their colours: $name', async ({ matrix, full, yuv, rgb }) => {
  server.add('gate:sub', { ...small, codecString: 'hev1.1.6.L93.B0' }, flatPicture(yuv[0], yuv[1], yuv[2], matrix, full));
  await start(['gate']);
  await until(async () => (await kindOf()) === 'live' && (await codeOf()) !== null);
  const pixel = await page.evaluate(() => window.harness.pixel(0, 20, 20));
  for (const channel of [0, 1, 2])
    expect(Math.abs((pixel[channel] ?? 0) - (rgb[channel] ?? 0)), `${pixel.join()} for ${rgb.join()}`).toBeLessThanOrEqual(3);
});

function late(state: TileState | undefined): boolean {
  return state?.kind === 'live' && state.late;
}

async function reportOf(): Promise<TileReport> {
  const [report] = await page.evaluate(() => window.harness.reports());
  if (!report) throw new Error('no tile');
  return report;
}

function flatPicture(y: number, cb: number, cr: number, matrix: 0 | 1, fullRange: boolean): TestStream['picture'] {
  return (_number, { width, height }) => {
    const planes = new Uint8Array((width * height * 3) / 2).fill(y);
    planes.fill(cb, width * height, width * height * 1.25);
    planes.fill(cr, width * height * 1.25);
    return { width, height, matrix, fullRange, planes };
  };
}
