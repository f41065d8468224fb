/**
 * npm run fuzz -- rtsp|sdp|rtp|nut|codec|onvif|sound [--seconds 600] [--seed N] [--keep] [--json FILE]
 *
 * Feeds damaged bytes to every parser of what comes from outside, for as long as told. Inputs that reach new code
 * are damaged further. A finding is minimised and written to tests/fixtures/fuzz, where every test run tries it;
 * `--keep` also writes the smallest inputs that together reach everything the run has reached.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { seededRandom } from '../../tools/camera-sim/random.ts';
import { startCoverage, type BlockCoverage } from './block-coverage.ts';
import { distilled, runCampaign } from './campaign.ts';
import { keep, readCorpus } from './corpus.ts';
import { targetNames, type TargetName } from './fuzz-target.ts';
import { usualLimits } from './judge.ts';
import { targets } from './targets/all.ts';

const usage = `npm run fuzz -- ${targetNames.join('|')} [--seconds 600] [--seed N] [--keep] [--json FILE]\n`;

interface Wanted {
  readonly seconds: number;
  readonly seed: number;
  readonly keeps: boolean;
  readonly json: string | undefined;
}

const mediaCode = (): BlockCoverage => startCoverage((url) => url.includes('/src-main/media/') || url.includes('/src-main/onvif/'));

function fuzz(name: TargetName, { seconds, seed, keeps, json }: Wanted): number {
  const target = targets[name];
  const coverage = mediaCode();
  const startedMs = performance.now();
  const elapsed = (): number => (performance.now() - startedMs) / 1000;
  const reaching: Uint8Array[] = [...readCorpus(name)];
  let toldAt = 0;
  const result = runCampaign(target, {
    corpus: reaching,
    random: seededRandom(seed),
    limits: usualLimits,
    coverage,
    goesOn: (inputs) => {
      if (elapsed() - toldAt >= 30) {
        toldAt = elapsed();
        process.stdout.write(`${name}: ${Math.round(toldAt)} s, ${inputs} inputs, ${coverage.covered()} characters of code\n`);
      }
      return elapsed() < seconds;
    },
    onFinding: (input, problem) => process.stdout.write(`${name}: ${problem}\n  ${keep(name, 'found', input)}\n`),
    onReach: (input) => reaching.push(input),
  });
  const took = elapsed();
  const covered = coverage.covered();
  coverage.dispose();
  if (keeps) keepDistilled(name, reaching);
  const figures = { target: name, seed, seconds: Math.round(took), ...result, perSecond: Math.round(result.inputs / took), covered };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
  return result.findings;
}

/** Larger inputs are left to chance: the corpus is for every checkout. */
const maxKeptBytes = 4096;

function keepDistilled(name: TargetName, reaching: readonly Uint8Array[]): void {
  const coverage = mediaCode();
  const small = reaching.filter((input) => input.length <= maxKeptBytes);
  for (const input of distilled(targets[name], small, coverage)) keep(name, 'reach', input);
  coverage.dispose();
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string' },
    keep: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const name = targetNames.find((known) => known === positionals[0]);
if (name === undefined) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  const seed = values.seed === undefined ? Date.now() % 2 ** 32 : Number(values.seed);
  if (fuzz(name, { seconds: Number(values.seconds), seed, keeps: values.keep, json: values.json }) > 0) process.exitCode = 1;
}
