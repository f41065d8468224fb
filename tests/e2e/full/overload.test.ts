/** Other programs take every processor: nothing on the wall may lie, grow old without an end, or stop answering. */
import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import vi from '../../../resources/locales/vi.json' with { type: 'json' };
import { LATE_AFTER_MS, STALE_AFTER_MS } from '../../../src-renderer/players/tile-state.ts';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { percentile } from '../../bench/percentiles.ts';
import { provideDisplay } from '../../hosts/virtual-display.ts';
import { startBurners } from './burner.ts';
import { startClient, type RunningClient } from './client.ts';
import { eventually } from './eventually.ts';
import { testClaims, type TestedClaims } from './glass-truth.ts';
import { tileStates } from './tiles.ts';
import { longestStill, wallClaims, watchInput, type WallClaims } from './wall-watch.ts';

/** Few enough that the wall also comes up on a machine that is busy already. */
const TILES = 9;
/** Right, down, left, up from the first tile. */
const ROUND = [
  { key: 'ArrowRight', to: 1 },
  { key: 'ArrowDown', to: 4 },
  { key: 'ArrowLeft', to: 3 },
  { key: 'ArrowUp', to: 0 },
] as const;
/** A picture that the compositor keeps from the glass is noticed after three looks, one a second. */
const NOTICED_MS = 3_000;
/** For the way of a frame from the camera's socket to its arrival, and of a claim from the clock to the page, on a starved machine. */
const SLACK_MS = 1_500;
const LIVE_BOUND_MS = LATE_AFTER_MS + NOTICED_MS + SLACK_MS;
/** Only says that a key was answered at all; how fast is for the bench. */
const ANSWERED_MS = 15_000;

/** Screenshots of a machine this slow prove nothing any more. */
const GIVE_UP_MS = 120_000;
/** What a tile says that was made to give something up; frames that are merely lost may be the doing of yet other programs. */
const TAKEN: readonly string[] = [vi.degraded.sub, vi.degraded.half, vi.degraded.keyframes];

let display: Awaited<ReturnType<typeof provideDisplay>>;
let sim: CameraSim;
let client: RunningClient;

beforeAll(async () => {
  display = await provideDisplay();
  Object.assign(process.env, display.environment);
  sim = await startCameraSim({ cameras: TILES });
  const cameras = sim.cameras.map(({ number }) => ({ number, name: `Cam ${number}`, mainUrl: sim.url(number, 'sub') }));
  client = await startClient({ cameras, wall: TILES });
  const seen = new Set<number>();
  await eventually('every tile was live once', 120_000, async () => {
    for (const [cell, state] of await tileStates(client.page)) if (state === 'live') seen.add(cell);
    return seen.size === TILES;
  });
}, 150_000);
afterAll(async () => {
  await client.stop();
  sim.dispose();
  display.dispose();
});

const proofsIn = (looks: readonly TestedClaims[]): number => looks.reduce((sum, { tested }) => sum + tested.length, 0);

interface Watched {
  /** Held against the glass; a screenshot takes seconds on a starved machine. */
  readonly looks: readonly TestedClaims[];
  /** All claims that were read. */
  readonly claims: readonly WallClaims[];
}

/** Presses round the wall and tests claims until the time is over, and so many tiles were read from the glass or it takes too long. */
async function watch(forMs: number, proofs: number): Promise<Watched> {
  const claims: WallClaims[] = [];
  const selected = async (): Promise<number> => {
    const claim = await wallClaims(client.page);
    claims.push(claim);
    return claim.selected;
  };
  await client.page.evaluate(() => {
    document.querySelector<HTMLElement>('[data-cell="0"]')?.focus();
  });
  await eventually('the first tile is selected', ANSWERED_MS, async () => (await selected()) === 0);
  const looks: TestedClaims[] = [];
  const endMs = performance.now() + forMs;
  const wanting = (): boolean => proofsIn(looks) < proofs && performance.now() < endMs + GIVE_UP_MS;
  while (performance.now() < endMs || wanting()) {
    for (const { key, to } of ROUND) {
      await client.page.press(key, key);
      await eventually(`${key} selects tile ${to}`, ANSWERED_MS, async () => (await selected()) === to);
    }
    looks.push(await testClaims(client.page, sim, 'sub'));
  }
  return { looks, claims };
}

/** What no load may ever make untrue. */
function expectHonest({ looks, claims }: Watched): void {
  expect(longestStill(claims), 'still and marked LIVE, ms').toBeLessThan(LIVE_BOUND_MS);
  for (const { loadNote, tiles } of claims) {
    // What is given up is said in the header and on its tiles, where those show a picture at all.
    const noted = tiles.filter(({ note }) => note !== '').length;
    const lost = tiles.filter(({ state }) => state !== 'live').length;
    expect(loadNote !== '' || noted === 0, `${noted} tiles say what they give up, the header is silent`).toBe(true);
    expect(loadNote === '' || noted + lost > 0, loadNote).toBe(true);
  }
  for (const { tested } of looks) {
    for (const { cell, state, full, glassAgeMs } of tested) {
      if (state !== 'live') continue;
      expect(glassAgeMs, `tile ${cell}, claimed live`).toBeLessThan(STALE_AFTER_MS + SLACK_MS);
      if (full) expect(glassAgeMs, `tile ${cell}, marked LIVE`).toBeLessThan(LIVE_BOUND_MS);
    }
  }
}

const summary = ({ looks, claims }: Watched): string => {
  const ages = looks.flatMap(({ tested }) => tested.map(({ glassAgeMs }) => glassAgeMs));
  const [half, most, max] = [0.5, 0.95, 1].map((share) => percentile(ages, share)?.toFixed(0) ?? '–');
  return `${looks.length} looks, age on the glass p50 ${half}, p95 ${most}, max ${max} ms; longest still ${longestStill(claims)} ms`;
};

describe('while other programs take every processor', () => {
  for (const perProcessor of [1, 4]) {
    it(`stays honest and answers with ${perProcessor} of them a processor`, { timeout: 240_000 }, async ({ annotate }) => {
      const answers = await watchInput(client.page);
      const burners = startBurners(perProcessor * availableParallelism());
      try {
        const proofs = perProcessor === 1 ? TILES : 0;
        const watched = await watch(20_000, proofs);
        const times = await answers();
        await annotate(
          `${summary(watched)}; input to paint p50 ${percentile(times, 0.5)} ms, p95 ${percentile(times, 0.95)} ms, ${times.length} keys`,
        );
        expectHonest(watched);
        expect(proofsIn(watched.looks), 'tiles read from the glass').toBeGreaterThanOrEqual(proofs);
      } finally {
        burners.dispose();
      }
    });
  }

  it('gives everything back when they have ended', { timeout: 240_000 }, async () => {
    const back = new Set<number>();
    await eventually('every tile is live again and nothing is taken from it', 200_000, async () => {
      for (const { cell, full, note } of (await wallClaims(client.page)).tiles) if (full && !TAKEN.includes(note)) back.add(cell);
      return back.size === TILES;
    });
    const { tiles: before } = await wallClaims(client.page);
    await eventually('every picture moves', 30_000, async () => {
      const { tiles: after } = await wallClaims(client.page);
      return after.every(({ painted }, index) => painted > (before[index]?.painted ?? 0));
    });
  });
});
