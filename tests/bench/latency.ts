/**
 * Frame age on the glass, ours against players tuned for low latency: the same simulator stream, the same screen, one
 * after the other, several rounds in turn so that the machine's mood falls on all of them alike.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startClient } from '../e2e/full/client.ts';
import { eventually } from '../e2e/full/eventually.ts';
import { keepOverlaysHidden, type PictureBox } from '../e2e/full/glass.ts';
import { allLive } from '../e2e/full/tiles.ts';
import { judge, screenBoxes, watchGlass, type PixelResult, type Sighting } from './pixels.ts';
import { readFrameLog, startSimulator, type Simulator } from './simulator.ts';

export interface LatencyRow {
  readonly player: string;
  /** All rounds together. */
  readonly result: PixelResult | null;
  /** Why there is none. */
  readonly missing: string | null;
}

/** The peers show pictures at their own size; ours in one of nine tiles, which is nearly that. */
const [width, height] = [640, 360];
const settleMs = 6000;

type Player = (url: string, seconds: number) => Promise<readonly Sighting[]>;

const players: Readonly<Record<string, Player>> = {
  'Thái Nguyên VMS, native source': (url, seconds) => watchOurs('native', url, seconds),
  ffplay: (url, seconds) => watchPeer('ffplay', ffplayArguments(url, ['-sync', 'ext']), seconds),
  'ffplay, without its clock': (url, seconds) => watchPeer('ffplay', ffplayArguments(url, ['-vf', 'setpts=0']), seconds),
  mpv: (url, seconds) => watchPeer('mpv', mpvArguments(url), seconds),
  'Thái Nguyên VMS, FFmpeg source': (url, seconds) => watchOurs('ffmpeg', url, seconds),
};

const ffplayArguments = (url: string, timing: readonly string[]): readonly string[] => [
  ...['-v', 'error', '-nostats', '-an', '-noborder', '-left', '0', '-top', '0', '-x', String(width), '-y', String(height)],
  ...[
    '-fflags',
    'nobuffer',
    '-flags',
    'low_delay',
    '-framedrop',
    '-probesize',
    '32',
    '-analyzeduration',
    '0',
    ...timing,
    '-rtsp_transport',
    'tcp',
    url,
  ],
];

const mpvArguments = (url: string): readonly string[] => [
  ...['--really-quiet', '--no-config', '--no-audio', '--no-border', '--no-osc', '--osd-level=0', '--vo=x11'],
  ...[`--geometry=${width}x${height}+0+0`, '--profile=low-latency', '--untimed', '--rtsp-transport=tcp', url],
];

export async function measureLatency(seconds: number, rounds: number, say: (line: string) => void): Promise<readonly LatencyRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vms-latency-'));
  const log = join(folder, 'frames.ndjson');
  const simulator = await startSimulator(1, log);
  const results = new Map<string, PixelResult[]>();
  const missing = new Map<string, string>();
  try {
    for (let round = 1; round <= rounds; round += 1) {
      for (const [name, watch] of Object.entries(players)) {
        try {
          const result = await measureOne(watch, simulator, log, seconds);
          results.set(name, [...(results.get(name) ?? []), result]);
          say(`round ${round}, ${name}: p50 ${result.glassAgeMs.p50} ms, p95 ${result.glassAgeMs.p95} ms`);
        } catch (failure) {
          missing.set(name, failure instanceof Error ? failure.message : String(failure));
          say(`round ${round}, ${name}: ${missing.get(name)}`);
        }
      }
    }
  } finally {
    simulator.stop();
    await delay(500);
    rmSync(folder, { recursive: true, force: true });
  }
  return Object.keys(players).map((player) => ({
    player,
    result: middle(results.get(player) ?? []),
    missing: missing.get(player) ?? null,
  }));
}

async function measureOne(watch: Player, simulator: Simulator, log: string, seconds: number): Promise<PixelResult> {
  const seen = await watch(simulator.url(1, 'sub'), seconds);
  if (seen.length === 0) throw new Error('no picture with a readable code');
  await delay(1000);
  return judge(seen, readFrameLog(log), 1, 0);
}

/** The round with the middle p95. */
function middle(rounds: readonly PixelResult[]): PixelResult | null {
  const sorted = rounds.toSorted((left, right) => (left.glassAgeMs.p95 ?? 0) - (right.glassAgeMs.p95 ?? 0));
  return sorted[sorted.length >> 1] ?? null;
}

async function watchOurs(source: 'native' | 'ffmpeg', url: string, seconds: number): Promise<readonly Sighting[]> {
  process.env['VMS_SOURCE'] = source;
  const client = await startClient({ cameras: [{ number: 1, name: 'Camera 1', mainUrl: url }], wall: 9 });
  try {
    await eventually('the tile is live', 60_000, () => allLive(client.page, 1));
    await keepOverlaysHidden(client.page);
    const boxes = await screenBoxes(client.page);
    await delay(settleMs);
    return (await watchGlass(boxes, seconds)).seen;
  } finally {
    delete process.env['VMS_SOURCE'];
    await client.stop();
  }
}

const corner: readonly PictureBox[] = [{ cell: 0, x: 0, y: 0, width, height }];

async function watchPeer(program: string, arguments_: readonly string[], seconds: number): Promise<readonly Sighting[]> {
  const child = spawn(program, arguments_, { stdio: 'ignore', env: { ...process.env, SDL_VIDEO_WINDOW_POS: '0,0' } });
  const absent = new Promise<never>((_, failed) => child.once('error', () => failed(new Error(`${program} is not installed`))));
  try {
    await Promise.race([absent, delay(settleMs)]);
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`);
    return (await watchGlass(corner, seconds)).seen;
  } finally {
    await ended(child);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((done) => child.once('close', done));
  child.kill('SIGKILL');
  await closed;
}

/** The rows as Markdown. */
export function latencyTable(rows: readonly LatencyRow[]): string {
  const lines = rows.map(({ player, result, missing }) =>
    result === null
      ? `| ${player} | – | – | – | ${missing ?? ''} |`
      : `| ${player} | ${result.glassAgeMs.p50} ms | ${result.glassAgeMs.p95} ms | ${result.glassAgeMs.max} ms | ${(result.seenRatio * 100).toFixed(1)} % |`,
  );
  return ['| player | age p50 | p95 | max | frames seen |', '| --- | --- | --- | --- | --- |', ...lines].join('\n');
}
