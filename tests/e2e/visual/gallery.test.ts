/**
 * Every part of the design system against the picture it last had, dark and light.
 *
 * After a change that is meant: `VMS_NEW_PICTURES=1 npm test -- tests/e2e/visual`, and look at what git shows. What
 * differs is kept in `.cache/visual`, with the differing pixels in red.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../players/browser.ts';
import { servePages, type PageServer } from '../support/page-server.ts';
import { buildRenderer, type BuiltRenderer } from '../support/renderer-build.ts';
import { comparePictures } from './compare-pictures.ts';

const baseline = join(import.meta.dirname, 'baseline');
const differences = resolve(import.meta.dirname, '../../../.cache/visual');
const takeNew = process.env['VMS_NEW_PICTURES'] === '1';
/** Another version of the browser draws edges a little differently. */
const ALLOWED_SHARE = 0.004;

let built: BuiltRenderer;
let server: PageServer;
let browser: Browser;
beforeAll(async () => {
  built = await buildRenderer();
  server = await servePages(built.folder);
  browser = await launchChromium();
  await mkdir(differences, { recursive: true });
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
  await built.dispose();
});

async function openGallery(shade: 'dark' | 'light'): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  await page.goto(`${server.url}gallery/gallery.html?shade=${shade}`);
  await page.locator('[data-part="messages"]').waitFor();
  await page.evaluate(() => document.fonts.ready);
  return page;
}

const partsOf = (page: Page): Promise<string[]> =>
  page.locator('[data-part]').evaluateAll((parts) => parts.map((part) => part.getAttribute('data-part') ?? ''));

const pictureOf = (page: Page, part: string): Promise<Buffer> =>
  page.locator(`[data-part="${part}"]`).screenshot({ animations: 'disabled', caret: 'hide' });

for (const shade of ['dark', 'light'] as const) {
  it(`looks as it did: ${shade}`, async () => {
    const page = await openGallery(shade);
    const changed: string[] = [];
    for (const part of await partsOf(page)) {
      const file = join(baseline, `${part}-${shade}.png`);
      const now = await pictureOf(page, part);
      if (takeNew || !existsSync(file)) {
        await writeFile(file, now);
        if (!takeNew) changed.push(`${part}: had no picture yet`);
        continue;
      }
      const { share, difference } = comparePictures(await readFile(file), now);
      if (share <= ALLOWED_SHARE) continue;
      changed.push(`${part}: ${(share * 100).toFixed(2)} % of its pixels`);
      await writeFile(join(differences, `${part}-${shade}-now.png`), now);
      if (difference !== null) await writeFile(join(differences, `${part}-${shade}-difference.png`), difference);
    }
    expect(changed).toEqual([]);
    await page.close();
  });
}

it('notices one token that is another', async () => {
  const page = await openGallery('dark');
  const before = await pictureOf(page, 'marks');
  await page.evaluate(() => {
    document.documentElement.style.setProperty('--lost', '#4fbf7a');
  });
  expect(comparePictures(before, await pictureOf(page, 'marks')).share).toBeGreaterThan(0);
  const moved = await pictureOf(page, 'buttons');
  await page.evaluate(() => {
    document.documentElement.style.setProperty('--space-4', '18px');
  });
  expect(comparePictures(moved, await pictureOf(page, 'buttons')).share).toBeGreaterThan(ALLOWED_SHARE);
  await page.close();
});
