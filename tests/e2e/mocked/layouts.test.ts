import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openLayouts } from '../support/layout-screens.ts';
import { windowsOfThisFile } from '../support/file-windows.ts';
import { scenario } from '../support/scenario.ts';
import { tileName } from '../support/tile-name.ts';

const windows = windowsOfThisFile();

const tile = (page: Page, cell: number) => page.locator(`[data-cell="${String(cell)}"]`);
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const tiles = (page: Page): Promise<number> => page.getByRole('gridcell').count();

it('merges tiles chosen by mouse, splits them again, and loses no camera', async () => {
  const { page, complaints } = await windows.open(scenario({ grid: 9, placed: 9 }));
  await button(page, /^Chỉnh sửa bố cục/u).click();
  const bar = page.getByRole('toolbar', { name: 'Chỉnh sửa bố cục' });
  await tile(page, 0).click();
  await tile(page, 4).click({ modifiers: ['Shift'] });
  await expect.poll(() => page.locator('.tile-chosen').count()).toBe(4);
  await bar.getByRole('button', { name: /^Gộp ô/u }).click();
  await expect.poll(() => tiles(page)).toBe(6);
  const large = await tile(page, 0).boundingBox();
  const small = await tile(page, 1).boundingBox();
  expect((large?.width ?? 0) / (small?.width ?? 1)).toBeCloseTo(2, 1);
  await bar.getByRole('button', { name: /^Tách ô/u }).click();
  await expect.poll(() => tiles(page)).toBe(9);
  await expect.poll(() => page.locator('.tile-title').count()).toBe(9);
  await bar.getByRole('button', { name: 'Xong' }).click();
  expect(await bar.count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.close();
});

it('is shaped by keyboard alone: choose, merge, mark the hot spot, split, go back', async () => {
  const { page, complaints } = await windows.open(scenario({ grid: 9, placed: 9 }));
  await tile(page, 0).focus();
  await page.keyboard.press('e');
  await page.getByRole('toolbar', { name: 'Chỉnh sửa bố cục' }).waitFor();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('g');
  await expect.poll(() => tiles(page)).toBe(6);
  await page.keyboard.press('h');
  await expect.poll(() => tileName(page, 0)).toMatch(/Điểm nóng$/u);
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
  const second = (await tileName(page, 1))?.replace('Ô 2', 'Ô 1');
  await page.keyboard.press('h');
  await expect.poll(() => tileName(page, 0)).toBe(`${String(second)}, Điểm nóng`);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('[');
  await expect.poll(() => tileName(page, 0)).toContain('camera 1 ');
  await page.keyboard.press('e');
  await page.keyboard.press('t');
  await expect.poll(() => tiles(page)).toBe(9);
  expect(complaints).toEqual([]);
  await page.close();
});

it('keeps the picture of a tile that moves to another row when the shape changes', async () => {
  const { page } = await windows.open(scenario({ grid: 4, placed: 4 }));
  await expect.poll(() => tile(page, 3).locator('.tile-badge').innerText(), { timeout: 10_000 }).toBe('TRỰC TIẾP');
  const video = await tile(page, 3).locator('video').elementHandle();
  await button(page, '9 ô').click();
  await expect.poll(() => tiles(page)).toBe(9);
  expect(await video.evaluate((element) => element.isConnected)).toBe(true);
  await page.close();
});

it('shows the camera of a clicked tile in the hot spot', async () => {
  const { page, complaints } = await windows.open(scenario({ grid: 4, placed: 4 }));
  await button(page, /^Chỉnh sửa bố cục/u).click();
  await tile(page, 0).click();
  await button(page, /^Điểm nóng/u).click();
  await button(page, 'Xong').click();
  await expect.poll(() => tileName(page, 0)).toMatch(/Điểm nóng$/u);
  const third = (await tileName(page, 2))?.replace('Ô 3', 'Ô 1');
  await tile(page, 2).click();
  await expect.poll(() => tileName(page, 0)).toBe(`${String(third)}, Điểm nóng`);
  expect(complaints).toEqual([]);
  await page.close();
});

it('goes back and forward over what a tile showed', async () => {
  const { page, complaints } = await windows.open(scenario({ grid: 4, placed: 1 }));
  await page.keyboard.type('7');
  await page.keyboard.press('Enter');
  await expect.poll(() => tileName(page, 0)).toContain('camera 7');
  await tile(page, 0).locator('.tile-menu-area').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Camera trước đó của ô' }).click();
  await expect.poll(() => tileName(page, 0)).toContain('camera 1');
  await tile(page, 0).locator('.tile-menu-area').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Camera sau đó của ô' }).click();
  await expect.poll(() => tileName(page, 0)).toContain('camera 7');
  expect(complaints).toEqual([]);
  await page.close();
});

it('keeps a layout, marks what is unsaved with *, reverts, deletes and brings back', async () => {
  const { page, complaints } = await windows.open(scenario({ grid: 4, placed: 2 }));
  await page.getByRole('tab', { name: 'Bố cục' }).click();
  await button(page, 'Lưu thành…').click();
  await page.getByLabel('Tên', { exact: true }).fill('Ca đêm');
  await page.keyboard.press('Enter');
  const current = page.locator('.kept-current-name strong');
  await expect.poll(() => current.innerText()).toBe('Ca đêm');
  await tile(page, 1).click();
  await page.keyboard.press('Delete');
  await expect.poll(() => current.innerText()).toBe('Ca đêm *');
  await button(page, 'Trở lại bản đã lưu').click();
  await expect.poll(() => tileName(page, 1)).toContain('camera 2');
  await tile(page, 1).click();
  await page.keyboard.press('Delete');
  await button(page, /^Lưu$/u).click();
  await expect.poll(() => current.innerText()).toBe('Ca đêm');
  await expect.poll(() => page.evaluate(() => window.mocked?.main.arrangements.length)).toBe(1);
  await button(page, 'Xóa Ca đêm').click();
  await expect.poll(() => page.evaluate(() => window.mocked?.main.arrangements.length)).toBe(0);
  await button(page, 'Hoàn tác').last().click();
  await expect.poll(() => page.evaluate(() => window.mocked?.main.arrangements.length)).toBe(1);
  expect(complaints).toEqual([]);
  await page.close();
});

it('follows a shared layout that somebody else saved, unless it has changes of its own', async () => {
  const { page } = await windows.open(scenario({ cameras: 64, grid: 4 }));
  await openLayouts(page, 'vi');
  await button(page, /Trực ban IOC/u)
    .first()
    .click();
  await expect.poll(() => tileName(page, 1)).toContain('camera 2');
  const saveElsewhere = (rev: string, cell: number) =>
    page.evaluate(
      ([newRev, at]) => {
        const main = window.mocked?.main;
        if (main === undefined) return;
        main.arrangements = main.arrangements.map((one) =>
          one.kind === 'layout' && one.id === 'ioc-16'
            ? { ...one, rev: newRev, cells: one.cells.map((id, index) => (index === at ? null : id)) }
            : one,
        );
        main.notifier.layouts.onChanged({ arrangements: main.arrangements });
      },
      [rev, cell] as const,
    );
  await saveElsewhere('4-b', 1);
  await expect.poll(() => tileName(page, 1)).toBe('Ô 2, trống');
  await tile(page, 3).click();
  await page.keyboard.press('Delete');
  await saveElsewhere('5-c', 0);
  await expect.poll(() => page.locator('.kept-current-name').innerText()).toContain('*');
  expect(await tileName(page, 0)).toContain('camera 1');
  await page.close();
});

it('walks a tour by hand, pauses it, and gives the wall back', async () => {
  const { page, complaints } = await windows.open(scenario({ cameras: 64, grid: 4, placed: 1 }));
  await openLayouts(page, 'vi');
  await button(page, /Vòng đêm trung tâm/u)
    .first()
    .click();
  const mark = page.getByRole('group', { name: 'Đang tuần tra: Vòng đêm trung tâm' });
  await expect.poll(() => tiles(page)).toBe(16);
  await expect.poll(() => mark.innerText()).toMatch(/1\/3[\s\S]*còn 1[0-5] giây/u);
  await mark.getByRole('button', { name: 'Bước tuần tra kế tiếp' }).click();
  await expect.poll(() => tiles(page)).toBe(6);
  await mark.getByRole('button', { name: 'Tạm dừng tuần tra' }).click();
  await expect.poll(() => mark.innerText()).toContain('tạm dừng');
  await mark.getByRole('button', { name: /^Kết thúc tuần tra/u }).click();
  await expect.poll(() => tiles(page)).toBe(4);
  expect(await mark.count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.close();
});

it('says calmly that there are more cameras than one person watches, once', async () => {
  const { page } = await windows.open(scenario({ cameras: 64, grid: 25, placed: 20 }));
  const note = page.getByText('nhiều hơn 16 camera');
  await note.waitFor();
  await page.locator('.attention-note').getByRole('button').click();
  expect(await note.count()).toBe(0);
  await tile(page, 19).click();
  await page.keyboard.press('Delete');
  expect(await note.count()).toBe(0);
  await page.close();
});
