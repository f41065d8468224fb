/**
 * From the start of the program to its sign-in screen on a workstation with a long past: a member of a province with 5,000
 * cameras and 2,000 users, and an audit log of a million entries; against the same browser alone in the same run.
 * The province is out of reach while it starts, so that nothing but what is on this disk is waited for.
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { get, openConnection } from '../../src-main/cache/database.ts';
import { sql } from '../../src-main/cache/sql.ts';
import { startClient } from '../e2e/full/client.ts';
import { eventually } from '../e2e/full/eventually.ts';
import { browserAlone, pageTimes } from './cold-start.ts';
import { startGrownProvince } from './grown-province.ts';
import { lengthenLog } from './long-log.ts';
import { percentile } from './percentiles.ts';
import { cpuSeconds, readTree } from './process-tree.ts';

/** Milliseconds since the program's process was asked for. */
export interface LargeStart {
  /** Main had its storage open and asked for the browser. */
  readonly browserMs: number | null;
  /** The browser began to load the window's page, which main serves. */
  readonly pageMs: number;
  readonly paintMs: number | null;
  /** The sign-in form, whose words wait for main's answers, is on the glass. */
  readonly signInMs: number | null;
  /** Processor time of main until then. */
  readonly mainCpuMs: number;
}

export interface LargeStarts {
  readonly entries: number;
  readonly ledgerMb: number;
  readonly configurationMb: number;
  readonly rounds: readonly LargeStart[];
  readonly floorMs: readonly number[];
}

const CAMERAS = 5000;
const USERS = 2000;
const LIMIT_MS = 120_000;
const TICK_MS = 10;

export async function measureLargeStart(entries: number, rounds: number): Promise<LargeStarts> {
  const profile = mkdtempSync(join(tmpdir(), 'vms-bench-large-'));
  try {
    await join5000(profile);
    lengthenLog(profile, entries);
    const measured: LargeStart[] = [];
    const floorMs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      floorMs.push(await browserAlone());
      measured.push(await startOnce(profile));
    }
    const mb = (name: string): number => Math.round(statSync(join(profile, name)).size / 1_048_576);
    return { entries, ledgerMb: mb('ledger.db'), configurationMb: mb('config.db'), rounds: measured, floorMs };
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Joins, takes in everything, and ends. */
async function join5000(profile: string): Promise<void> {
  const province = await startGrownProvince({ cameras: CAMERAS, users: USERS, live: 1, simulatorUrl: 'rtsp://127.0.0.1:1' });
  try {
    const client = await startClient({ cameras: [], wall: 1, profile, openWithinMs: LIMIT_MS, extra: province.joinOptions });
    try {
      await eventually('the configuration', LIMIT_MS, () => configurationHere(profile));
      await delay(3000); // what was taken in is on disk
    } finally {
      await client.stop();
    }
  } finally {
    await province.close();
  }
}

/** Whether every camera and person is in `config.db`. */
function configurationHere(profile: string): boolean {
  const db = openConnection(join(profile, 'config.db'), { readonly: true });
  try {
    const { count } = z.object({ count: z.int() }).parse(get(db, sql`SELECT count(*) AS count FROM item WHERE type IN ('camera', 'user')`));
    return count >= CAMERAS + USERS;
  } finally {
    db.connection.close();
  }
}

/** When the largest thing of the page so far was painted: on the sign-in screen its form. Runs in the page. */
function largestPaint(): Promise<number | null> {
  return new Promise((resolve) => {
    if (document.querySelector('input[type=password]') === null) {
      resolve(null);
      return;
    }
    setTimeout(resolve, 1000, null); // nothing was painted yet
    new PerformanceObserver((list) => {
      const last = list.getEntries().at(-1);
      resolve(last === undefined ? null : performance.timeOrigin + last.startTime);
    }).observe({ type: 'largest-contentful-paint', buffered: true });
  });
}

async function startOnce(profile: string): Promise<LargeStart> {
  const asked = Date.now();
  const client = await startClient({ cameras: [], wall: 1, profile, openWithinMs: LIMIT_MS, extra: ['--fullscreen'] });
  try {
    const signIn = await eventually('the sign-in screen', LIMIT_MS, () => client.page.evaluate(largestPaint));
    const mainCpuMs = Math.round(cpuSeconds(readTree(client.pid), client.pid).main * 1000);
    const { began, painted } = await client.page.evaluate(pageTimes);
    const since = (at: number | null): number | null => (at === null ? null : Math.round(at - asked));
    return {
      browserMs: browserStart(client.pid),
      pageMs: Math.round(began - asked),
      paintMs: since(painted),
      signInMs: since(signIn),
      mainCpuMs,
    };
  } finally {
    await client.stop();
  }
}

/** How long after main its browser was started, by the kernel's clock; `null` where there is none to see. */
function browserStart(pid: number): number | null {
  const browser = readTree(pid).find(({ parentPid, command }) => parentPid === pid && command.includes('--remote-debugging'));
  return browser === undefined ? null : (startTicks(browser.pid) - startTicks(pid)) * TICK_MS;
}

/** Field 22 of `/proc/PID/stat`; the name in field 2 may hold anything but ends with the last parenthesis. */
function startTicks(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
}

/** One row a stage, ms: the median and the worst of the rounds. */
export function largeStartTable({ rounds, floorMs, ledgerMb, configurationMb }: LargeStarts): string {
  const row = (name: string, values: readonly (number | null)[]): string => {
    const known = values.filter((value) => value !== null);
    return `| ${name} | ${percentile(known, 0.5)} | ${known.length < values.length ? 'missed' : Math.max(...known)} |`;
  };
  const of = (pick: (round: LargeStart) => number | null): readonly (number | null)[] => rounds.map(pick);
  return [
    `| ledger.db ${ledgerMb} MB, config.db ${configurationMb} MB; ms from the start | p50 | worst |`,
    '| --- | --- | --- |',
    row('the browser alone, first paint', floorMs),
    row(
      'main asks for its browser',
      of(({ browserMs }) => browserMs),
    ),
    row(
      'page begins',
      of(({ pageMs }) => pageMs),
    ),
    row(
      'first paint',
      of(({ paintMs }) => paintMs),
    ),
    row(
      'sign-in screen',
      of(({ signInMs }) => signInMs),
    ),
    row(
      'processor time of main until then',
      of(({ mainCpuMs }) => mainCpuMs),
    ),
  ].join('\n');
}
