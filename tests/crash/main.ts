/**
 * `npm run crash -- [--kills N] [--torn N] [--guesses N] [--seed N]`: kills and torn logs against the audit ledger, kills against
 * the counter of wrong passwords; prints what they left.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chanceOf } from '../sim/chance.ts';
import { killCycles } from './kill-cycles.ts';
import { guessUntilLocked } from './sign-in-kills.ts';
import { tornWal } from './torn-wal.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    torn: { type: 'string', default: '200' },
    guesses: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
  },
});
const seed = Number(values.seed);
const directory = mkdtempSync(join(tmpdir(), 'vms sự cố '));
try {
  const startedMs = performance.now();
  const torn = tornWal(directory, Number(values.torn), chanceOf(seed).next);
  process.stdout.write(`${JSON.stringify({ seed, ...torn, seconds: Math.round((performance.now() - startedMs) / 1000) })}\n`);
  const killsFromMs = performance.now();
  const kills = await killCycles(join(directory, 'kills'), Number(values.kills), chanceOf(seed).next, (done) => {
    if (done % 100 === 0) process.stderr.write(`${String(done)} kills\n`);
  });
  process.stdout.write(`${JSON.stringify({ seed, ...kills, seconds: Math.round((performance.now() - killsFromMs) / 1000) })}\n`);
  const gained = await gainedByKilling(Number(values.guesses), chanceOf(seed).next);
  process.stdout.write(`${JSON.stringify({ seed, lockOuts: Number(values.guesses), gained })}\n`);
  process.exitCode = torn.wrong.length + kills.findings.length + kills.lost + (torn.lossy - torn.shown) + gained === 0 ? 0 : 1;
} finally {
  rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
}

/** How many rounds of guessing learned more by kills than the lock allows, or got past it. */
async function gainedByKilling(rounds: number, random: () => number): Promise<number> {
  let gained = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const { wrong, locked, rightPassword } = await guessUntilLocked(join(directory, `guesses ${String(round)}`), random, 1_500);
    if (wrong > 4 || !locked || rightPassword !== 'locked') gained += 1;
  }
  return gained;
}
