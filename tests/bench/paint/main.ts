/**
 * Measures ways to paint a wall: CPU of all browser processes and share of frames painted.
 *
 *     node tests/bench/paint/main.ts [--tiles 16,36,64] [--seconds 6] [--rounds 2] [--only 'NAME|NAME']
 *
 * Variants are interleaved within a round, so that a busy machine treats them alike.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { buildPage, launchChromium } from '../../e2e/players/browser.ts';
import { encodeUnits, type Clip } from '../../e2e/players/clips.ts';
import { LinkServer } from '../../e2e/players/link-server.ts';
import { percentile, rounded } from '../percentiles.ts';
import { readTree } from '../process-tree.ts';
import { provideDisplay } from '../../hosts/virtual-display.ts';
import type { Variant } from './page/variants.ts';

const WARM_UP_MS = 4_000;
const TICKS_PER_SECOND = 100;

const variants: readonly Variant[] = [
  { name: 'track, 33 ms', paint: 'track', tickMs: 33 },
  { name: 'track, 16 ms', paint: 'track', tickMs: 16 },
  { name: 'track, 66 ms', paint: 'track', tickMs: 66 },
  { name: 'exact track, 33 ms', paint: 'exact-track', tickMs: 33 },
  { name: 'exact track, 33 ms, two workers', paint: 'exact-track', tickMs: 33, workers: 2 },
  { name: 'mosaic, 33 ms', paint: 'mosaic', tickMs: 33 },
  { name: 'bitmaprenderer, 33 ms', paint: 'bitmap', tickMs: 33 },
  { name: 'canvas 2d, 33 ms', paint: 'canvas-2d', tickMs: 33 },
];

interface Row {
  readonly variant: string;
  readonly tiles: number;
  readonly cores: number;
  /** What everything else on the machine used meanwhile, the server of this bench included. */
  readonly otherCores: number;
  readonly handedOverRatio: number;
  readonly paintedRatio: number | null;
  readonly ageP50Ms: number | null;
  readonly ageP95Ms: number | null;
  /** Frames of the first tile by both counts, to see whether they agree. */
  readonly firstTile: string;
}

/** What a sub stream looks like: 640×360, 15 fps, about 500 kbit/s, a keyframe every 2 s. */
function subClip(): Clip {
  const rate = ['-preset', 'veryfast', '-g', '30', '-b:v', '500k', '-maxrate', '600k', '-bufsize', '600k', '-x264-params', 'scenecut=0'];
  return { ...encodeUnits('testsrc2=size=640x360:rate=15:duration=12,noise=alls=12:allf=t', rate), width: 640, height: 360, fps: 15 };
}

/** CPU seconds of every browser process below this one. */
function browserCpuSeconds(): number {
  const tree = readTree(process.pid).filter((facts) => facts.pid !== process.pid && !facts.command.startsWith('Xvfb'));
  return tree.reduce((sum, facts) => sum + facts.cpuTicks, 0) / TICKS_PER_SECOND;
}

/** CPU seconds the whole machine was not idle, from `/proc/stat`. */
function machineBusySeconds(): number {
  const [, user, nice, system, , , irq, softirq] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/u).map(Number);
  return [user, nice, system, irq, softirq].reduce<number>((sum, ticks) => sum + (ticks ?? 0), 0) / TICKS_PER_SECOND;
}

async function measure(browser: Browser, server: LinkServer, variant: Variant, tiles: number, seconds: number): Promise<Row> {
  const page: Page = await browser.newPage({ viewport: null });
  try {
    await page.goto(server.origin);
    await page.evaluate(([chosen, count]) => window.paint.start(chosen, count), [variant, tiles] as const);
    await delay(WARM_UP_MS);
    const before = await page.evaluate(() => window.paint.counts());
    const cpuBefore = browserCpuSeconds();
    const busyBefore = machineBusySeconds();
    const startedAt = performance.now();
    await delay(seconds * 1_000);
    const after = await page.evaluate(() => window.paint.counts());
    const elapsed = (performance.now() - startedAt) / 1_000;
    const received = tiles * 15 * elapsed;
    const cpu = browserCpuSeconds() - cpuBefore;
    return {
      variant: variant.name,
      tiles,
      cores: cpu / elapsed,
      otherCores: (machineBusySeconds() - busyBefore - cpu) / elapsed,
      handedOverRatio: (after.handedOver - before.handedOver) / (tiles * 15 * ((after.atMs - before.atMs) / 1_000)),
      paintedRatio: after.painted === null || before.painted === null ? null : (after.painted - before.painted) / received,
      ageP50Ms: percentile(after.agesMs, 0.5),
      ageP95Ms: percentile(after.agesMs, 0.95),
      firstTile: `${after.firstByCallback - before.firstByCallback}/${after.firstByQuality - before.firstByQuality}`,
    };
  } finally {
    await page.close();
  }
}

const { values: options } = parseArgs({
  options: {
    tiles: { type: 'string', default: '16,36,64' },
    seconds: { type: 'string', default: '6' },
    rounds: { type: 'string', default: '2' },
    only: { type: 'string', default: '' },
  },
});
const display = await provideDisplay();
Object.assign(process.env, display.environment);
const built = await buildPage(resolve(import.meta.dirname, 'page'));
const server = await LinkServer.start(built.directory);
try {
  server.add('camera', subClip());
  for (let round = 1; round <= Number(options.rounds); round += 1) {
    for (const tiles of options.tiles.split(',').map(Number)) {
      for (const variant of variants.filter(({ name }) => options.only.split('|').some((part) => name.includes(part)))) {
        const browser = await launchChromium({ headless: false, args: ['--window-size=1920,1080', '--window-position=0,0', '--kiosk'] });
        try {
          const row = await measure(browser, server, variant, tiles, Number(options.seconds));
          const { cores, otherCores, handedOverRatio, paintedRatio, ageP50Ms, ageP95Ms } = row;
          // Columns: round, tiles, variant, cores, others' cores, handed over, painted, age p50, age p95, first tile by both counts.
          const figures = [
            rounded(cores, 2),
            rounded(otherCores, 2),
            rounded(handedOverRatio, 3),
            rounded(paintedRatio, 3),
            rounded(ageP50Ms),
            rounded(ageP95Ms),
          ];
          console.log([round, tiles, row.variant, ...figures.map(String), row.firstTile].join(' | '));
        } finally {
          await browser.close();
        }
      }
    }
  }
} finally {
  await server.stop();
  await built.remove();
  display.dispose();
}
