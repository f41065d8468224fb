/** What a key typed into the search over 10,000 cameras costs: the search alone, and from the key to the painted rows. */
import { cameraText } from '../../src-renderer/lib/finding/camera-text.ts';
import { findIn, foldingOnce, searchEntry, type Findings } from '../../src-renderer/lib/finding/search-index.ts';
import { territoryNames } from '../../src-renderer/lib/finding/territory-names.ts';
import type { Camera } from '../../src-contract/model/camera.ts';
import { startMockedWindows } from '../e2e/support/mocked-window.ts';
import { inStep, within } from '../e2e/support/province-states.ts';
import { scenario } from '../e2e/support/scenario.ts';
import { demoTerritory, provinceCameras } from '../fakes/demo-province.ts';
import { percentile, rounded } from './percentiles.ts';

/** What operators type: names with and without accents, numbers, codes, units, former names; one letter finds thousands. */
const QUERIES = [
  'dinh hoa',
  'Định Hóa',
  '9999',
  'TP Sông Công',
  '19-05443-GT-0001',
  'so y te',
  'a',
  'ngã tư phổ yên',
  'tinh bac kan',
] as const;
const BETWEEN_KEYS_MS = 120;

export interface Times {
  readonly keys: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly maxMs: number | null;
}
export interface SearchResult {
  readonly cameras: number;
  /** Folding all names, once, while nobody waits. */
  readonly indexMs: number;
  /** The search alone, in this process. */
  readonly index: Times;
  /** From the key's own time stamp to after the frame that shows what it found, the wait for the frame included. */
  readonly painted: Times;
}

export async function measureSearch(count: number, rounds: number): Promise<SearchResult> {
  const { indexMs, samples } = measureIndex(count, rounds);
  return { cameras: count, indexMs, index: timesOf(samples), painted: timesOf(await measurePainted(count, rounds)) };
}

function timesOf(samples: readonly number[]): Times {
  const at = (share: number): number | null => rounded(percentile(samples, share), 2);
  return { keys: samples.length, p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1) };
}

function measureIndex(count: number, rounds: number): { readonly indexMs: number; readonly samples: readonly number[] } {
  const cameras = provinceCameras(count);
  const names = territoryNames(demoTerritory);
  const startedMs = performance.now();
  const fold = foldingOnce();
  const index = cameras.map((camera) => searchEntry(camera, cameraText(camera, names, []), fold));
  const indexMs = Math.round(performance.now() - startedMs);
  const samples: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const query of QUERIES) {
      let last: Findings<Camera> | null = null;
      for (let length = 1; length <= query.length; length += 1) {
        const beforeMs = performance.now();
        last = findIn(index, query.slice(0, length), last);
        samples.push(performance.now() - beforeMs);
      }
    }
  }
  return { indexMs, samples };
}

async function measurePainted(count: number, rounds: number): Promise<readonly number[]> {
  const windows = await startMockedWindows();
  try {
    const { page } = await windows.open(scenario({ province: count, session: within(), sync: inStep() }));
    await page.keyboard.press('Control+f');
    await page.waitForTimeout(2_000); // the index is made meanwhile
    await page.evaluate(() => {
      const samples: number[] = [];
      Object.assign(window, { paintedAfter: samples });
      window.addEventListener(
        'keydown',
        ({ timeStamp }) => {
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => samples.push(performance.now() - timeStamp);
            port2.postMessage(null);
          });
        },
        true,
      );
    });
    for (let round = 0; round < rounds; round += 1) {
      for (const query of QUERIES) {
        await page.getByRole('searchbox').fill('');
        await page.keyboard.type(query, { delay: BETWEEN_KEYS_MS });
      }
    }
    await page.waitForTimeout(500);
    return await page.evaluate(() => Reflect.get(window, 'paintedAfter') as number[]); // put there above
  } finally {
    await windows.dispose();
  }
}
