/** Starts the built client on N cameras of any RTSP source and measures it from outside and from its own tile reports. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { MAIN_NODE_OPTIONS } from '../../tools/setup/main-options.mjs';
import type { FrameCounts, TileReport } from '../../src-contract/model/stream-state.ts';
import { percentile, rounded } from './percentiles.ts';
import { cpuSeconds, memoryMb, parts, readTree, type PerPart } from './process-tree.ts';

const projectRoot = resolve(import.meta.dirname, '../..');

export interface WallResult {
  readonly tiles: number;
  readonly sourceFps: number;
  /** Frames that reached the compositor over frames the sources sent, all tiles, over the measured seconds. */
  readonly paintedRatio: number;
  readonly receivedRatio: number;
  readonly cores: PerPart & { readonly total: number };
  readonly memoryMB: PerPart & { readonly total: number };
  readonly frameAgeMs: { readonly p50: number | null; readonly p95: number | null; readonly max: number | null };
  readonly firstPictureMs: { readonly p50: number | null; readonly max: number | null };
  readonly worstTilePaintedRatio: number;
  readonly states: Readonly<Record<string, number>>;
}

/** One line of what `--bench-report` writes. */
export interface ReportLine {
  readonly epochMs: number;
  readonly tiles: readonly TileReport[];
  readonly frames: FrameCounts;
}

export interface WallRun {
  readonly tiles: number;
  /** `%d` is replaced by `firstSource` and the N−1 numbers after it. */
  readonly sourcePattern: string;
  /** 0 unless said. */
  readonly firstSource?: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly sourceFps: number;
}

export async function measureClientWall(run: WallRun): Promise<WallResult> {
  const profile = mkdtempSync(join(tmpdir(), 'vms-bench-'));
  const reportFile = join(profile, 'tiles.ndjson');
  writeFileSync(join(profile, 'cameras.csv'), camerasCsv(run.tiles, run.sourcePattern, run.firstSource));
  const client = startClient(profile, reportFile, run.tiles);
  try {
    await allLive(reportFile, run.tiles, client);
    await delay(run.warmUpSeconds * 1000);
    return await measure(client, reportFile, run);
  } finally {
    await stop(client);
    rmSync(profile, { recursive: true, force: true });
  }
}

export function camerasCsv(tiles: number, pattern: string, firstSource = 0): string {
  const header = 'number,name,area,main_url,sub_url,transport,username,password';
  const rows = Array.from(
    { length: tiles },
    (_, index) => `${index + 1},Camera ${index + 1},,${pattern.replace('%d', String(firstSource + index))},,tcp,,`,
  );
  return [header, ...rows, ''].join('\n');
}

function startClient(profile: string, reportFile: string, tiles: number): ChildProcess {
  const entry = join(projectRoot, 'out/main/main.chromium.js');
  const options = [
    '--profile',
    profile,
    '--import-cameras',
    join(profile, 'cameras.csv'),
    '--wall',
    String(tiles),
    '--bench-report',
    reportFile,
  ];
  return spawn(process.execPath, [...MAIN_NODE_OPTIONS, entry, ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
}

export function readReports(file: string): readonly ReportLine[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return []; // the first report has not come yet
  }
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ReportLine); // written by our own client in this run
}

async function allLive(reportFile: string, tiles: number, client: ChildProcess): Promise<void> {
  const deadline = performance.now() + 90_000;
  while (performance.now() < deadline) {
    if (client.exitCode !== null) throw new Error(`the client ended with ${client.exitCode} before its tiles were live`);
    const live =
      readReports(reportFile)
        .at(-1)
        ?.tiles.filter((tile) => tile.state === 'live' || tile.state === 'late').length ?? 0;
    if (live >= tiles) return;
    await delay(500);
  }
  process.stderr.write('not every tile is live after 90 s; measuring what there is\n');
}

async function measure(client: ChildProcess, reportFile: string, run: WallRun): Promise<WallResult> {
  const root = client.pid;
  if (root === undefined) throw new Error('the client did not start');
  const startedAt = performance.now();
  const startEpoch = Date.now();
  const before = cpuSeconds(readTree(root), root);
  await delay(run.seconds * 1000);
  const tree = readTree(root);
  const after = cpuSeconds(tree, root);
  const elapsed = (performance.now() - startedAt) / 1000;
  const lines = readReports(reportFile).filter((line) => line.epochMs >= startEpoch && line.epochMs <= Date.now());
  return {
    ...summary(lines, readReports(reportFile), run),
    cores: withTotal((part) => (after[part] - before[part]) / elapsed, 3),
    memoryMB: withTotal((part) => memoryMb(tree, root)[part], 0),
  };
}

function withTotal(valueOf: (part: keyof PerPart) => number, digits: number): PerPart & { total: number } {
  const values = parts.map((part) => [part, rounded(valueOf(part), digits) ?? 0] as const);
  const total = values.reduce((sum, [, value]) => sum + value, 0);
  return { ...(Object.fromEntries(values) as Record<keyof PerPart, number>), total: rounded(total, digits) ?? 0 }; // one entry per part, just above
}

type TileLine = Pick<ReportLine, 'epochMs' | 'tiles'>;

/** Counts between the first and the last report of the measured stretch, so that whole report periods are compared. */
export function summary(lines: readonly TileLine[], all: readonly TileLine[], run: WallRun): Omit<WallResult, 'cores' | 'memoryMB'> {
  const first = lines[0];
  const last = lines.at(-1);
  if (first === undefined || last === undefined || first === last) throw new Error('too few tile reports were written');
  const expected = ((last.epochMs - first.epochMs) / 1000) * run.sourceFps;
  const delta = (pick: (tile: TileReport) => number): readonly number[] =>
    last.tiles.map((tile) => pick(tile) - pick(first.tiles.find((other) => other.cell === tile.cell) ?? tile));
  const painted = delta((tile) => tile.paintedFrames);
  const received = delta((tile) => tile.receivedFrames);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const ages = lines.flatMap((line) => line.tiles.flatMap((tile) => tile.frameAgesMs));
  const firsts = (all.at(-1)?.tiles ?? []).map((tile) => tile.firstPictureMs).filter((value) => value !== null);
  return {
    tiles: run.tiles,
    sourceFps: rounded(run.sourceFps, 3) ?? 0,
    paintedRatio: rounded(sum(painted) / (expected * run.tiles), 4) ?? 0,
    receivedRatio: rounded(sum(received) / (expected * run.tiles), 4) ?? 0,
    frameAgeMs: { p50: rounded(percentile(ages, 0.5)), p95: rounded(percentile(ages, 0.95)), max: rounded(percentile(ages, 1)) },
    firstPictureMs: { p50: rounded(percentile(firsts, 0.5), 0), max: rounded(percentile(firsts, 1), 0) },
    worstTilePaintedRatio: rounded(Math.min(...painted) / expected, 4) ?? 0,
    states: Object.fromEntries([...Map.groupBy(last.tiles, (tile) => tile.state)].map(([state, tiles]) => [state, tiles.length])),
  };
}

async function stop(client: ChildProcess): Promise<void> {
  if (client.exitCode !== null || client.signalCode !== null) return;
  const closed = new Promise((done) => client.once('close', done));
  client.kill('SIGTERM');
  const stopped = await Promise.race([closed.then(() => true), delay(5_000, false)]);
  if (!stopped) client.kill('SIGKILL');
}
