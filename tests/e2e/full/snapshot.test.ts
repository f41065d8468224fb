/** Snapshots in the built client: files judged by their own pixels. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseEntry } from '../../../src-main/base/ledger/entry-line.ts';
import { decodeBlockCode } from '../../../tools/camera-sim/block-code.ts';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { readEvidence } from '../../../tools/verify/read-ledger.ts';
import { provideDisplay } from '../../hosts/virtual-display.ts';
import { startClient, type RunningClient } from './client.ts';
import { eventually } from './eventually.ts';
import { tileCodes } from './glass.ts';
import { allLive, tileStates } from './tiles.ts';

const TILES = 9;
/** Speaks H.265, which a browser without a GPU does not decode. */
const HEVC_CELL = 6;
let display: Awaited<ReturnType<typeof provideDisplay>>;
let sim: CameraSim;
let client: RunningClient;
let profile: string;
let folder: string;

beforeAll(async () => {
  display = await provideDisplay();
  Object.assign(process.env, display.environment);
  sim = await startCameraSim({ cameras: TILES });
  const rows = sim.cameras.map(({ number, mainProfile, subProfile }) => ({
    ...{ number, name: `Cổng số ${number}` },
    ...{ mainUrl: sim.url(number, mainProfile), subUrl: sim.url(number, subProfile) },
  }));
  profile = mkdtempSync(join(tmpdir(), 'vms ảnh chụp '));
  client = await startClient({ cameras: rows, wall: TILES, profile });
  folder = join(profile, 'snapshots');
  await eventually('all tiles live', 60_000, () => allLive(client.page, TILES));
});
afterAll(async () => {
  await client.stop();
  sim.dispose();
  display.dispose();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

/** Presses a key while the wall has the focus and `cell` is selected. */
const press = (cell: number, key: string): Promise<void> =>
  client.page.evaluate(
    ({ index, pressed }) => {
      document.querySelector<HTMLElement>(`[data-cell="${index}"]`)?.focus();
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true, cancelable: true }));
    },
    { index: cell, pressed: key },
  );
/** The picture of a camera, once it is there. */
const pictureOf = (number: number, limitMs = 10_000): Promise<string> =>
  eventually(`a picture of camera ${number}`, limitMs, () =>
    existsSync(folder) ? readdirSync(folder).find((name) => name.startsWith(`${number}_`) && name.endsWith('.png')) : undefined,
  );

/** The folder's own log. */
function folderEntries(): readonly Record<string, unknown>[] {
  const log = join(folder, 'snapshots.jsonl');
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** The entry of a picture: written just after it. */
const entryOf = (file: string): Promise<Record<string, unknown>> =>
  eventually('its entry', 5_000, () => folderEntries().find((entry) => entry['file'] === file));

async function decode(file: string): Promise<{ width: number; height: number; rgba: Buffer }> {
  const png = readFileSync(join(folder, file));
  const child = spawn('ffmpeg', ['-v', 'error', '-f', 'png_pipe', '-i', 'pipe:0', '-f', 'rawvideo', '-pix_fmt', 'rgba', 'pipe:1']);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(png);
  await new Promise((resolve) => child.once('close', resolve));
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), rgba: Buffer.concat(chunks) };
}

/** The code in the frame itself, above the band; the frame is as 16:9 as its stream. */
async function codeOf(file: string) {
  const { width, height, rgba } = await decode(file);
  const frameHeight = Math.round((width * 9) / 16);
  expect(height).toBeGreaterThan(frameHeight);
  return { width, code: decodeBlockCode(rgba.subarray(0, width * frameHeight * 4), width, frameHeight) };
}

it('keeps the frame of a zoomed tile whole and in the stream’s own resolution, with its hash beside it', async () => {
  await press(1, '+');
  await press(1, 's');
  const file = await pictureOf(2);
  expect(file).toMatch(/^2_Cong-so-2_\d{8}-\d{6}\.png$/u);
  const { width, code } = await codeOf(file);
  const entry = await entryOf(file);
  // Zoomed in, the tile may have gone over to the main stream.
  expect({ width, scene: code?.scene, stream: code?.stream }).toEqual({
    width: entry['profile'] === 'main' ? 1_920 : 640,
    scene: sim.cameras[1]?.scene,
    stream: entry['profile'],
  });
  const sha256 = createHash('sha256')
    .update(readFileSync(join(folder, file)))
    .digest('hex');
  expect(entry).toMatchObject({ sha256, cameraNumber: 2, cameraName: 'Cổng số 2', replay: false, fidelity: 'full' });
  expect([entry['timeSource'], entry['cameraTimeSource']]).toEqual(['arrival', 'rtcp']);
  await eventually('the file is named', 5_000, () => client.page.evaluate((name) => document.body.innerText.includes(name), file));
  await press(1, '0');
});

it('takes a frame of the main stream while the tile shows the sub stream', async () => {
  const open = await client.page.evaluate(() => {
    const tile = document.querySelector<HTMLElement>('[data-cell="2"] .tile-menu-area');
    tile?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: 400, clientY: 300 }));
    return tile !== null;
  });
  expect(open).toBe(true);
  await eventually('the menu', 5_000, () =>
    client.page.evaluate(() => {
      const item = [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')].find(({ innerText }) =>
        innerText.includes('độ phân giải đầy đủ'),
      );
      item?.click();
      return item !== undefined;
    }),
  );
  const { width, code } = await codeOf(await pictureOf(3, 20_000));
  expect([code?.scene, code?.stream]).toEqual([sim.cameras[2]?.scene, 'main']);
  expect(width).toBeGreaterThan(640);
  await eventually('the main stream is let go', 20_000, () => sim.status().sessions.filter(({ camera }) => camera === 3).length === 1);
});

it('takes what only FFmpeg can decode in its stream’s own size, and goes back to the tile’s', async () => {
  await press(HEVC_CELL, 's');
  const file = await pictureOf(HEVC_CELL + 1, 20_000);
  const { width, code } = await codeOf(file);
  expect([width, code?.scene, code?.stream]).toEqual([1_280, sim.cameras[HEVC_CELL]?.scene, 'hevc']);
  expect(await entryOf(file)).toMatchObject({ fidelity: 'full' });
  await eventually('all tiles live', 20_000, () => allLive(client.page, TILES));
});

it('takes the very frame a paused replay shows', async () => {
  await eventually('some seconds of video', 30_000, () => sim.frameLog.frames(1, 'sub').length > 105);
  await press(0, 'Escape');
  await eventually('the tile is live', 10_000, async () => (await tileStates(client.page)).get(0) === 'live');
  await press(0, 'r');
  await eventually('the tile says replay', 5_000, async () => (await tileStates(client.page)).get(0) === 'replay');
  await press(0, ' ');
  const frameOf = async () => (await tileCodes(client.page)).get(0)?.frame ?? null;
  const still = await eventually('a picture that stands still', 10_000, async () => {
    const frame = await frameOf();
    // Longer than any frame lasts: two looks at one frame of a replay that still runs are equal too.
    await new Promise((resolve) => setTimeout(resolve, 500));
    return frame !== null && (await frameOf()) === frame ? { frame } : null;
  });
  await press(0, 's');
  const file = await pictureOf(1);
  const { width, code } = await codeOf(file);
  expect([width, code?.frame]).toEqual([640, still.frame]);
  expect(await entryOf(file)).toMatchObject({ replay: true, fidelity: 'full', profile: 'sub' });
  await press(0, 'Escape');
});

it('wrote each into the audit log before it was done and after', async () => {
  await client.stop();
  const { ledger } = readEvidence({ path: profile, keyFile: null, checkpointFiles: [], sealingKeyFile: null, witness: null });
  const entries = [...ledger.rows].flatMap(({ bytes }) => (bytes === null ? [] : [parseEntry(bytes)]));
  const taken = entries.filter((entry) => entry?.action === 'snapshot.take');
  expect(taken.map((entry) => [entry?.phase, entry?.outcome])).toEqual(
    folderEntries().flatMap(() => [
      ['intent', 'pending'],
      ['result', 'done'],
    ]),
  );
  expect(taken.every((entry) => entry?.object?.kind === 'snapshot' && entry.object.id !== '')).toBe(true);
});
