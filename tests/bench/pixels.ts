/**
 * What a person behind the glass would measure: the X screen is grabbed at 60 Hz, every tile's block
 * code is read from its pixels, and the frame numbers are held against the simulator's log of when
 * each frame's last RTP packet was sent. Nothing the client says about itself is used.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cellsAcross, decodeBlockCode, stripShare } from '../../tools/camera-sim/block-code.ts';
import type { SentFrame } from '../../tools/camera-sim/frame-log.ts';
import type { CdpPage } from '../e2e/full/cdp-page.ts';
import { startClient } from '../e2e/full/client.ts';
import { eventually } from '../e2e/full/eventually.ts';
import { keepOverlaysHidden, pictureBoxes, type PictureBox } from '../e2e/full/glass.ts';
import { allLive } from '../e2e/full/tiles.ts';
import { percentile, rounded } from './percentiles.ts';
import { grabScreen } from './screen-grab.ts';
import { readFrameLog, startSimulator } from './simulator.ts';

const GRAB_FPS = 60;

export interface PixelResult {
  readonly tiles: number;
  readonly grabFps: number;
  /** Distinct frames seen on the glass over frames sent, all tiles. */
  readonly seenRatio: number;
  readonly worstTileSeenRatio: number;
  /** From a frame's last RTP packet to its first appearance in a grabbed screen; up to one grab period too much. */
  readonly glassAgeMs: { readonly p50: number | null; readonly p95: number | null; readonly max: number | null };
}

/** One frame number read from one tile. */
export interface Sighting {
  readonly cell: number;
  readonly frame: number;
  readonly epochMs: number;
}

export async function measurePixels(tiles: number, seconds: number): Promise<PixelResult> {
  const folder = mkdtempSync(join(tmpdir(), 'vms-pixels-'));
  const log = join(folder, 'frames.ndjson');
  const simulator = await startSimulator(tiles, log);
  try {
    const cameras = Array.from({ length: tiles }, (_, index) => ({
      number: index + 1,
      name: `Camera ${index + 1}`,
      mainUrl: simulator.url(index + 1, 'sub'),
    }));
    const client = await startClient({ cameras, wall: tiles });
    try {
      await eventually(`${tiles} tiles live`, 90_000, () => allLive(client.page, tiles));
      await keepOverlaysHidden(client.page);
      const boxes = await screenBoxes(client.page);
      await delay(8_000);
      const sightings = await watchGlass(boxes, seconds);
      await delay(1_000);
      return judge(sightings.seen, readFrameLog(log), tiles, sightings.grabs / seconds);
    } finally {
      await client.stop();
    }
  } finally {
    simulator.stop();
    await delay(500);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Picture boxes on the X screen: the page's own, moved by where the window and its title stand. */
export async function screenBoxes(page: CdpPage): Promise<readonly PictureBox[]> {
  const boxes = await page.evaluate(pictureBoxes);
  const { left, top } = await page.evaluate(() => ({
    left: window.screenX + (window.outerWidth - window.innerWidth) / 2,
    top: window.screenY + window.outerHeight - window.innerHeight,
  }));
  return boxes.map((box) => ({ ...box, x: box.x + Math.round(left), y: box.y + Math.round(top) }));
}

/** Every frame number read from the boxes of the screen while it is grabbed. */
export async function watchGlass(boxes: readonly PictureBox[], seconds: number): Promise<{ seen: readonly Sighting[]; grabs: number }> {
  const [width, height] = [1920, 1080];
  const readers = boxes.map((box) => ({ box, strip: new StripReader(box, width) }));
  const seen: Sighting[] = [];
  let grabs = 0;
  await grabScreen({ display: process.env['DISPLAY'] ?? ':0', width, height, fps: GRAB_FPS, seconds }, (grey, epochMs) => {
    grabs += 1;
    for (const { box, strip } of readers) {
      const frame = strip.read(grey);
      if (frame !== null) seen.push({ cell: box.cell, frame, epochMs });
    }
  });
  return { seen, grabs };
}

/** Reads one tile's frame number; only the strip's rows are copied, into a picture kept for that. */
class StripReader {
  readonly #box: PictureBox;
  readonly #stride: number;
  readonly #rgba: Uint8Array;

  constructor(box: PictureBox, stride: number) {
    this.#box = box;
    this.#stride = stride;
    this.#rgba = new Uint8Array(box.width * box.height * 4);
  }

  read(grey: Uint8Array): number | null {
    const { x, y, width, height } = this.#box;
    const firstRow = Math.floor(height * (1 - stripShare) - height / cellsAcross);
    for (let row = firstRow; row < height; row += 1) {
      for (let column = 0; column < width; column += 1) {
        const level = grey[(y + row) * this.#stride + x + column] ?? 0;
        this.#rgba.fill(level, (row * width + column) * 4, (row * width + column) * 4 + 3);
      }
    }
    return decodeBlockCode(this.#rgba, width, height)?.frame ?? null;
  }
}

/** Holds sightings against the log. A sighting belongs to the newest frame of that number sent before it. */
export function judge(seen: readonly Sighting[], sent: readonly SentFrame[], tiles: number, grabFps: number): PixelResult {
  const from = seen.reduce((least, { epochMs }) => Math.min(least, epochMs), Number.POSITIVE_INFINITY) + 500;
  const until = seen.reduce((most, { epochMs }) => Math.max(most, epochMs), 0) - 500;
  const perTile = Array.from({ length: tiles }, (_, cell) =>
    judgeTile(
      seen.filter((sighting) => sighting.cell === cell),
      sent.filter((frame) => frame.camera === cell + 1),
      from,
      until,
    ),
  );
  const ages = perTile.flatMap((tile) => tile.ages);
  const total = (pick: (tile: TileJudgement) => number): number => perTile.reduce((sum, tile) => sum + pick(tile), 0);
  return {
    tiles,
    grabFps: rounded(grabFps, 1) ?? 0,
    seenRatio: rounded(total((tile) => tile.seen) / total((tile) => tile.sent), 4) ?? 0,
    worstTileSeenRatio: rounded(Math.min(...perTile.map((tile) => tile.seen / tile.sent)), 4) ?? 0,
    glassAgeMs: { p50: rounded(percentile(ages, 0.5)), p95: rounded(percentile(ages, 0.95)), max: rounded(percentile(ages, 1)) },
  };
}

interface TileJudgement {
  readonly sent: number;
  readonly seen: number;
  readonly ages: readonly number[];
}

function judgeTile(seen: readonly Sighting[], sent: readonly SentFrame[], from: number, until: number): TileJudgement {
  const firstSeen = new Map<number, number>();
  for (const sighting of seen) {
    const frame = sent.findLast((candidate) => candidate.index === sighting.frame && candidate.sentAt <= sighting.epochMs);
    if (frame !== undefined && !firstSeen.has(frame.counter)) firstSeen.set(frame.counter, sighting.epochMs - frame.sentAt);
  }
  const judged = sent.filter((frame) => frame.sentAt >= from && frame.sentAt <= until);
  const ages = judged.map((frame) => firstSeen.get(frame.counter)).filter((age) => age !== undefined);
  return { sent: judged.length, seen: ages.length, ages };
}
