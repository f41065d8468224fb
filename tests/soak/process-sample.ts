/** What each process of the client holds at one moment, read from Linux's `/proc`. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { partOf, readTree, type ProcessFacts } from '../bench/process-tree.ts';

export interface ProcessSample {
  readonly pid: number;
  /** `main`, `media`, `ffmpeg`, or what the browser calls its process. */
  readonly kind: string;
  /** Resident set in MB (10⁶ bytes). */
  readonly rssMb: number;
  readonly threads: number;
  readonly sockets: number;
  /** Open files of any sort, sockets included. */
  readonly handles: number;
}

/** Every process below `rootPid`; those that end while being read are left out. */
export function sampleProcesses(rootPid: number): readonly ProcessSample[] {
  return readTree(rootPid).flatMap((facts) => sampleOf(facts, rootPid) ?? []);
}

function sampleOf(facts: ProcessFacts, rootPid: number): ProcessSample | null {
  try {
    const status = readFileSync(`/proc/${facts.pid}/status`, 'utf8');
    const handles = openFiles(facts.pid);
    return {
      pid: facts.pid,
      kind: kindOf(facts, rootPid),
      rssMb: (field(status, 'VmRSS') * 1024) / 1e6,
      threads: field(status, 'Threads'),
      sockets: handles.filter((target) => target.startsWith('socket:')).length,
      handles: handles.length,
    };
  } catch {
    return null; // it ended meanwhile
  }
}

const field = (status: string, name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'mu').exec(status)?.[1] ?? 0);

function openFiles(pid: number): readonly string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((name) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${name}`)];
    } catch {
      return []; // it was closed meanwhile
    }
  });
}

export function kindOf(facts: ProcessFacts, rootPid: number): string {
  const part = partOf(facts, rootPid);
  if (part !== 'browser') return part;
  const [, type] = /--type=([\w-]+)/u.exec(facts.command) ?? [];
  const [, service] = /--utility-sub-type=(?:\w+\.)*(\w+)/u.exec(facts.command) ?? [];
  if (type === undefined) return /chrom|edge|brave/iu.test(facts.command) ? 'browser' : 'other';
  return service?.replace(/Service$/u, '') ?? type;
}
