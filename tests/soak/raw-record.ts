/** A soak's samples as they are kept: rows of numbers, named once. */
import { percentile, rounded } from '../bench/percentiles.ts';
import type { ProcessSample } from './process-sample.ts';
import type { SoakRecord } from './soak.ts';

type Row = readonly (number | null)[];

export interface RawRecord extends Omit<SoakRecord, 'moments' | 'wall'> {
  readonly processColumns: readonly string[];
  readonly processes: readonly { readonly pid: number; readonly kind: string; readonly rows: readonly Row[] }[];
  readonly wallColumns: readonly string[];
  readonly wall: readonly Row[];
}

export function rawRecord({ moments, wall, ...rest }: SoakRecord): RawRecord {
  const flat = moments.flatMap(({ seconds, processes }) => processes.map((process) => ({ seconds, process })));
  const byPid = Map.groupBy(flat, ({ process }) => process.pid);
  return {
    ...rest,
    processColumns: ['seconds', 'rssMb', 'threads', 'sockets', 'handles'],
    processes: [...byPid].map(([pid, samples]) => ({
      pid,
      kind: samples[0]?.process.kind ?? '',
      rows: samples.map(({ seconds, process }) => processRow(seconds, process)),
    })),
    wallColumns: ['seconds', 'liveTiles', 'openFrames', 'ageP50Ms', 'ageP95Ms'],
    wall: wall.map(({ seconds, liveTiles, openFrames, agesMs }) => [
      rounded(seconds),
      liveTiles,
      openFrames,
      rounded(percentile(agesMs, 0.5)),
      rounded(percentile(agesMs, 0.95)),
    ]),
  };
}

const processRow = (seconds: number, { rssMb, threads, sockets, handles }: ProcessSample): Row => [
  rounded(seconds),
  rounded(rssMb),
  threads,
  sockets,
  handles,
];
