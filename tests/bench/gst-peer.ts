/** The native GStreamer wall of `lab/gst-wall.sh`, measured the same way in the same run. */
import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { cpuSeconds, memoryMb, readTree } from './process-tree.ts';
import { rounded } from './percentiles.ts';

export interface PeerResult {
  readonly name: string;
  readonly tiles: number;
  /** Composed frames drawn a second, and those dropped late by the sink, over the measured seconds. */
  readonly renderedFps: number;
  readonly droppedFps: number;
  /** Rendered share of the source rate: the wall draws all tiles at once, so this is its painted ratio. */
  readonly paintedRatio: number;
  readonly cores: number;
  readonly memoryMB: number;
}

/** Enough to hold a line that was cut between two reads; `-v` prints megabytes of statistics between the lines that count. */
const TAIL_CHARACTERS = 4096;

interface Counters {
  readonly rendered: number;
  readonly dropped: number;
}

/** Reads the newest `rendered: 123, dropped: 4` of fpsdisplaysink's last-message property. */
export function latestCounters(output: string): Counters | null {
  const matches = [...output.matchAll(/rendered: (\d+), dropped: (\d+)/gu)];
  const last = matches.at(-1);
  return last === undefined ? null : { rendered: Number(last[1]), dropped: Number(last[2]) };
}

export async function measureGstWall(script: string, tiles: number, port: number, seconds: number, sourceFps: number): Promise<PeerResult> {
  const child = spawn(script, [String(tiles), String(port)], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  const seen: { counters: Counters | null } = { counters: null };
  const keep = (chunk: Buffer): void => {
    const text = output + chunk.toString('latin1');
    seen.counters = latestCounters(text) ?? seen.counters;
    output = text.slice(-TAIL_CHARACTERS);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const pid = child.pid;
  if (pid === undefined) throw new Error(`cannot start ${script}`);
  try {
    // Sixty-four pipelines take half a minute before the first composed picture.
    for (let waited = 0; seen.counters === null && waited < 90; waited += 1) await delay(1_000);
    await delay(10_000);
    const before = { counters: seen.counters, cpu: total(cpuSeconds(readTree(pid), pid)), at: performance.now() };
    await delay(seconds * 1000);
    const after = { counters: seen.counters, tree: readTree(pid), at: performance.now() };
    if (before.counters === null || after.counters === null) throw new Error(`the GStreamer wall drew nothing:\n${output.slice(-2000)}`);
    const elapsed = (after.at - before.at) / 1000;
    const renderedFps = (after.counters.rendered - before.counters.rendered) / elapsed;
    return {
      name: 'gstreamer',
      tiles,
      renderedFps: rounded(renderedFps, 2) ?? 0,
      droppedFps: rounded((after.counters.dropped - before.counters.dropped) / elapsed, 2) ?? 0,
      paintedRatio: rounded(Math.min(1, renderedFps / sourceFps), 4) ?? 0,
      cores: rounded((total(cpuSeconds(after.tree, pid)) - before.cpu) / elapsed, 3) ?? 0,
      memoryMB: rounded(total(memoryMb(after.tree, pid)), 0) ?? 0,
    };
  } finally {
    process.kill(-pid, 'SIGKILL');
  }
}

const total = (perPart: Readonly<Record<string, number>>): number => Object.values(perPart).reduce((sum, value) => sum + value, 0);
