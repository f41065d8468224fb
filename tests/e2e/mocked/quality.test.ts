import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { windowsOfThisFile } from '../support/file-windows.ts';
import { scenario } from '../support/scenario.ts';

const windows = windowsOfThisFile();

const tile = (page: Page, cell: number) => page.locator(`[data-cell="${String(cell)}"]`);
const profile = (page: Page, cell: number) => page.evaluate((at) => window.mocked?.main.lastReport[at], cell);

it('pins the stream of a tile by menu and by key, and says what a pin costs', async () => {
  const { page, complaints } = await windows.open(scenario({ grid: 9, placed: 2 }));
  await expect.poll(async () => (await profile(page, 0))?.state, { timeout: 10_000 }).toBe('live');
  expect(await profile(page, 0)).toMatchObject({ profile: 'sub', profileReason: 'small', degraded: 'none' });
  await tile(page, 0).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Luôn luồng chính' }).click();
  await expect.poll(async () => await profile(page, 0), { timeout: 10_000 }).toMatchObject({ profile: 'main', profileReason: 'manual' });
  expect(await profile(page, 1)).toMatchObject({ profile: 'sub', profileReason: 'small' });
  await expect.poll(() => tile(page, 0).locator('.tile-note').innerText()).toBe('Luồng chính đang chọn tay làm nặng máy');
  await tile(page, 0).click();
  await page.keyboard.press('q');
  await expect.poll(async () => await profile(page, 0), { timeout: 10_000 }).toMatchObject({ profile: 'sub', profileReason: 'manual' });
  await expect.poll(() => tile(page, 0).locator('.tile-note').textContent()).toBe('');
  expect(complaints).toEqual([]);
  await page.close();
});

it('gives the enlarged tile the main stream and takes it back after', async () => {
  const { page, complaints } = await windows.open(scenario({ grid: 9, placed: 2 }));
  await expect.poll(async () => (await profile(page, 1))?.state, { timeout: 10_000 }).toBe('live');
  await tile(page, 1).dblclick();
  await expect.poll(async () => await profile(page, 1), { timeout: 10_000 }).toMatchObject({ profile: 'main', profileReason: 'enlarged' });
  await page.keyboard.press('Escape');
  await expect.poll(async () => await profile(page, 1), { timeout: 10_000 }).toMatchObject({ profile: 'sub', profileReason: 'small' });
  expect(complaints).toEqual([]);
  await page.close();
});
