/** How long a province's configuration takes from its pages to memory, in the real worker over a real file. */
import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFedConfiguration } from '../fakes/fed-configuration.ts';
import { feedCamera } from '../fakes/feed-items.ts';
import { FeedServer } from '../fakes/feed-server.ts';

export interface ConfigurationResult {
  readonly cameras: number;
  readonly users: number;
  /** From the first page in hand to the whole in memory. */
  readonly snapshotMs: number;
  /** Median and worst of the rounds. */
  readonly deltaMs: { readonly median: number; readonly worst: number };
  /** Opening the file again: every revision, the root hash and the signature checked. */
  readonly startMs: number;
  /** The longest main could do nothing else meanwhile. */
  readonly mainHeldMs: number;
}

const DELTA = 100;
const ROUNDS = 15;

const user = (number: number) => ({
  id: `user-${number}`,
  login: `nguoi.${number}`,
  name: `Người dùng số ${number}`,
  unitId: 'unit-a',
  assignments: [{ roleId: 'ioc-operator', areaPath: '19/05443', unitId: 'unit-a' }],
  state: 'active',
  lastSignInAt: null,
});

export async function measureConfiguration(cameras: number, users: number): Promise<ConfigurationResult> {
  const directory = mkdtempSync(join(tmpdir(), 'vms-bench-'));
  const server = new FeedServer();
  for (let number = 0; number < cameras; number += 1) server.put('camera', { ...feedCamera(`cam-${number}`) });
  for (let number = 0; number < users; number += 1) server.put('user', user(number));
  server.checkpoint();
  try {
    const first = await openFedConfiguration(directory);
    const held = watchMain();
    const snapshotMs = await timed(() => first.pull(server));
    const mainHeldMs = held();
    const rounds: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let number = 0; number < DELTA; number += 1)
        server.put('camera', { ...feedCamera(`cam-${(round * DELTA + number) % cameras}`, { name: `Lượt ${round}` }) });
      server.checkpoint();
      rounds.push(await timed(() => first.pull(server)));
    }
    await first.database.close();
    const startMs = await timed(async () => (await openFedConfiguration(directory)).database.close());
    const sorted = rounds.toSorted((one, other) => one - other);
    const deltaMs = { median: sorted[ROUNDS >> 1] ?? 0, worst: sorted.at(-1) ?? 0 };
    return { cameras, users, snapshotMs, deltaMs, startMs, mainHeldMs };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await act();
  return Math.round(performance.now() - startedMs);
}

function watchMain(): () => number {
  let [worst, last] = [0, performance.now()];
  const timer = setInterval(() => {
    worst = Math.max(worst, performance.now() - last - 5);
    last = performance.now();
  }, 5);
  return () => {
    clearInterval(timer);
    return Math.round(worst);
  };
}
