/**
 * How long from an operator's act to the first picture on the glass: a stream that is open already, in another tile;
 * a cold one; and one the pointer rested on before. The cases take turns, so that the machine's mood falls on all alike.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { startCameraSim, type CameraSim } from '../../tools/camera-sim/camera-sim.ts';
import type { CdpPage } from '../e2e/full/cdp-page.ts';
import { RtspProbe } from '../integration/camera-sim/rtsp-probe.ts';
import { startClient, type RunningClient } from '../e2e/full/client.ts';
import { eventually } from '../e2e/full/eventually.ts';
import { allLive } from '../e2e/full/tiles.ts';
import { percentile, rounded } from './percentiles.ts';

export interface CallUpRow {
  readonly case: string;
  readonly pictures: number;
  /** Call-ups without a picture within 15 s. */
  readonly missed: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly maxMs: number | null;
  readonly samplesMs: readonly (number | null)[];
}

/** Nine places, the last of them free: that is where cameras are called up. */
const OPEN = 8;
/** From here on somebody else, as a recorder, receives the camera already: its encoder begins no keyframe for a newcomer, who waits for the next (one in 2 s). */
const RECORDED = 9;
/** From here on nobody does. */
const ALONE = 25;
const FREE = 8;

type Act = (bench: Bench, round: number) => Promise<number | null>;
interface Bench {
  readonly page: CdpPage;
  readonly sim: CameraSim;
}

const cases: Readonly<Record<string, Act>> = {
  'open stream, another tile': ({ page }, round) => firstPicture(page, (round % OPEN) + 1, 'drop'),
  'cold, the camera begins with a keyframe': ({ page }, round) => firstPicture(page, ALONE + (round % FREE), 'dblclick'),
  'cold, the camera is in mid-group': ({ page }, round) => firstPicture(page, recorded(round), 'dblclick'),
  'the same, pointer rested 1 s': (bench, round) => rested(bench, recorded(round + 5), 1_000),
  'the same, pointer rested 3 s': (bench, round) => rested(bench, recorded(round + 10), 3_000),
};

const recorded = (round: number): number => RECORDED + (round % (ALONE - RECORDED));

export async function measureCallUp(rounds: number): Promise<CallUpRow[]> {
  const sim = await startCameraSim({ cameras: ALONE + FREE - 1, sessionTimeoutSeconds: 3600 });
  const recorders = await record(sim);
  const cameras = sim.cameras.map(({ number }) => ({
    ...{ number, name: nameOf(number), mainUrl: sim.url(number, 'main'), subUrl: sim.url(number, 'sub') },
  }));
  let client: RunningClient | null = null;
  try {
    client = await startClient({ cameras, wall: OPEN });
    const bench = { page: client.page, sim };
    await eventually('the wall is live', 60_000, () => allLive(bench.page, OPEN));
    const samples = new Map(Object.keys(cases).map((name): [string, (number | null)[]] => [name, []]));
    for (let round = 0; round < rounds; round += 1)
      for (const [name, act] of Object.entries(cases)) {
        samples.get(name)?.push(await act(bench, round));
        await clear(bench);
      }
    return [...samples].map(([name, taken]) => rowOf(name, taken));
  } finally {
    await client?.stop();
    recorders.dispose();
    sim.dispose();
  }
}

/** Receives what it gets and forgets it. */
async function record(sim: CameraSim): Promise<{ dispose(): void }> {
  const probes = Array.from({ length: ALONE - RECORDED }, () => new RtspProbe(sim.rtspPort));
  await Promise.all(probes.map((probe, index) => probe.play(sim.url(RECORDED + index, 'sub'))));
  const forget = setInterval(() => {
    for (const { packets } of probes) packets.length = 0;
  }, 500);
  return {
    dispose: () => {
      clearInterval(forget);
      for (const probe of probes) probe.close();
    },
  };
}

const nameOf = (camera: number): string => `Camera ${String(camera).padStart(2, '0')}`;

function rowOf(name: string, samplesMs: readonly (number | null)[]): CallUpRow {
  const times = samplesMs.filter((time) => time !== null);
  const at = (share: number): number | null => rounded(percentile(times, share), 0);
  const missed = samplesMs.length - times.length;
  return { case: name, pictures: times.length, missed, p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1), samplesMs };
}

/** The pointer comes to rest on the name, and then calls the camera up. */
async function rested({ page }: Bench, camera: number, restMs: number): Promise<number | null> {
  await page.evaluate((name) => {
    const entry = [...document.querySelectorAll<HTMLElement>('.list-camera')].find(
      (row) => row.querySelector('.list-name')?.textContent === name,
    );
    entry?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
  }, nameOf(camera));
  await delay(restMs);
  return firstPicture(page, camera, 'dblclick');
}

/** From the act to the first frame the compositor presents in the new tile, ms on the page's clock. */
function firstPicture(page: CdpPage, camera: number, act: 'dblclick' | 'drop'): Promise<number | null> {
  return page.evaluate(
    async ({ name, how, free }) => {
      const entry = [...document.querySelectorAll<HTMLElement>('.list-camera')].find(
        (row) => row.querySelector('.list-name')?.textContent === name,
      );
      const cell = document.querySelector<HTMLElement>(`[data-cell="${free}"]`);
      if (entry === undefined || cell === null) throw new Error(`no ${name} in the list, or no free place`);
      const known = new Set(document.querySelectorAll('video'));
      const dataTransfer = new DataTransfer();
      if (how === 'drop') entry.dispatchEvent(new DragEvent('dragstart', { bubbles: true, dataTransfer }));
      const startedAt = performance.now();
      if (how === 'drop') cell.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
      else entry.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
      const limit = new Promise<null>((resolve) => setTimeout(resolve, 15_000, null));
      const shown = (async () => {
        for (;;) {
          const video = [...document.querySelectorAll('video')].find((one) => !known.has(one));
          if (video !== undefined)
            return new Promise<number>((resolve) => video.requestVideoFrameCallback(() => resolve(performance.now())));
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      })();
      const atMs = await Promise.race([shown, limit]);
      return atMs === null ? null : Math.round(atMs - startedAt);
    },
    { name: nameOf(camera), how: act, free: OPEN },
  );
}

/** Frees the place again and waits until the cameras that were called up are let go of. */
async function clear({ page, sim }: Bench): Promise<void> {
  await page.evaluate((free) => {
    for (const entry of document.querySelectorAll('.list-camera')) entry.dispatchEvent(new PointerEvent('pointerout', { bubbles: true }));
    document.querySelector<HTMLElement>(`[data-cell="${free}"]`)?.focus();
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Delete', bubbles: true, cancelable: true }));
  }, OPEN);
  await eventually('only the wall is read', 60_000, () => sim.status().sessions.length === OPEN + ALONE - RECORDED);
}

export function callUpTable(rows: readonly CallUpRow[]): string {
  const cell = (ms: number | null): string => (ms === null ? '' : `${ms} ms`);
  const lines = rows.map(
    (row) => `| ${row.case} | ${row.pictures} | ${row.missed} | ${cell(row.p50Ms)} | ${cell(row.p95Ms)} | ${cell(row.maxMs)} |`,
  );
  return ['| call-up | pictures | missed | p50 | p95 | max |', '| --- | --- | --- | --- | --- | --- |', ...lines].join('\n');
}
