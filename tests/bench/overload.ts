/**
 * What is left of a wall while other programs take every processor: painted share, age, what the client gives up and
 * says, and how fast it answers a key. Three stretches of one run are compared: before, under load, afterwards.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { SentFrame } from '../../tools/camera-sim/frame-log.ts';
import { startBurners } from '../e2e/full/burner.ts';
import { startClient, type RunningClient } from '../e2e/full/client.ts';
import { eventually } from '../e2e/full/eventually.ts';
import { allLive } from '../e2e/full/tiles.ts';
import { longestStill, wallClaims, watchInput, type WallClaims } from '../e2e/full/wall-watch.ts';
import { readReports, type ReportLine } from './client-wall.ts';
import { givenUpText, mostGivenUp } from './given-up.ts';
import { percentile, rounded } from './percentiles.ts';
import { readFrameLog, startSimulator } from './simulator.ts';

export interface OverloadRun {
  readonly tiles: number;
  readonly seconds: number;
  readonly burners: number;
  readonly profile: 'sub' | 'main';
}

export interface Stretch {
  readonly name: 'before' | 'burning' | 'after';
  readonly seconds: number;
  /** Painted over sent, all tiles. */
  readonly paintedRatio: number;
  readonly worstTilePaintedRatio: number;
  readonly frameAgeMs: { readonly p50: number | null; readonly p95: number | null; readonly max: number | null };
  /** The longest that a tile marked LIVE painted nothing new. */
  readonly longestStillMs: number;
  /** Most tiles that gave something up at a time, by what it was. */
  readonly gaveUp: Readonly<Record<string, number>>;
  readonly notLiveShare: number;
  readonly inputToPaintMs: { readonly p50: number | null; readonly p95: number | null; readonly max: number | null; readonly keys: number };
}

export interface OverloadResult extends OverloadRun {
  readonly processors: number;
  readonly stretches: readonly Stretch[];
  /** From the end of the burners until no tile gives anything up and all are live; `null`: not within the time. */
  readonly recoveredAfterMs: number | null;
}

const RECOVERY_MS = 180_000;

export async function measureOverload(run: OverloadRun): Promise<OverloadResult> {
  const folder = mkdtempSync(join(tmpdir(), 'vms-overload-'));
  const files = { sent: join(folder, 'frames.ndjson'), reports: join(folder, 'tiles.ndjson') };
  const simulator = await startSimulator(run.tiles, files.sent);
  try {
    const cameras = Array.from({ length: run.tiles }, (_, index) => ({
      number: index + 1,
      name: `Camera ${index + 1}`,
      mainUrl: simulator.url(index + 1, run.profile),
    }));
    const client = await startClient({ cameras, wall: run.tiles, extra: ['--bench-report', files.reports] });
    try {
      return await watch(client, run, files);
    } finally {
      await client.stop();
    }
  } finally {
    simulator.stop();
    await delay(500);
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Files {
  readonly sent: string;
  readonly reports: string;
}

async function watch(client: RunningClient, run: OverloadRun, files: Files): Promise<OverloadResult> {
  await eventually(`${run.tiles} tiles live`, 90_000, () => allLive(client.page, run.tiles));
  await delay(10_000);
  const keys = await watchInput(client.page);
  const stretch = (name: Stretch['name']): Promise<Watched> => watchStretch(client, name, run.seconds, keys);
  const before = await stretch('before');
  const burners = startBurners(run.burners);
  const burning = await stretch('burning').finally(() => {
    burners.dispose();
  });
  const recoveredAfterMs = await recovery(client, run.tiles);
  const after = await stretch('after');
  // Only now: a starved simulator writes its log late.
  const [lines, sent] = [readReports(files.reports), readFrameLog(files.sent)];
  const stretches = [before, burning, after].map((watched) => judgeStretch(watched, lines, sent));
  return { ...run, processors: availableParallelism(), stretches, recoveredAfterMs };
}

async function recovery({ page }: RunningClient, tiles: number): Promise<number | null> {
  const startMs = performance.now();
  while (performance.now() - startMs < RECOVERY_MS) {
    const claims = await wallClaims(page);
    const well = claims.loadNote === '' && claims.tiles.length === tiles && claims.tiles.every((tile) => tile.full);
    if (well) return Math.round(performance.now() - startMs);
    await delay(250);
  }
  return null;
}

const ARROWS = ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp'];

interface Watched {
  readonly name: Stretch['name'];
  readonly fromEpoch: number;
  readonly toEpoch: number;
  readonly claims: readonly WallClaims[];
  readonly answersMs: readonly number[];
}

async function watchStretch(
  { page }: RunningClient,
  name: Stretch['name'],
  seconds: number,
  keys: () => Promise<readonly number[]>,
): Promise<Watched> {
  const keysBefore = (await keys()).length;
  const fromEpoch = Date.now();
  const claims: WallClaims[] = [];
  for (let turn = 0; Date.now() < fromEpoch + seconds * 1000; turn += 1) {
    claims.push(await wallClaims(page));
    const arrow = ARROWS[turn % ARROWS.length] ?? 'ArrowRight';
    await page.press(arrow, arrow);
    await delay(400);
  }
  const toEpoch = Date.now();
  await delay(1_000);
  return { name, fromEpoch, toEpoch, claims, answersMs: (await keys()).slice(keysBefore) };
}

/** Counts between the first and the last report of the stretch, so that whole report periods are compared with what was sent in them. */
export function judgeStretch(
  { name, fromEpoch, toEpoch, claims, answersMs }: Watched,
  all: readonly Pick<ReportLine, 'epochMs' | 'tiles'>[],
  sent: readonly SentFrame[],
): Stretch {
  const lines = all.filter(({ epochMs }) => epochMs >= fromEpoch && epochMs <= toEpoch);
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined || first === last) throw new Error('too few tile reports were written');
  const perTile = last.tiles.map((tile) => {
    const painted = tile.paintedFrames - (first.tiles.find(({ cell }) => cell === tile.cell)?.paintedFrames ?? 0);
    const due = sent.filter(({ camera, sentAt }) => camera === tile.cell + 1 && sentAt > first.epochMs && sentAt <= last.epochMs).length;
    return { painted, due };
  });
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const ages = lines.flatMap(({ tiles }) => tiles.flatMap((tile) => tile.frameAgesMs));
  const states = lines.flatMap(({ tiles }) => tiles.map(({ state }) => state));
  return {
    name,
    seconds: rounded((last.epochMs - first.epochMs) / 1000) ?? 0,
    paintedRatio: rounded(sum(perTile.map(({ painted }) => painted)) / sum(perTile.map(({ due }) => due)), 4) ?? 0,
    worstTilePaintedRatio: rounded(Math.min(...perTile.map(({ painted, due }) => painted / due)), 4) ?? 0,
    frameAgeMs: { p50: rounded(percentile(ages, 0.5)), p95: rounded(percentile(ages, 0.95)), max: rounded(percentile(ages, 1)) },
    longestStillMs: longestStill(claims),
    gaveUp: mostGivenUp(lines),
    notLiveShare: rounded(states.filter((state) => state !== 'live').length / states.length, 4) ?? 0,
    inputToPaintMs: {
      p50: percentile(answersMs, 0.5),
      p95: percentile(answersMs, 0.95),
      max: percentile(answersMs, 1),
      keys: answersMs.length,
    },
  };
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

export function overloadTable({ tiles, profile, burners, stretches, recoveredAfterMs }: OverloadResult): string {
  const rows = stretches.map(
    ({ name, paintedRatio, worstTilePaintedRatio, frameAgeMs, longestStillMs, notLiveShare, gaveUp, inputToPaintMs }) => [
      `${tiles} ${profile}, ${name === 'burning' ? `${burners} burners` : name}`,
      percent(paintedRatio),
      percent(worstTilePaintedRatio),
      `${frameAgeMs.p50} / ${frameAgeMs.p95} / ${frameAgeMs.max} ms`,
      `${longestStillMs} ms`,
      percent(notLiveShare),
      givenUpText(gaveUp),
      `${inputToPaintMs.p50} / ${inputToPaintMs.p95} / ${inputToPaintMs.max} ms`,
    ],
  );
  const header = [
    'wall',
    'painted',
    'worst tile',
    'age p50 / p95 / max',
    'still and LIVE',
    'not live',
    'said to be given up',
    'input to paint p50 / p95 / max',
  ];
  const recovered = recoveredAfterMs === null ? 'not all back in time' : `all back ${recoveredAfterMs} ms after the burners ended`;
  return [...[header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`), '', recovered].join('\n');
}
