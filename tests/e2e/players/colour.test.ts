/** The same numbers in every picture; what colour they are is said by the stream or left to the convention, and both decoders must agree. */
import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { monotonicMs, ptsUs } from '../../../src-contract/time.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createLog } from '../../../src-main/base/log.ts';
import { UnitNormaliser } from '../../../src-main/media/codec/unit-normaliser.ts';
import { LiveProcesses } from '../../../src-main/ffmpeg/live-processes.ts';
import { createRunner } from '../../../src-main/ffmpeg/runner.ts';
import type { Picture } from '../../../src-main/media/picture.ts';
import { PictureDecoder } from '../../../src-main/media/picture-decoder.ts';
import { buildPage, launchChromium } from './browser.ts';
import { encodeUnits, type Clip } from './clips.ts';
import { LinkServer, type TestPicture } from './link-server.ts';

const [Y, CB, CR] = [90, 110, 200];
/** Rounding of a range conversion between, in each of the three numbers. */
const TOLERANCE = 3;

type Rgb = readonly [number, number, number];

/** ITU-T H.273: red and blue weights of luma, and where black, white and full chroma lie. */
function rgbOf(matrix: 'bt601' | 'bt709', fullRange: boolean): Rgb {
  const [kr, kb] = matrix === 'bt601' ? [0.299, 0.114] : [0.2126, 0.0722];
  const luma = fullRange ? Y / 255 : (Y - 16) / 219;
  const [blue, red] = [CB, CR].map((value) => (value - 128) / (fullRange ? 255 : 224)) as [number, number]; // as many as went in
  const [r, b] = [luma + 2 * (1 - kr) * red, luma + 2 * (1 - kb) * blue];
  const channel = (value: number): number => Math.round(255 * Math.min(1, Math.max(0, value)));
  return [channel(r), channel((luma - kr * r - kb * b) / (1 - kr - kb)), channel(b)];
}

const described = (matrix: number, full: 0 | 1): string =>
  `:colour_primaries=${matrix}:transfer_characteristics=${matrix}:matrix_coefficients=${matrix}:video_full_range_flag=${full}`;

const cases = [
  { name: 'SD described as BT.601', height: 360, describe: described(6, 0), expected: rgbOf('bt601', false) },
  { name: 'SD described as BT.601, full range', height: 360, describe: described(6, 1), expected: rgbOf('bt601', true) },
  { name: 'SD described as BT.709', height: 360, describe: described(1, 0), expected: rgbOf('bt709', false) },
  { name: 'SD described as BT.709, full range', height: 360, describe: described(1, 1), expected: rgbOf('bt709', true) },
  { name: 'SD without a description', height: 360, describe: '', expected: rgbOf('bt601', false) },
  { name: 'SD, full range, no matrix', height: 360, describe: ':video_full_range_flag=1', expected: rgbOf('bt601', true) },
  { name: 'SD described as BT.470BG', height: 360, describe: described(5, 0), expected: rgbOf('bt601', false) },
  { name: 'SD described as BT.470BG, full range', height: 360, describe: described(5, 1), expected: rgbOf('bt601', true) },
  { name: 'HD described as BT.470BG', height: 720, describe: described(5, 0), expected: rgbOf('bt601', false) },
  { name: 'HD described as BT.601', height: 720, describe: described(6, 0), expected: rgbOf('bt601', false) },
  { name: 'HD described as BT.709, full range', height: 720, describe: described(1, 1), expected: rgbOf('bt709', true) },
  { name: 'HD without a description', height: 720, describe: '', expected: rgbOf('bt709', false) },
  { name: 'HD, full range, no matrix', height: 720, describe: ':video_full_range_flag=1', expected: rgbOf('bt601', true) },
] as const;

function clipOf(height: number, describe: string): Clip {
  const width = (height * 16) / 9;
  const drawn = `color=gray:size=${width}x${height}:rate=10,format=yuv420p,geq=lum=${Y}:cb=${CB}:cr=${CR}`;
  const encoder = ['-preset', 'ultrafast', '-tune', 'zerolatency', '-qp', '8', '-g', '10', '-frames:v', '10'];
  const { units, ...facts } = encodeUnits(drawn, encoder, describe);
  // As the media process hands them on.
  const normaliser = new UnitNormaliser({ codec: 'h264', extradata: new Uint8Array(0), width, height });
  const normalised = units.map(({ data, keyframe }) => ({ data: Uint8Array.from(normaliser.normalise(data, keyframe)), keyframe }));
  return { ...facts, units: normalised, width, height, fps: 10 };
}

const printed: string[] = [];
const start = createRunner({
  ...{ path: 'ffmpeg', clock: systemClock, live: new LiveProcesses(), environment: process.env },
  log: createLog(
    (line) => printed.push(line),
    () => new Date(),
  ),
});

/** The first picture that the media process's own decoder makes of the clip. */
async function decoded(clip: Clip): Promise<TestPicture> {
  const size = { width: 320, height: 180 };
  const first = Promise.withResolvers<Picture>();
  const decoder = new PictureDecoder(
    { codec: 'h264', facts: clip.facts, size, start, clock: systemClock },
    {
      picture: first.resolve,
      ended: () => {
        first.reject(new Error(`FFmpeg ended: ${printed.join(' ')}`));
      },
    },
  );
  try {
    for (const [index, { data, keyframe }] of clip.units.entries()) {
      decoder.feed({ data, keyframe, ptsUs: ptsUs(index * 100_000), arrivalMs: monotonicMs(index), discontinuity: false });
    }
    const { header, planes } = await first.promise;
    return { ...size, matrix: header[4] === 1 ? 1 : 0, fullRange: header[5] === 1, planes };
  } finally {
    decoder.dispose();
  }
}

let browser: Browser;
let built: Awaited<ReturnType<typeof buildPage>>;
let server: LinkServer;

beforeAll(async () => {
  built = await buildPage(resolve(import.meta.dirname, 'page'));
  browser = await launchChromium();
  server = await LinkServer.start(built.directory);
  for (const { name, height, describe } of cases) {
    const clip = clipOf(height, describe);
    const picture = await decoded(clip);
    // Which of them a tile asks for first depends on its size before there is a layout.
    for (const profile of ['sub', 'main']) server.add(`${name}:${profile}`, clip, () => picture);
  }
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await built.remove();
});

for (const decoder of ['webcodecs', 'ffmpeg'] as const) {
  test(`${decoder} shows every description as what it says, and the convention where it says nothing`, async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.goto(server.origin);
    const names = cases.map(({ name }) => name);
    const worker = decoder === 'webcodecs' ? 'real' : 'stub';
    await page.evaluate(([all, kind]) => window.harness.start(all, kind, 4), [names, worker] as const);
    await vi.waitFor(
      async () => {
        const reports = await page.evaluate(() => window.harness.reports());
        expect(reports.map((report) => [report.camera, report.state, report.decoder])).toEqual(
          names.map((name) => [name, 'live', decoder]),
        );
      },
      { timeout: 60_000, interval: 200 },
    );
    const shown: Record<string, readonly number[]> = {};
    for (const [cell, name] of names.entries()) shown[name] = await page.evaluate((index) => window.harness.pixel(index, 20, 20), cell);
    for (const { name, expected } of cases) {
      const off = Math.max(...expected.map((value, channel) => Math.abs(value - (shown[name]?.[channel] ?? 0))));
      expect(off, `${name}: ${shown[name]?.join()} instead of ${expected.join()}`).toBeLessThanOrEqual(TOLERANCE);
    }
    await page.close();
  });
}
