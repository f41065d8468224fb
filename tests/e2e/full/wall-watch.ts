/** What the wall claims, and how fast it answers a person, read in the page itself. */
import type { CdpPage } from './cdp-page.ts';

/** One tile at one moment. */
export interface TileClaim {
  readonly cell: number;
  /** `data-state` of the tile. */
  readonly state: string;
  /** Marked LIVE in full: neither late nor doubtful. */
  readonly full: boolean;
  /** Frames the compositor has counted. */
  readonly painted: number;
  /** What the tile says it leaves out, in words; empty when nothing. */
  readonly note: string;
}

export interface WallClaims {
  readonly epochMs: number;
  readonly tiles: readonly TileClaim[];
  /** What the header says about the whole wall; empty when nothing is given up. */
  readonly loadNote: string;
  readonly selected: number;
}

export function wallClaims(page: CdpPage): Promise<WallClaims> {
  return page.evaluate(() => ({
    epochMs: Date.now(),
    tiles: [...document.querySelectorAll<HTMLElement>('[data-cell]')].flatMap((tile) => {
      const view = tile.querySelector<HTMLElement>('[data-state]');
      if (view === null) return [];
      return [
        {
          cell: Number(tile.dataset['cell']),
          state: view.dataset['state'] ?? '',
          full: view.classList.contains('tile-tone-live'),
          painted: tile.querySelector('video')?.getVideoPlaybackQuality().totalVideoFrames ?? 0,
          note: tile.querySelector<HTMLElement>('.tile-note')?.textContent ?? '',
        },
      ];
    }),
    loadNote: document.querySelector('.load-note')?.textContent ?? '',
    selected: Number(document.querySelector<HTMLElement>('[data-cell][aria-selected="true"]')?.dataset['cell'] ?? -1),
  }));
}

/** The longest that any tile was marked LIVE and painted nothing new, ms; known to one look. */
export function longestStill(samples: readonly WallClaims[]): number {
  const newest = new Map<number, { readonly painted: number; readonly epochMs: number }>();
  let longest = 0;
  for (const { epochMs, tiles } of samples) {
    for (const { cell, painted, full } of tiles) {
      const seen = newest.get(cell);
      if (seen?.painted !== painted || !full) newest.set(cell, { painted, epochMs });
      else longest = Math.max(longest, epochMs - seen.epochMs);
    }
  }
  return longest;
}

/** Event Timing does not tell of anything faster. */
const FASTEST_TOLD_MS = 16;

/** Starts to note, for every key pressed from now on, how long it took until what it did was on the glass. */
export async function watchInput(page: CdpPage): Promise<() => Promise<readonly number[]>> {
  await page.evaluate((fastestMs) => {
    const pressed: number[] = [];
    const told = new Map<number, number>();
    window.addEventListener(
      'keydown',
      (event) => {
        pressed.push(event.timeStamp);
      },
      true,
    );
    // TypeScript's library does not know the threshold yet.
    const events: PerformanceObserverInit & { durationThreshold: number } = { type: 'event', durationThreshold: fastestMs };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === 'keydown') told.set(entry.startTime, entry.duration);
    }).observe(events);
    Object.assign(window, { inputToPaint: () => pressed.map((at) => told.get(at) ?? fastestMs) });
  }, FASTEST_TOLD_MS);
  return () => page.evaluate(() => (window as unknown as { inputToPaint(): number[] }).inputToPaint()); // put there just above
}
