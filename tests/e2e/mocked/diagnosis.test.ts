import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { windowsOfThisFile } from '../support/file-windows.ts';
import { scenario } from '../support/scenario.ts';

const windows = windowsOfThisFile();

const tile = (page: Page, cell: number) => page.locator(`[data-cell="${String(cell)}"]`);
const panel = (page: Page) => page.getByRole('complementary', { name: 'Chẩn đoán' });
const verdict = (page: Page): Promise<string> => panel(page).locator('.diagnosis-verdict').innerText();

const start = () =>
  scenario({ grid: 9, placed: 4, streams: { 3: { kind: 'retrying', reason: 'unauthorised', attempt: 2, inMs: 60_000 } } });

it('shows the hops of the selected tile beside the wall, follows the selection, and moves no video', async () => {
  const { page, complaints } = await windows.open(start());
  await tile(page, 0).click();
  const before = await page.locator('video').evaluateAll((videos) => videos.map((video) => JSON.stringify(video.getBoundingClientRect())));
  await page.keyboard.press('i');
  await expect.poll(() => verdict(page), { timeout: 15_000 }).toContain('Mọi chặng đều tốt');
  expect(await panel(page).locator('.diagnosis-hop h3').allInnerTexts()).toEqual([
    'Camera',
    'Nguồn nhận',
    'Tiến trình media',
    'Kênh nội bộ',
    'Bộ giải mã',
    'Màn hình',
  ]);
  const after = await page.locator('video').evaluateAll((videos) => videos.map((video) => JSON.stringify(video.getBoundingClientRect())));
  expect(after).toEqual(before);
  await tile(page, 3).focus();
  await expect.poll(() => verdict(page), { timeout: 10_000 }).toContain('Sai tên đăng nhập hoặc mật khẩu');
  expect(await panel(page).locator('.diagnosis-hop.diagnosis-broken h3').allInnerTexts()).toEqual(['Camera']);
  await page.keyboard.press('Escape');
  await expect.poll(() => panel(page).count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.close();
});

it('names the camera when its pictures stop, and lies on the side where the tile is not', async () => {
  const scene = start();
  const { page } = await windows.open(scene);
  await tile(page, 2).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Chẩn đoán (I)' }).click();
  await expect.poll(() => verdict(page), { timeout: 15_000 }).toContain('Mọi chặng đều tốt');
  const [panelBox, tileBox] = [await panel(page).boundingBox(), await tile(page, 2).boundingBox()];
  expect((panelBox?.x ?? 0) + (panelBox?.width ?? 0)).toBeLessThan(tileBox?.x ?? 0);
  await page.evaluate((camera) => window.mocked?.freeze(camera), scene.snapshot.cameras[2]?.id ?? '');
  await expect.poll(() => verdict(page), { timeout: 15_000 }).toContain('Camera không gửi hình');
  await page.close();
});

it('lists all tiles worst first, sorts by any column, and leads to the tile by keyboard', async () => {
  const { page, complaints } = await windows.open(start());
  await tile(page, 0).click();
  await page.keyboard.press('Shift+I');
  const rows = page.locator('.overview-table tbody tr');
  await expect.poll(() => rows.count(), { timeout: 15_000 }).toBe(4);
  await expect.poll(() => rows.first().innerText(), { timeout: 10_000 }).toContain('Sai tên đăng nhập hoặc mật khẩu');
  await page.getByRole('button', { name: 'Camera', exact: true }).click();
  await expect.poll(() => rows.last().innerText()).toContain('Sai tên đăng nhập');
  await rows.first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => panel(page).count()).toBe(1);
  await expect.poll(() => tile(page, 1).getAttribute('aria-selected')).toBe('true');
  expect(complaints).toEqual([]);
  await page.close();
});
