/** A soak's samples held against what a wall that stands for weeks needs. */
import { percentile, rounded } from '../bench/percentiles.ts';
import type { ProcessSample } from './process-sample.ts';
import { perMinute, slopeOf, type Sample, type Slope } from './slope.ts';

export interface MomentSample {
  readonly seconds: number;
  readonly processes: readonly ProcessSample[];
}

export interface WallSample {
  readonly seconds: number;
  readonly liveTiles: number;
  readonly agesMs: readonly number[];
  /** Frames the decode workers opened and have not closed yet. */
  readonly openFrames: number;
}

export interface SoakPhases {
  /** End of the warm-up: first pictures, first collections, decoders proven. */
  readonly warmSeconds: number;
  /** The first fault comes here; ages between the warm-up and this are those of the start. */
  readonly troubleSeconds: number;
  /** Everything works again from here on; ages after it are those of the end. */
  readonly calmSeconds: number;
  readonly endSeconds: number;
}

export interface ProcessVerdict {
  readonly kind: string;
  readonly pid: number;
  readonly startMb: number;
  readonly endMb: number;
  readonly slope: Slope | null;
}

export interface AgeVerdict {
  readonly p50: number | null;
  readonly p95: number | null;
}

export interface SoakVerdict {
  /** Those that lived through most of the time after the warm-up. */
  readonly processes: readonly ProcessVerdict[];
  readonly ageStartMs: AgeVerdict;
  readonly ageEndMs: AgeVerdict;
  /** Fewest open frames in the calm at the end less those at the start: what is on its way comes and goes, what leaks stays. */
  readonly leakedFrames: number;
  readonly mostOpenFrames: number;
  /** Sum over all processes but FFmpeg's, calm end less calm start. */
  readonly moreSockets: number;
  readonly moreHandles: number;
  readonly moreProcesses: number;
  readonly liveTilesAtEnd: number;
}

const longLived = 0.8;

export function judgeSoak(moments: readonly MomentSample[], wall: readonly WallSample[], phases: SoakPhases): SoakVerdict {
  const { warmSeconds, troubleSeconds, calmSeconds } = phases;
  const calm = (seconds: number): boolean => seconds >= warmSeconds && seconds < troubleSeconds;
  const end = (seconds: number): boolean => seconds >= calmSeconds;
  const level = (count: (processes: readonly ProcessSample[]) => number, during: (seconds: number) => boolean): number =>
    percentile(
      moments.filter(({ seconds }) => during(seconds)).map(({ processes }) => count(processes)),
      0.5,
    ) ?? 0;
  const growth = (count: (processes: readonly ProcessSample[]) => number): number => level(count, end) - level(count, calm);
  const openFrames = (during: (seconds: number) => boolean): number =>
    percentile(
      wall.filter(({ seconds }) => during(seconds)).map((sample) => sample.openFrames),
      0.05,
    ) ?? 0;
  const total = (pick: (sample: ProcessSample) => number) => (processes: readonly ProcessSample[]) =>
    processes.filter(({ kind }) => kind !== 'ffmpeg').reduce((sum, sample) => sum + pick(sample), 0);
  return {
    processes: judgeProcesses(moments, phases),
    ageStartMs: ages(wall, calm),
    ageEndMs: ages(wall, end),
    leakedFrames: openFrames(end) - openFrames(calm),
    mostOpenFrames: Math.max(0, ...wall.map((sample) => sample.openFrames)),
    moreSockets: growth(total(({ sockets }) => sockets)),
    moreHandles: growth(total(({ handles }) => handles)),
    moreProcesses: growth((processes) => processes.length),
    liveTilesAtEnd: wall.at(-1)?.liveTiles ?? 0,
  };
}

function ages(wall: readonly WallSample[], during: (seconds: number) => boolean): AgeVerdict {
  const all = wall.filter(({ seconds }) => during(seconds)).flatMap(({ agesMs }) => agesMs);
  return { p50: rounded(percentile(all, 0.5)), p95: rounded(percentile(all, 0.95)) };
}

/** Growth is judged from the warm-up on. A process that was killed on purpose is judged from its birth if that leaves enough. */
function judgeProcesses(moments: readonly MomentSample[], { warmSeconds, endSeconds }: SoakPhases): readonly ProcessVerdict[] {
  const series = new Map<number, { readonly kind: string; readonly samples: Sample[] }>();
  for (const { seconds, processes } of moments) {
    if (seconds < warmSeconds) continue;
    for (const { pid, kind, rssMb } of processes) {
      const known = series.get(pid) ?? { kind, samples: [] };
      known.samples.push({ seconds, value: rssMb });
      series.set(pid, known);
    }
  }
  return [...series].flatMap(([pid, { kind, samples }]) => {
    const lived = (samples.at(-1)?.seconds ?? 0) - (samples[0]?.seconds ?? 0);
    if (lived < longLived * (endSeconds - warmSeconds)) return [];
    const points = perMinute(samples);
    const mb = (at: number): number => rounded(points.at(at)?.value ?? 0) ?? 0;
    return [{ kind, pid, startMb: mb(0), endMb: mb(-1), slope: slopeOf(points) }];
  });
}

const slopeText = (slope: Slope | null): string =>
  slope === null ? '–' : `${slope.perHour.toFixed(1)}${slope.plusMinus === null ? '' : ` ± ${slope.plusMinus.toFixed(1)}`}`;

/** The verdict as Markdown. */
export function verdictText(verdict: SoakVerdict): string {
  const rows = verdict.processes.map(({ kind, startMb, endMb, slope }) => `| ${kind} | ${startMb} | ${endMb} | ${slopeText(slope)} |`);
  const { ageStartMs, ageEndMs } = verdict;
  const drift = (ageEndMs.p95 ?? 0) - (ageStartMs.p95 ?? 0);
  return [
    '| process | MB at warm-up | MB at end | MB/h (95 %) |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    `frame age p50/p95: ${ageStartMs.p50}/${ageStartMs.p95} ms at the start, ${ageEndMs.p50}/${ageEndMs.p95} ms at the end, drift of p95 ${drift.toFixed(1)} ms`,
    `frames leaked ${verdict.leakedFrames} (most open at once ${verdict.mostOpenFrames}); more sockets ${verdict.moreSockets}, handles ${verdict.moreHandles}, processes ${verdict.moreProcesses}; tiles live at the end ${verdict.liveTilesAtEnd}`,
  ].join('\n');
}
