import { expect, it } from 'vitest';
import { runSimulation } from '../../../../sim/run.ts';

const SEEDS = 500;

it(`holds the invariants over ${SEEDS} seeds of loss, partition, kills and lies`, { timeout: 300_000 }, async () => {
  const told = { kills: 0, proposals: 0, accepted: 0 };
  for (let seed = 1; seed <= SEEDS; seed++) {
    const report = await runSimulation(seed);
    expect(report.broken, `again: npm run sim -- --seed ${seed}`).toEqual([]);
    told.kills += report.kills;
    told.proposals += report.proposals;
    told.accepted += report.accepted;
  }
  // A run in which nothing happens proves nothing.
  expect(told.kills).toBeGreaterThan(SEEDS);
  expect(told.accepted).toBeGreaterThan(SEEDS);
  expect(told.proposals).toBeGreaterThan(told.accepted);
});

it('is the same run for the same seed', async () => {
  expect(await runSimulation(7)).toEqual(await runSimulation(7));
});
