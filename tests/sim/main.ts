/** `npm run sim -- --seeds 10000 [--from 1]`, or `-- --seed 7` for one run again. */
import { parseArgs } from 'node:util';
import { runSimulation } from './run.ts';

const { values } = parseArgs({ options: { seeds: { type: 'string' }, from: { type: 'string' }, seed: { type: 'string' } } });
const from = Number(values.seed ?? values.from ?? '1');
const count = values.seed === undefined ? Number(values.seeds ?? '500') : 1;
const told = { kills: 0, proposals: 0, accepted: 0, failed: 0 };

for (let seed = from; seed < from + count; seed++) {
  const report = await runSimulation(seed);
  told.kills += report.kills;
  told.proposals += report.proposals;
  told.accepted += report.accepted;
  if (report.broken.length === 0) continue;
  told.failed += 1;
  process.stdout.write(`seed ${seed}: ${report.broken[0] ?? ''}\n  npm run sim -- --seed ${seed}\n`);
}
process.stdout.write(`${count} seeds: ${told.failed} failed, ${told.kills} kills, ${told.proposals} edits, ${told.accepted} taken\n`);
process.exitCode = told.failed === 0 ? 0 : 1;
