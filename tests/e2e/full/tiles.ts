import type { Page } from 'playwright-core';

/** State of every tile that holds a camera, by cell, as the page says it (`data-state`). */
export async function tileStates(page: Page): Promise<ReadonlyMap<number, string>> {
  const states = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-cell]')].flatMap((tile): [number, string][] => {
      const state = tile.querySelector<HTMLElement>('[data-state]')?.dataset['state'];
      return state === undefined ? [] : [[Number(tile.dataset['cell']), state]];
    }),
  );
  return new Map(states);
}

/** Whether exactly `count` tiles hold a camera and all of them are live. */
export async function allLive(page: Page, count: number): Promise<boolean> {
  const states = [...(await tileStates(page)).values()];
  return states.length === count && states.every((state) => state === 'live');
}

/** The words a person reads on one tile. */
export function tileText(page: Page, cell: number): Promise<string> {
  return page.locator(`[data-cell="${cell}"]`).innerText();
}
