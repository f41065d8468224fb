/** Nine main streams in Full HD on a wall, beside what decoding them alone allows in the same run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startClient, type RunningClient } from '../e2e/full/client.ts';
import { readReports, summary, type ReportLine, type WallResult } from './client-wall.ts';
import { measureDecodeFloor, type DecodeFloor } from './decode-floor.ts';
import { givenUpText, mostGivenUp } from './given-up.ts';
import { rounded } from './percentiles.ts';
import { cpuSeconds, parts, readTree } from './process-tree.ts';

const WARM_UP_MS = 20_000;

export interface HdResult extends Omit<WallResult, 'cores' | 'memoryMB'> {
  readonly floor: DecodeFloor;
  readonly cores: number;
  /** Painted share of each tile, by cell: how evenly it gives way. */
  readonly perTile: readonly number[];
  /** Most tiles at a time that said what they lose. */
  readonly gaveUp: Readonly<Record<string, number>>;
  readonly notLiveShare: number;
}

/** `source` with `%d` for 0…N−1. */
export async function measureHd(tiles: number, seconds: number, source: string, sourceFps: number): Promise<HdResult> {
  const urls = Array.from({ length: tiles }, (_, index) => source.replace('%d', String(index)));
  const floor = await measureDecodeFloor(urls, seconds, sourceFps);
  const folder = mkdtempSync(join(tmpdir(), 'vms-hd-'));
  const reports = join(folder, 'tiles.ndjson');
  const cameras = urls.map((mainUrl, index) => ({ number: index + 1, name: `Camera ${index + 1}`, mainUrl }));
  const client = await startClient({ cameras, wall: tiles, extra: ['--bench-report', reports] });
  try {
    await delay(WARM_UP_MS);
    const { cores, lines } = await watch(client, reports, seconds);
    return { ...judge(lines, readReports(reports), { tiles, source, seconds, sourceFps }), floor, cores };
  } finally {
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function watch(client: RunningClient, reports: string, seconds: number): Promise<{ cores: number; lines: readonly ReportLine[] }> {
  const used = (): number => {
    const perPart = cpuSeconds(readTree(client.pid), client.pid);
    return parts.reduce((sum, part) => sum + perPart[part], 0);
  };
  const [fromEpoch, startMs, before] = [Date.now(), performance.now(), used()];
  await delay(seconds * 1000);
  const cores = ((used() - before) * 1000) / (performance.now() - startMs);
  const toEpoch = Date.now();
  const lines = readReports(reports).filter(({ epochMs }) => epochMs >= fromEpoch && epochMs <= toEpoch);
  return { cores: rounded(cores, 3) ?? 0, lines };
}

interface Run {
  readonly tiles: number;
  readonly source: string;
  readonly seconds: number;
  readonly sourceFps: number;
}

function judge(lines: readonly ReportLine[], all: readonly ReportLine[], run: Run): Omit<HdResult, 'floor' | 'cores'> {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) throw new Error('no tile reports were written');
  const expected = ((last.epochMs - first.epochMs) / 1000) * run.sourceFps;
  const perTile = last.tiles.map(({ cell, paintedFrames }) => {
    const before = first.tiles.find((tile) => tile.cell === cell)?.paintedFrames ?? 0;
    return rounded((paintedFrames - before) / expected, 3) ?? 0;
  });
  const states = lines.flatMap(({ tiles }) => tiles.map(({ state }) => state));
  return {
    ...summary(lines, all, { ...run, sourcePattern: run.source, warmUpSeconds: WARM_UP_MS / 1000 }),
    ...{ perTile, gaveUp: mostGivenUp(lines) },
    notLiveShare: rounded(states.filter((state) => state !== 'live').length / states.length, 4) ?? 0,
  };
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

export function hdTable({ floor, tiles, paintedRatio, perTile, cores, frameAgeMs, gaveUp, notLiveShare }: HdResult): string {
  const spread = `${percent(Math.min(...perTile))} … ${percent(Math.max(...perTile))}`;
  return [
    '| what | tiles | frames | each tile | CPU | age p50 | age p95 | not live | said to be given up |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    `| decoding alone | ${tiles} | ${percent(floor.decodedRatio)} | from ${percent(floor.worstStreamRatio)} | ${floor.cores.toFixed(2)} | | | | |`,
    `| Thái Nguyên VMS | ${tiles} | ${percent(paintedRatio)} | ${spread} | ${cores.toFixed(2)} | ${frameAgeMs.p50} ms | ${frameAgeMs.p95} ms | ${percent(notLiveShare)} | ${givenUpText(gaveUp)} |`,
  ].join('\n');
}
