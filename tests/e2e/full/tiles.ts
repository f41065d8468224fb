import type { CdpPage } from './cdp-page.ts';

/** State of every tile that holds a camera, by cell, as the page says it (`data-state`). */
export async function tileStates(page: CdpPage): Promise<ReadonlyMap<number, string>> {
  const states = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-cell]')].flatMap((tile): [number, string][] => {
      const state = tile.querySelector<HTMLElement>('[data-state]')?.dataset['state'];
      return state === undefined ? [] : [[Number(tile.dataset['cell']), state]];
    }),
  );
  return new Map(states);
}

/** Whether exactly `count` tiles hold a camera and all of them are live. */
export async function allLive(page: CdpPage, count: number): Promise<boolean> {
  const states = [...(await tileStates(page)).values()];
  return states.length === count && states.every((state) => state === 'live');
}

/** The words a person reads on one tile. */
export function tileText(page: CdpPage, cell: number): Promise<string> {
  return page.evaluate((index) => document.querySelector<HTMLElement>(`[data-cell="${index}"]`)?.innerText ?? '', cell);
}

/** Clicks the first element of a tile that the selector finds. */
export function clickInTile(page: CdpPage, cell: number, selector: string): Promise<boolean> {
  return page.evaluate(
    ({ index, inside }) => {
      const element = document.querySelector<HTMLElement>(`[data-cell="${index}"] ${inside}`);
      element?.click();
      return element !== null;
    },
    { index: cell, inside: selector },
  );
}

/**
 * Watches every tile for `forMs` and gives the longest time any of them showed no new frame, ms.
 * The count is the compositor's own (`getVideoPlaybackQuality`), read every 50 ms.
 */
export function longestFreeze(page: CdpPage, forMs: number): Promise<number> {
  return page.evaluate(async (watchMs) => {
    const videos = [...document.querySelectorAll('video')];
    const newest = videos.map(() => ({ frames: -1, atMs: performance.now() }));
    let longest = 0;
    for (const endMs = performance.now() + watchMs; performance.now() < endMs;) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      for (const [index, video] of videos.entries()) {
        const seen = newest[index];
        if (seen === undefined) continue;
        const frames = video.srcObject === null ? seen.frames : video.getVideoPlaybackQuality().totalVideoFrames;
        const now = performance.now();
        longest = Math.max(longest, now - seen.atMs);
        if (frames !== seen.frames) Object.assign(seen, { frames, atMs: now });
      }
    }
    return longest;
  }, forMs);
}
