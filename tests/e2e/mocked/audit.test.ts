import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { windowsOfThisFile } from '../support/file-windows.ts';
import { scenario } from '../support/scenario.ts';

const windows = windowsOfThisFile();

const holdEntries = (page: Page, entries: number): Promise<void> =>
  page.evaluate((count) => {
    if (window.mocked !== undefined) window.mocked.main.audit.entries = count;
  }, entries);

it('shows a million entries by key, each with its bytes, and narrows them down', async () => {
  const { page, complaints } = await windows.open(scenario());
  await holdEntries(page, 1_000_000);
  await page.keyboard.press('Shift+F8');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('chưa được tỉnh xác nhận').first().waitFor();
  await dialog.getByText('1000000 mục', { exact: false }).waitFor();
  await dialog.getByRole('listbox').focus();
  await page.keyboard.press('End');
  await dialog.getByText('Mục 1/1', { exact: true }).waitFor();
  await dialog.getByText('"seq":1,', { exact: false }).waitFor();
  await page.keyboard.press('Home');
  await dialog.getByText('Mục 1/1000000', { exact: true }).waitFor();
  await holdEntries(page, 140);
  await dialog.getByRole('combobox', { name: 'Kết quả' }).click();
  await page.getByTitle('bị từ chối', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Tìm', exact: true }).click();
  await dialog.getByText('28 mục', { exact: false }).waitFor();
  await dialog.getByRole('button', { name: 'Xuất CSV' }).click();
  await dialog.getByText('nhat-ky.csv', { exact: false }).waitFor();
  const asked = await page.evaluate(() => window.mocked?.main.calls.filter(({ channel }) => channel === 'audit.find').length);
  expect(asked).toBe(2);
  await dialog.getByLabel('Đến', { exact: true }).fill('32/11/2026');
  expect(await dialog.getByRole('button', { name: 'Tìm', exact: true }).isDisabled()).toBe(true);
  // A list of choices that is still folding away takes the first Escape for itself.
  await expect
    .poll(
      async () => {
        await page.keyboard.press('Escape');
        return dialog.count();
      },
      { timeout: 15_000, interval: 500 },
    )
    .toBe(0);
  expect(complaints).toEqual([]);
  await page.close();
});

it('leaves no mark of work in the button, however soon the answer comes', async () => {
  const { page, complaints } = await windows.open(scenario());
  const dialog = page.getByRole('dialog');
  // Many times over: the mark stayed only where the first answer came before the mark was drawn.
  for (let opening = 0; opening < 12; opening += 1) {
    await page.keyboard.press('Shift+F8');
    await dialog.getByText('mục', { exact: false }).first().waitFor();
    await expect.poll(() => dialog.locator('button[type=submit] [role=img]').count(), { timeout: 2_000 }).toBe(0);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
  expect(complaints).toEqual([]);
  await page.close();
});

it('finds what was done offline and says how much of it is whose', async () => {
  const { page, complaints } = await windows.open(scenario());
  await holdEntries(page, 140);
  await page.keyboard.press('Shift+F8');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('140 mục', { exact: false }).waitFor();
  expect(await dialog.getByRole('list', { name: 'Việc làm khi mất liên lạc, theo người' }).count()).toBe(0);
  await dialog.getByRole('combobox', { name: 'Liên lạc với tỉnh' }).click();
  await page.locator('.ant-select-item-option[title="Ngoại tuyến, máy này xác nhận"]').click();
  await dialog.getByRole('button', { name: 'Tìm', exact: true }).click();
  await dialog.getByText(/^15 mục/u).waitFor();
  const shares = dialog.getByRole('list', { name: 'Việc làm khi mất liên lạc, theo người' }).getByRole('listitem');
  expect(
    (await shares.allInnerTexts()).map((text) => Number(/: (\d+) mục/u.exec(text)?.[1] ?? '0')).reduce((sum, each) => sum + each, 0),
  ).toBe(15);
  await dialog.getByRole('option', { name: 'Ngoại tuyến, máy này xác nhận:' }).first().waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

it('shows what people had before them, and names what a check finds', async () => {
  const { page, complaints } = await windows.open(scenario());
  await page.evaluate(() => {
    if (window.mocked !== undefined) window.mocked.main.audit.wrong = 1;
  });
  await page.keyboard.press('Shift+F8');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('tab', { name: 'Ai đã xem gì' }).click();
  await dialog.getByRole('button', { name: 'Xem', exact: true }).click();
  await dialog.getByText('3 camera, 7 lượt, 1 người').waitFor();
  await dialog.getByRole('listbox', { name: 'Ai đã xem gì' }).focus();
  await page.keyboard.press('End');
  await dialog.getByText('phần mềm đóng', { exact: false }).waitFor();
  await dialog.getByRole('tab', { name: 'Tình trạng nhật ký' }).click();
  await dialog.getByText('CHƯA CÓ: ngoài máy này chưa ai xác nhận nhật ký').waitFor();
  await dialog.getByRole('button', { name: 'Kiểm tra toàn bộ nhật ký' }).click();
  await dialog.getByText('nội dung bị sửa', { exact: false }).waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

it('says what is wrong when the log cannot be read', async () => {
  const { page } = await windows.open(scenario());
  await page.evaluate(() => window.mocked?.fail('audit.find', { kind: 'unavailable', key: 'ledger-unwritable', details: {} }));
  await page.keyboard.press('Shift+F8');
  await page.getByRole('dialog').getByText('Nhật ký không ghi được nên việc này bị từ chối', { exact: false }).waitFor();
  await page.close();
});
