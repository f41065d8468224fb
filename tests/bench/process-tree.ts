/**
 * CPU time and memory of a process tree, read from Linux's `/proc`.
 *
 * CPU is utime + stime of every live process of a part; memory is PSS, so that pages shared by many
 * FFmpeg children or browser processes count once in all (proc(5)).
 */
import { readdirSync, readFileSync } from 'node:fs';

export type Part = 'main' | 'media' | 'ffmpeg' | 'browser';
export const parts: readonly Part[] = ['main', 'media', 'ffmpeg', 'browser'];

export interface ProcessFacts {
  readonly pid: number;
  readonly parentPid: number;
  readonly command: string;
  /** utime + stime in clock ticks (1/100 s on every Linux that Node runs on). */
  readonly cpuTicks: number;
}

const TICKS_PER_SECOND = 100;

/** Splits one `/proc/PID/stat` line; the command may hold spaces and brackets, so it is cut at the last bracket. */
export function parseStat(pid: number, stat: string, command: string): ProcessFacts {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { pid, parentPid: Number(fields[1]), command, cpuTicks: Number(fields[11]) + Number(fields[12]) };
}

function readProcess(pid: number): ProcessFacts | null {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return parseStat(pid, readFileSync(`/proc/${pid}/stat`, 'utf8'), command);
  } catch {
    return null; // it ended between listing and reading
  }
}

/** Every process below `rootPid`, the root included. */
export function readTree(rootPid: number): readonly ProcessFacts[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .map((name) => readProcess(Number(name)))
    .filter((facts) => facts !== null);
  return descendants(all, rootPid);
}

export function descendants(all: readonly ProcessFacts[], rootPid: number): readonly ProcessFacts[] {
  const found = new Map(all.filter((facts) => facts.pid === rootPid).map((facts) => [facts.pid, facts]));
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const facts of all) if (found.has(facts.parentPid)) found.set(facts.pid, facts);
  }
  return [...found.values()];
}

/** Which part of the client a process belongs to, by what it runs. */
export function partOf(facts: ProcessFacts, rootPid: number): Part {
  if (facts.pid === rootPid) return 'main';
  if (/\bmedia\.js\b/u.test(facts.command)) return 'media';
  if (/(^|[\\/])ffmpeg(\.exe)?\s/u.test(facts.command)) return 'ffmpeg';
  return 'browser';
}

export type PerPart = Readonly<Record<Part, number>>;

const perPart = (sum: (part: Part) => number): PerPart => ({
  main: sum('main'),
  media: sum('media'),
  ffmpeg: sum('ffmpeg'),
  browser: sum('browser'),
});

/** CPU seconds used so far by the live processes of each part. */
export function cpuSeconds(tree: readonly ProcessFacts[], rootPid: number): PerPart {
  return perPart(
    (part) => tree.filter((facts) => partOf(facts, rootPid) === part).reduce((sum, facts) => sum + facts.cpuTicks, 0) / TICKS_PER_SECOND,
  );
}

/** Proportional set size in MB (10⁶ bytes). */
export function memoryMb(tree: readonly ProcessFacts[], rootPid: number): PerPart {
  return perPart((part) => tree.filter((facts) => partOf(facts, rootPid) === part).reduce((sum, facts) => sum + readPssMb(facts.pid), 0));
}

function readPssMb(pid: number): number {
  try {
    const kilobytes = /^Pss:\s+(\d+) kB/mu.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? '0';
    return (Number(kilobytes) * 1024) / 1e6;
  } catch {
    return 0; // it ended between listing and reading
  }
}
