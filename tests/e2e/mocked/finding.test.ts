/** Finding a camera: the trees, the search over them, favourites and tags, in the real browser. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { allRights } from '../../../src-contract/model/rights.ts';
import { windowsOfThisFile } from '../support/file-windows.ts';
import { inStep, within } from '../support/province-states.ts';
import { scenario, type Scenario } from '../support/scenario.ts';
import { tileName } from '../support/tile-name.ts';

const windows = windowsOfThisFile();

const provinceScenario = (province: number): Scenario => scenario({ province, session: within(), sync: inStep() });
const listed = (page: Page): Promise<string[]> => page.locator('.list-camera .list-name').allTextContents();
const node = (page: Page, name: string | RegExp) => page.getByRole('treeitem', { name });
const tree = (page: Page) => page.getByRole('tree');
const search = async (page: Page, query: string): Promise<void> => {
  await page.keyboard.press('Control+f');
  await page.getByRole('searchbox').fill(query);
};

it('goes from the province to a ward, a place and a camera by the keyboard alone, and calls it up', async () => {
  const { page, complaints } = await windows.open(provinceScenario(1200));
  await tree(page).focus();
  await page.keyboard.press('Home');
  await expect.poll(() => node(page, /^Tỉnh Thái Nguyên/u).getAttribute('aria-expanded')).toBe('true');
  await page.keyboard.type('phan dinh');
  await page.keyboard.press('ArrowRight');
  const ward = node(page, /^P. Phan Đình Phùng/u);
  expect(await ward.getAttribute('aria-expanded')).toBe('true');
  expect(await ward.getAttribute('aria-level')).toBe('2');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect.poll(() => tileName(page, 0)).toMatch(/camera \d+/u);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  expect(await page.locator('.list-tree').innerText()).not.toMatch(/huyện|thị xã/iu);
  expect(complaints).toEqual([]);
  await page.close();
});

it('has the same camera by its unit, and remembers what was folded', async () => {
  const { page, complaints } = await windows.open(provinceScenario(1200));
  await page.getByRole('tab', { name: 'Đơn vị quản lý' }).click();
  await node(page, /^Trung tâm CNTT - IOC tỉnh/u).click();
  await expect.poll(() => listed(page)).toContain('[GT] Đảo tròn trung tâm - hướng Bắc - P. Phan Đình Phùng');
  await expect
    .poll(() => page.evaluate(() => JSON.stringify(window.mocked?.main.calls.findLast(({ channel }) => channel === 'finding.look')?.args)))
    .toBe('{"view":"unit","folds":{"unit:unit-ioc":true}}');
  expect(complaints).toEqual([]);
  await page.close();
});

it('keeps the area in sight above its cameras', async () => {
  const { page } = await windows.open(provinceScenario(1200));
  await page.getByRole('tab', { name: 'Đơn vị quản lý' }).click();
  await node(page, /^Trung tâm CNTT - IOC tỉnh/u).click();
  await tree(page).evaluate((list) => {
    list.scrollTop = 3_000;
  });
  await expect.poll(() => page.locator('.virtual-pinned').innerText()).toContain('Trung tâm CNTT - IOC tỉnh');
  await page.close();
});

it('finds by old and new spelling, by number, by code and by what a place was called, and says why', async () => {
  const { page, complaints } = await windows.open(provinceScenario(1200));
  await search(page, 'dao tron trung tam');
  await expect.poll(async () => (await listed(page))[0]).toContain('Đảo tròn trung tâm');
  expect(await page.locator('.list-camera mark').first().innerText()).not.toBe('');
  await search(page, '77');
  await expect.poll(() => page.locator('.list-camera .list-number').first().innerText()).toBe('77');
  await search(page, 'TP Sông Công');
  await expect.poll(() => page.locator('.list-place').first().innerText()).toMatch(/theo “|P. Sông Công/u);
  await search(page, 'không có đâu');
  await page.getByText('Không có camera nào khớp “không có đâu”').waitFor();
  await page.getByRole('button', { name: 'Xóa ô tìm' }).last().click();
  await node(page, /^Tỉnh Thái Nguyên/u).waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

it('begins what is found, and the view behind it, at the top with nothing selected', async () => {
  const { page, complaints } = await windows.open(provinceScenario(1200));
  await page.getByRole('tab', { name: 'Đơn vị quản lý' }).click();
  await node(page, /^Trung tâm CNTT - IOC tỉnh/u).click();
  const scrolled = (): Promise<number> => tree(page).evaluate(({ scrollTop }) => scrollTop);
  const scrollTo = (top: number): Promise<void> => tree(page).evaluate((list, to) => void (list.scrollTop = to), top);
  const selected = page.locator('.list-row-selected');
  await scrollTo(3_000);
  await page.locator('.list-camera').nth(12).click();
  expect(await selected.count()).toBe(1);
  await search(page, 'a');
  await expect.poll(scrolled).toBe(0);
  expect(await selected.count()).toBe(0);
  const best = await listed(page);
  await scrollTo(2_000);
  await expect.poll(() => listed(page)).not.toEqual(best);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('.list-found').count()).toBe(0);
  await expect.poll(scrolled).toBe(0);
  await expect.poll(() => page.locator('.list-tree [aria-posinset="1"][aria-level="1"]').count()).toBe(1);
  expect(await selected.count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.close();
});

it('keeps favourites and tags, and gives back what was taken off', async () => {
  const { page, complaints } = await windows.open(scenario());
  await page.getByRole('tab', { name: 'Yêu thích' }).click();
  await page.getByText('Chưa có camera yêu thích').waitFor();
  await page.getByRole('tab', { name: 'Địa bàn' }).click();
  await node(page, /Cầu Gia Bảy/u).click();
  await page.keyboard.press('Control+d');
  await page.getByRole('tab', { name: 'Yêu thích' }).click();
  await expect.poll(() => listed(page)).toEqual(['Cầu Gia Bảy']);
  await node(page, /Cầu Gia Bảy/u).click();
  await page.keyboard.press('Control+d');
  await expect.poll(() => listed(page)).toEqual([]);
  await page.getByRole('button', { name: 'Hoàn tác', exact: true }).click();
  await expect.poll(() => listed(page)).toEqual(['Cầu Gia Bảy']);
  await node(page, /Cầu Gia Bảy/u).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Gắn thẻ…' }).click();
  await page.getByRole('dialog').getByRole('combobox').fill('lễ hội');
  await page.getByRole('dialog').getByRole('button', { name: 'Gắn thẻ' }).click();
  await page.getByRole('tab', { name: 'Thẻ' }).click();
  await node(page, /^lễ hội/u).click();
  await expect.poll(() => listed(page)).toEqual(['Cầu Gia Bảy']);
  expect(complaints).toEqual([]);
  await page.close();
});

it('fills the wall with an area that is dragged onto it, in the order of its tree', async () => {
  const { page, complaints } = await windows.open(scenario({ grid: 4 }));
  await node(page, /^P. Phan Đình Phùng/u).dragTo(page.locator('[data-cell="2"]'));
  for (const [cell, name] of ['Đảo tròn trung tâm', 'Quảng trường', 'Chợ Thái'].entries())
    await expect.poll(() => tileName(page, cell)).toContain(name);
  expect(complaints).toEqual([]);
  await page.close();
});

it('shows a quick look while the pointer rests on a camera, and ends it when it leaves', async () => {
  const { page, complaints } = await windows.open(provinceScenario(60));
  const [camera] = await page.locator('.list-camera').all();
  if (camera === undefined) throw new Error('there are cameras');
  await camera.hover();
  const card = page.locator('.quick-look');
  await card.waitFor();
  expect(await card.innerText()).toMatch(/19-\d{5}-[A-Z]{2}-\d{4}/u);
  await page.getByRole('searchbox').hover();
  await card.waitFor({ state: 'detached' });
  await camera.click();
  await page.keyboard.press('Space');
  await card.waitFor();
  await page.keyboard.press('ArrowDown');
  await card.waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
  await page.close();
});

it('says that a picture may not be seen, without asking for it', async () => {
  const rights = { may: allRights.may.filter((one) => one !== 'live.view'), except: {} };
  const { page } = await windows.open(scenario({ province: 20, session: within(), sync: inStep(), rights }));
  await page.locator('.list-camera').first().hover();
  await page.getByText('Bạn không có quyền xem hình của camera này').waitFor();
  expect(await page.evaluate(() => window.mocked?.main.calls.some(({ channel }) => channel === 'live.open'))).toBe(false);
  await page.close();
});

it('keeps 10,000 cameras of a province light, folded and unfolded', async () => {
  const { page } = await windows.open(provinceScenario(10_000));
  await tree(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('*');
  await page.keyboard.press('End');
  await expect.poll(() => node(page, /.*/u).count()).toBeLessThan(80);
  await search(page, 'pho yen');
  await expect.poll(async () => (await listed(page)).length).toBeGreaterThan(5);
  await page.close();
});
