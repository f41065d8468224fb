/**
 * A wall of simulated cameras in a large province while its whole configuration comes anew (410, then the snapshot, every
 * camera with another name), and while 100 cameras change: what the tiles present meanwhile against as long just before.
 * The province answers from this process, at a low priority: elsewhere it would be another machine.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { TileReport } from '../../src-contract/model/stream-state.ts';
import { startClient, type RunningClient } from '../e2e/full/client.ts';
import { wallClaims } from '../e2e/full/wall-watch.ts';
import { readReports, type ReportLine } from './client-wall.ts';
import { nameShown, readGlass, startGlassWatch, type GlassNotes, type Presented } from './glass-watch.ts';
import { startGrownProvince, type GrownProvince } from './grown-province.ts';
import { readLoop, watchLoop, type LoopSample } from './loop-delay.ts';
import { rounded } from './percentiles.ts';
import { readTree } from './process-tree.ts';
import { paintedAt } from './screens.ts';
import { startSimulator } from './simulator.ts';

/** All tiles over so many seconds, and the worst of them. */
export interface Stretch {
  readonly received: number;
  readonly presented: number;
  readonly fewestOfATile: number;
  /** That arrived and were never drawn, as the tiles count them. */
  readonly dropped: number;
  /** How often a tile began a stream anew. */
  readonly reopened: number;
  readonly longestGapMs: number;
  /** Longest that the process did nothing else; `null` where it could not be watched. */
  readonly mainHeldMs: number | null;
  readonly mediaHeldMs: number | null;
  readonly pageHeldMs: number;
}

export interface FeedWallRound {
  readonly kind: 'snapshot' | 'delta';
  readonly seconds: number;
  /** From when the header says that it takes in to the new name on a tile; `null`: not seen. */
  readonly shownMs: number | null;
  readonly before: Stretch;
  readonly during: Stretch;
  /** Presented by each tile, before and during, by cell. */
  readonly perTile: readonly (readonly [number, number])[];
  /** Videos that were put in place of others from the first second of `before` on. */
  readonly replaced: number;
}

export interface FeedWallResult {
  readonly tiles: number;
  readonly cameras: number;
  readonly users: number;
  readonly rounds: readonly FeedWallRound[];
}

const CAMERAS = 5000;
const USERS = 2000;
const DELTA = 100;
const SETTLE_MS = 20_000;
const LIMIT_MS = 60_000;
/** The stretch that is looked at begins so long before the new name where the header did not say when it began. */
const UNSEEN_MS = 3_000;

interface Watched {
  readonly client: RunningClient;
  readonly province: GrownProvince;
  readonly tiles: number;
  readonly seconds: number;
  readonly files: { readonly report: string; readonly main: string; readonly media: string };
}

export async function measureFeedWall(tiles: number, seconds: number, rounds: number): Promise<FeedWallResult> {
  const profile = mkdtempSync(join(tmpdir(), 'vms-bench-feed-'));
  const files = { report: join(profile, 'tiles.ndjson'), main: join(profile, 'main.ndjson'), media: join(profile, 'media.ndjson') };
  const sim = await startSimulator(tiles, null);
  const simulatorUrl = `rtsp://${new URL(sim.url(1, 'sub')).host}`;
  const province = await startGrownProvince({ cameras: CAMERAS, users: USERS, live: tiles, simulatorUrl });
  const client = await startClient({
    cameras: [],
    wall: tiles,
    profile,
    openWithinMs: 2 * LIMIT_MS,
    extra: [...province.clientOptions, '--bench-report', files.report, '--fullscreen'],
  });
  try {
    const { all } = await client.page.evaluate(paintedAt, { tiles, limitMs: 2 * LIMIT_MS });
    if (all === null) throw new Error(`the wall never showed all its pictures: ${JSON.stringify(await wallClaims(client.page))}`);
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL); // only now: cameras' passwords come from here
    await startGlassWatch(client.page);
    await watchLoop(client.pid, files.main);
    await watchLoop(mediaOf(client.pid), files.media);
    await delay(SETTLE_MS);
    const measured: FeedWallRound[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const watched = { client, province, tiles, seconds, files };
      measured.push(await change(watched, 'snapshot', `Mới ${round}`), await change(watched, 'delta', `Đổi ${round}`));
    }
    return { tiles, cameras: CAMERAS, users: USERS, rounds: measured };
  } finally {
    await client.stop();
    await province.close();
    sim.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

function mediaOf(pid: number): number {
  const media = readTree(pid).find(({ command }) => command.includes('out/main/media'));
  if (media === undefined) throw new Error('the client has no media process');
  return media.pid;
}

async function change(watched: Watched, kind: FeedWallRound['kind'], mark: string): Promise<FeedWallRound> {
  const { client, province, seconds, files } = watched;
  const replacedBefore = (await readGlass(client.page)).replaced;
  await province.rename(kind === 'snapshot' ? CAMERAS : DELTA, mark);
  if (kind === 'snapshot') await province.expireCursors();
  const { beganAt, shownAt } = await nameShown(client.page, mark, LIMIT_MS);
  const from = beganAt ?? (shownAt ?? Date.now()) - UNSEEN_MS;
  await delay(Math.max(0, from + seconds * 1000 - Date.now()) + 2000); // the last report of the tiles comes a second later
  const glass = await readGlass(client.page);
  const notes = { glass, lines: readReports(files.report), main: readLoop(files.main), media: readLoop(files.media) };
  const [before, during] = [stretch(notes, from - seconds * 1000, from), stretch(notes, from, from + seconds * 1000)];
  return {
    kind,
    seconds,
    shownMs: shownAt === null || beganAt === null ? null : shownAt - beganAt,
    before: before.all,
    during: during.all,
    perTile: before.perTile.map((count, cell) => [count, during.perTile[cell] ?? 0] as const),
    replaced: glass.replaced - replacedBefore,
  };
}

interface Notes {
  readonly glass: GlassNotes;
  readonly lines: readonly ReportLine[];
  readonly main: readonly LoopSample[];
  readonly media: readonly LoopSample[];
}

function stretch({ glass, lines, main, media }: Notes, fromMs: number, toMs: number): { all: Stretch; perTile: readonly number[] } {
  const within = <T extends { readonly epochMs: number }>(some: readonly T[]): readonly T[] =>
    some.filter(({ epochMs }) => epochMs >= fromMs && epochMs < toMs);
  const tiles = Object.entries(glass.tiles)
    .toSorted(([one], [other]) => Number(one) - Number(other))
    .map(([, presented]) => within(presented));
  const perTile = tiles.map((presented) => (presented.at(-1)?.count ?? 0) - (presented[0]?.count ?? 0));
  const steps = stepsOf(within(lines));
  const rise = (pick: (tile: TileReport) => number): number =>
    steps.reduce((sum, { from, to }) => sum + (isReopened({ from, to }) ? pick(to) : pick(to) - pick(from)), 0);
  const held = (samples: readonly LoopSample[]): number | null =>
    samples.length === 0 ? null : rounded(Math.max(0, ...within(samples).map(({ maxMs }) => maxMs)), 0);
  const all = {
    received: rise((tile) => tile.receivedFrames),
    presented: perTile.reduce((sum, count) => sum + count, 0),
    fewestOfATile: Math.min(...perTile),
    dropped: rise((tile) => tile.droppedFrames),
    reopened: steps.filter(isReopened).length,
    longestGapMs: rounded(Math.max(...tiles.map(longestGap)), 0) ?? 0,
    mainHeldMs: held(main),
    mediaHeldMs: held(media),
    pageHeldMs: Math.max(0, ...within(glass.longTasks).map(({ ms }) => ms)),
  };
  return { all, perTile };
}

interface Step {
  readonly from: TileReport;
  readonly to: TileReport;
}

/** Each tile from one report to the next. */
const stepsOf = (lines: readonly ReportLine[]): readonly Step[] =>
  lines.slice(1).flatMap(({ tiles }, index) =>
    tiles.flatMap((to) => {
      const from = lines[index]?.tiles.find(({ cell }) => cell === to.cell);
      return from === undefined ? [] : [{ from, to }];
    }),
  );

/** A tile counts from the opening of its stream. */
const isReopened = ({ from, to }: Step): boolean => to.receivedFrames < from.receivedFrames;

/** A frame that was presented while the page's thread was busy is known to have come between two that were told of. */
function longestGap(presented: readonly Presented[]): number {
  let longest = 0;
  for (const [index, { epochMs, count }] of presented.entries()) {
    const before = presented[index - 1];
    if (before !== undefined) longest = Math.max(longest, (epochMs - before.epochMs) / Math.max(1, count - before.count));
  }
  return longest;
}

const columns = [
  'received',
  'presented',
  'fewestOfATile',
  'dropped',
  'reopened',
  'longestGapMs',
  'mainHeldMs',
  'mediaHeldMs',
  'pageHeldMs',
] as const;
const headings = [
  'received',
  'presented',
  'fewest of a tile',
  'dropped',
  'reopened',
  'longest gap',
  'main held',
  'media held',
  'page held',
];

/** Two rows a change: as long before it, and while it came in. */
export function feedWallTable({ tiles, rounds }: FeedWallResult): string {
  const row = (name: string, shown: string, stretch: Stretch): string =>
    `| ${[name, shown, ...columns.map((column) => cell(stretch[column], column))].join(' | ')} |`;
  const cell = (value: number | null, column: string): string =>
    value === null ? 'not told' : `${value}${column.endsWith('Ms') ? ' ms' : ''}`;
  return [
    `| ${[`${tiles} tiles`, 'shown after', ...headings].join(' | ')} |`,
    `| ${Array.from({ length: headings.length + 2 }, () => '---').join(' | ')} |`,
    ...rounds.flatMap(({ kind, seconds, shownMs, before, during, replaced }) => [
      row(`${seconds} s before`, '', before),
      row(`${kind}${replaced === 0 ? '' : `, ${replaced} videos replaced`}`, shownMs === null ? 'not seen' : `${shownMs} ms`, during),
    ]),
  ].join('\n');
}
