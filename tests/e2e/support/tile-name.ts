import type { Page } from 'playwright-core';

/** What a screen reader calls what is in a tile: its number and camera, or that it is empty. */
export const tileName = (page: Page, cell: number): Promise<string | null> =>
  page
    .locator(`[data-cell="${String(cell)}"] [role=group]`)
    .first()
    .getAttribute('aria-label');
