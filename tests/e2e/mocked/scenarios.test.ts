import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Arrangement } from '../../../src-contract/model/arrangement.ts';
import { windowsOfThisFile } from '../support/file-windows.ts';
import { openLayouts } from '../support/layout-screens.ts';
import { within } from '../support/province-states.ts';
import { scenario } from '../support/scenario.ts';

const windows = windowsOfThisFile();

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');
const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });
const shareIt = (page: Page) => dialog(page).getByText('Dùng chung', { exact: true }).click();
const arrangements = (page: Page) => page.evaluate(() => window.mocked?.main.arrangements ?? []);
const named = async (page: Page, name: string) =>
  (await arrangements(page)).flatMap((one) => (one.kind === 'scenario' && one.scenario.name === name ? [one] : []));

it('shares a scenario of one’s own, once the layouts in it are shared', async () => {
  const { page, complaints } = await windows.open(scenario({ cameras: 64, session: within() }));
  await openLayouts(page, 'vi');
  await button(page, 'Sửa kịch bản Trực đêm hai màn hình').click();
  const save = dialog(page).getByRole('button', { name: 'Lưu', exact: true });
  expect(await save.isEnabled()).toBe(true);
  await shareIt(page);
  const problem = dialog(page).getByRole('alert');
  await expect.poll(() => problem.innerText()).toContain('Chỉ của riêng bạn: Ca đêm.');
  expect(await save.isDisabled()).toBe(true);
  await problem.getByRole('button', { name: 'Tạo bản dùng chung' }).click();
  await expect.poll(() => problem.innerText()).toBe('');
  await save.click();
  await dialog(page).waitFor({ state: 'detached' });
  const [kept, ...others] = await named(page, 'Trực đêm hai màn hình');
  expect(others).toEqual([]);
  const copy = (await arrangements(page)).find((one) => one.kind === 'layout' && one.name === 'Ca đêm' && one.place === 'shared');
  expect(kept).toMatchObject({ place: 'shared', scenario: { screens: [{ layout: { id: 'ioc-16' } }, { layout: { id: copy?.id } }] } });
  await expect.poll(() => row(page, 'Trực đêm hai màn hình').innerText()).toContain('2 màn hình · Dùng chung');
  expect(complaints).toEqual([]);
  await page.close();
});

it('makes a new one for all, renames it, deletes it and brings it back', async () => {
  const { page, complaints } = await windows.open(scenario({ cameras: 64, session: within() }));
  await openLayouts(page, 'vi');
  await button(page, 'Kịch bản mới').click();
  await dialog(page).getByLabel('Tên', { exact: true }).fill('Đón giao thừa');
  await shareIt(page);
  await dialog(page).getByRole('combobox', { name: 'Màn hình 2' }).click();
  // What is only one's own is not offered for what all work with.
  const offered = page.locator('.ant-select-item-option');
  await expect.poll(() => offered.allInnerTexts()).toEqual(['Trực ban IOC 4×4', 'Sự kiện quảng trường', 'Phường Phan Đình Phùng']);
  await offered.filter({ hasText: 'Sự kiện quảng trường' }).click();
  await dialog(page).getByRole('button', { name: 'Lưu', exact: true }).click();
  await dialog(page).waitFor({ state: 'detached' });
  await button(page, 'Sửa kịch bản Đón giao thừa').click();
  // Whose it is stays as it is.
  expect(await dialog(page).getByText('Của tôi', { exact: true }).count()).toBe(0);
  await dialog(page).getByLabel('Tên', { exact: true }).fill('Đón năm mới');
  await dialog(page).getByRole('button', { name: 'Lưu', exact: true }).click();
  await dialog(page).waitFor({ state: 'detached' });
  expect(await named(page, 'Đón năm mới')).toMatchObject([
    { place: 'shared', scenario: { screens: [{ screen: 2, layout: { id: 'ioc-12' } }] } },
  ]);
  await button(page, 'Xóa Đón năm mới').click();
  await expect.poll(() => named(page, 'Đón năm mới')).toEqual([]);
  await button(page, 'Hoàn tác').last().click();
  await expect.poll(() => named(page, 'Đón năm mới')).toMatchObject([{ place: 'shared' }]);
  expect(complaints).toEqual([]);
  await page.close();
});

it('names a layout that is gone, and shares no scenario with it', async () => {
  const { page } = await windows.open(scenario({ cameras: 64, session: within() }));
  await openLayouts(page, 'vi');
  await page.evaluate(() => {
    const main = window.mocked?.main;
    if (main === undefined) return;
    main.arrangements = main.arrangements.filter(({ id }: Arrangement) => id !== 'ioc-16');
    main.notifier.layouts.onChanged({ arrangements: main.arrangements });
  });
  await button(page, 'Sửa kịch bản Trực lễ Quốc khánh').click();
  await expect.poll(() => dialog(page).locator('.scenario-screen').nth(1).innerText()).toContain('(không còn)');
  await expect.poll(() => dialog(page).getByRole('alert').innerText()).toContain('Bố cục của màn hình 2 không còn.');
  expect(await dialog(page).getByRole('button', { name: 'Lưu', exact: true }).isDisabled()).toBe(true);
  await page.close();
});

it('leaves scenarios of another unit as they are, and offers no sharing where there is nobody to share with', async () => {
  const { page } = await windows.open(scenario({ cameras: 64 }));
  await openLayouts(page, 'vi');
  await row(page, 'Mưa lũ sông Cầu').waitFor();
  expect(await button(page, 'Sửa kịch bản Mưa lũ sông Cầu').count()).toBe(0);
  await button(page, 'Kịch bản mới').click();
  await dialog(page).getByLabel('Tên', { exact: true }).waitFor();
  expect(await dialog(page).getByText('Dùng chung', { exact: true }).count()).toBe(0);
  await page.close();
});
