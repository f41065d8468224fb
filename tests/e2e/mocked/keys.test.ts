import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Arrangement } from '../../../src-contract/model/arrangement.ts';
import { keptArrangements } from '../support/layout-screens.ts';
import { windowsOfThisFile } from '../support/file-windows.ts';
import { scenario } from '../support/scenario.ts';
import { plugIn, pressButton } from '../support/synthetic-pad.ts';
import { tileName } from '../support/tile-name.ts';

const windows = windowsOfThisFile();

const selected = (page: Page): Promise<string | null> => page.locator('[data-cell][aria-selected=true]').getAttribute('data-cell');
const option = (page: Page) => page.locator('[role=option][aria-selected=true]');
const query = (page: Page) => page.getByRole('combobox', { name: /Gõ tên lệnh/u });
const keptKeys = (page: Page) => page.evaluate(() => window.mocked?.main.snapshot.controls.keys);

it('finds cameras and commands in the palette without accents, runs them, and begins with those next time', async () => {
  const { page, complaints } = await windows.open(scenario({ grid: 9 }));
  await page.keyboard.press('Control+k');
  await expect.poll(() => query(page).evaluate((input) => input === document.activeElement)).toBe(true);
  await page.keyboard.type('dinh hoa');
  await expect.poll(() => option(page).innerText()).toContain('Trung tâm xã Định Hoá');
  expect(await query(page).getAttribute('aria-activedescendant')).toBe(await option(page).getAttribute('id'));
  await page.keyboard.press('Enter');
  await expect.poll(() => tileName(page, 0)).toBe('Ô 1, camera 12 Trung tâm xã Định Hoá');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  await page.keyboard.press('Control+p');
  await page.keyboard.type('bang phim tat');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('heading', { name: 'Hình trong ô đang chọn' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await expect.poll(() => page.getByRole('group', { name: 'Vừa dùng' }).getByRole('option').allInnerTexts()).toHaveLength(2);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => option(page).innerText()).toContain('Bảng phím tắt này');
  await page.keyboard.type('zzzz');
  await page.getByText('Không có lệnh hay camera nào khớp “zzzz”').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.close();
});

it('leaves Telex alone: keys that an input method composes do nothing', async () => {
  const { page } = await windows.open(scenario({ grid: 4, placed: 2 }));
  await page.locator('[data-cell="0"]').focus();
  await page.evaluate(() => {
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'i', code: 'KeyI', bubbles: true, isComposing: true }));
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Process', code: 'KeyI', bubbles: true }));
  });
  await page.waitForTimeout(200);
  expect(await page.getByRole('complementary', { name: 'Chẩn đoán' }).count()).toBe(0);
  await page.evaluate(() => {
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ă', code: 'Digit1', bubbles: true }));
  });
  await expect.poll(() => page.locator('.typed-number strong').innerText()).toBe('1');
  await page.close();
});

it('calls cameras by camera, tile and screen numbers and says beforehand what Enter will do', async () => {
  const { page, complaints } = await windows.open(scenario({ grid: 9 }));
  const says = () => page.locator('.typed-number').innerText();
  await page.keyboard.type('5-12');
  await expect.poll(says).toContain('Ô 5: Trung tâm xã Định Hoá');
  await page.keyboard.press('Enter');
  await expect.poll(() => tileName(page, 4)).toBe('Ô 5, camera 12 Trung tâm xã Định Hoá');
  await page.keyboard.type('1.7.12');
  await page.keyboard.press('Enter');
  await expect.poll(() => tileName(page, 6)).toBe('Ô 7, camera 12 Trung tâm xã Định Hoá');
  await page.keyboard.type('12-3');
  await expect.poll(says).toContain('Không có ô 12: tường có 9 ô');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('-777');
  await expect.poll(says).toContain('Không có camera số 777');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('.typed-number').count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.close();
});

it('shows the numbers of the tiles while Alt is held, or always', async () => {
  const { page } = await windows.open(scenario({ grid: 4, placed: 1 }));
  const number = page.locator('[data-cell="0"] .tile-call-number');
  expect(await number.isVisible()).toBe(false);
  await page.keyboard.down('Alt');
  await expect.poll(() => number.isVisible()).toBe(true);
  await page.keyboard.up('Alt');
  await expect.poll(() => number.isVisible()).toBe(false);
  await page.close();
  const always = await windows.open(scenario({ grid: 4, placed: 1, controls: { tileNumbers: 'always' } }));
  await expect.poll(() => always.page.locator('[data-cell="0"] .tile-call-number').isVisible()).toBe(true);
  await always.page.close();
});

it('records a key, asks before taking it from another command, and everything follows', async () => {
  const { page, complaints } = await windows.open(scenario({ grid: 4, placed: 2 }));
  await page.keyboard.press('Control+k');
  await page.keyboard.type('phim');
  await page.getByRole('option', { name: /^Phím/u }).first().click();
  const record = page.getByRole('button', { name: 'Thêm phím cho: Chẩn đoán ô đang chọn' });
  await record.click();
  await page.keyboard.press('q');
  await page.getByText('Phím Q đang dùng cho: Đổi luồng của ô: tự chọn, chính, phụ.').waitFor();
  expect(await keptKeys(page)).toEqual({});
  await page.keyboard.press('Enter');
  await expect.poll(() => keptKeys(page)).toEqual({ 'tile.quality': [], 'wall.diagnose': ['I', 'Q'] });
  await record.click();
  await page.keyboard.press('7');
  await page.getByText('Phím 7 dành riêng', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Giữ nguyên' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('q');
  await page.getByRole('complementary', { name: 'Chẩn đoán' }).waitFor();
  await page.keyboard.press('?');
  const sheet = page.locator('.shortcut', { hasText: 'Chẩn đoán ô đang chọn' });
  expect((await sheet.locator('kbd').allInnerTexts()).join(' ')).toBe('I Q');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('phim');
  await page.getByRole('option', { name: /^Phím/u }).first().click();
  await page.getByRole('button', { name: 'Đặt lại tất cả' }).click();
  await expect.poll(() => keptKeys(page)).toEqual({});
  expect(complaints).toEqual([]);
  await page.close();
});

it('is worked by a gamepad: cross and stick select, buttons act and can be recorded', async () => {
  const { page, complaints } = await windows.open(scenario({ grid: 9, placed: 2 }));
  await plugIn(page, { axes: [0, 0, 0, 0], down: [] });
  await pressButton(page, 15);
  await expect.poll(() => selected(page)).toBe('1');
  await plugIn(page, { axes: [0, 1, 0, 0], down: [] }); // held: it goes on to the rim
  await expect.poll(() => selected(page)).toBe('7');
  await plugIn(page, { axes: [0, 0, 0, 0], down: [] });
  await pressButton(page, 12);
  await pressButton(page, 12);
  await expect.poll(() => selected(page)).toBe('1');
  await pressButton(page, 0);
  await expect.poll(() => page.locator('.tile-enlarged').count()).toBe(1);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('can dieu khien');
  await page.keyboard.press('Enter');
  await page.getByText('Đang dùng: Cần thử nghiệm', { exact: false }).waitFor();
  await plugIn(page, { axes: [1, 0, 0, 0], down: [4] });
  await page.getByText('đang nhấn nút 5', { exact: false }).waitFor();
  await expect.poll(() => page.locator('.stick-wanted').getAttribute('cx')).toBe('100');
  await plugIn(page, { axes: [0, 0, 0, 0], down: [] });
  await page.getByRole('tab', { name: 'Phím', exact: true }).click();
  await page.getByRole('button', { name: 'Thêm phím cho: Tổng quan các ô', exact: false }).click();
  await pressButton(page, 9);
  await expect.poll(() => keptKeys(page)).toEqual({ 'wall.overview': ['Shift+I', 'Pad9'] });
  await plugIn(page, null);
  expect(complaints).toEqual([]);
  await page.close();
});

it('has every layout, scenario and tour that is kept in the palette, under its name', async () => {
  const { page, complaints } = await windows.open(scenario({ cameras: 64, grid: 4, placed: 2 }));
  await page.evaluate((given) => {
    if (window.mocked !== undefined) window.mocked.main.arrangements = structuredClone(given);
  }, keptArrangements as Arrangement[]);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('bo cuc truc ban');
  await expect.poll(() => option(page).innerText()).toContain('Bố cục: Trực ban IOC 4×4');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('[data-cell]').count()).toBe(16);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('kich ban quoc khanh');
  await expect.poll(() => option(page).innerText()).toContain('Kịch bản: Trực lễ Quốc khánh');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => page.evaluate(() => window.mocked?.main.calls.find(({ channel }) => channel === 'layouts.recall')?.args))
    .toEqual({ scenarioId: 'scenario-1' });
  expect(complaints).toEqual([]);
  await page.close();
});

it('takes own keys in the camera list too', async () => {
  const { page } = await windows.open(scenario({ grid: 4, controls: { keys: { 'list.place': ['F4'] } } }));
  await page.getByRole('treeitem', { name: 'Cầu Gia Bảy' }).click();
  await page.keyboard.press('Enter');
  await page.keyboard.press('F4');
  await expect.poll(() => tileName(page, 0)).toBe('Ô 1, camera 4 Cầu Gia Bảy');
  await expect.poll(() => tileName(page, 1)).toBe('Ô 2, trống');
  await page.close();
});
