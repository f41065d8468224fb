/**
 * npm run soak -- [--minutes 30] [--seed N] [--json FILE] [--svg FILE]
 *
 * Needs `npm run build`. A wall of sixteen simulated cameras under faults on command; prints growth of each process,
 * frame age at the end against the start, and leaks. The raw samples go to the JSON, the course to the SVG.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { percentile } from '../bench/percentiles.ts';
import { virtualDisplay } from '../hosts/virtual-display.ts';
import { plot, type Line } from './plot.ts';
import { rawRecord } from './raw-record.ts';
import { soak, type SoakRecord } from './soak.ts';
import { verdictText } from './verdict.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
    svg: { type: 'string' },
  },
});

function memoryLines({ moments, verdict }: SoakRecord): readonly Line[] {
  return verdict.processes.map(({ pid, kind }) => ({
    name: `${kind} ${pid}`,
    samples: moments.flatMap(({ seconds, processes }) => {
      const value = processes.find((process) => process.pid === pid)?.rssMb;
      return value === undefined ? [] : [{ seconds, value }];
    }),
  }));
}

function ageLines({ wall }: SoakRecord): readonly Line[] {
  const minutes = [...Map.groupBy(wall, ({ seconds }) => Math.floor(seconds / 10))];
  const line = (name: string, share: number): Line => ({
    name,
    samples: minutes.flatMap(([part, samples]) => {
      const value = percentile(
        samples.flatMap(({ agesMs }) => agesMs),
        share,
      );
      return value === null ? [] : [{ seconds: part * 10 + 5, value }];
    }),
  });
  return [line('frame age p95, ms', 0.95), line('frame age p50, ms', 0.5)];
}

const countLines = ({ wall }: SoakRecord): readonly Line[] => [
  { name: 'tiles live', samples: wall.map(({ seconds, liveTiles }) => ({ seconds, value: liveTiles })) },
  { name: 'frames open', samples: wall.map(({ seconds, openFrames }) => ({ seconds, value: openFrames })) },
];

const display = await virtualDisplay(1920, 1080);
Object.assign(process.env, display.environment);
try {
  const record = await soak(Number(values.minutes), Number(values.seed), (line) => process.stdout.write(`${line}\n`));
  const text = verdictText(record.verdict);
  process.stdout.write(`${text}\nleft after the end: ${record.leftProcesses} processes, ${record.leftSessions} sessions\n`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rawRecord(record))}\n`);
  const panels = [
    { title: 'resident memory, MB', lines: memoryLines(record) },
    { title: 'frame age at hand-over', lines: ageLines(record) },
    { title: 'tiles and frames', lines: countLines(record) },
  ];
  const title = `Soak of ${values.minutes} min, 16 cameras, seed ${values.seed}; red: something broken on purpose`;
  if (values.svg !== undefined)
    writeFileSync(
      values.svg,
      plot(
        title,
        panels,
        record.plan.map(({ atSeconds }) => atSeconds),
      ),
    );
} finally {
  display.dispose();
}
