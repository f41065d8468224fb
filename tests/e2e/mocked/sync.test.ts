import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { windowsOfThisFile } from '../support/file-windows.ts';
import { conflicts, inStep, refused, waiting, within } from '../support/province-states.ts';
import { scenario } from '../support/scenario.ts';

const windows = windowsOfThisFile();

const calls = (page: Page, channel: string): Promise<readonly unknown[] | undefined> =>
  page.evaluate((name) => window.mocked?.main.calls.filter((call) => call.channel === name).map(({ args }) => args), channel);
async function openConflicts(): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const opened = await windows.open(scenario({ session: within(), sync: inStep({ conflicts: 3, refusedItems: 4 }) }));
  await opened.page.evaluate(
    ({ edits, items }) => {
      window.mocked?.main.conflicts.push(...edits);
      window.mocked?.main.refusedItems.push(...items);
    },
    { edits: conflicts, items: refused },
  );
  await opened.page.getByRole('button', { name: 'Đồng bộ với tỉnh: Đã đồng bộ, 3 xung đột' }).click();
  return opened;
}

it('says in the header how sync stands, what waits and how wrong the clock is, and follows main', async () => {
  const clock = { offsetMs: 4_200, uncertaintyMs: 60 };
  const { page, complaints } = await windows.open(scenario({ session: within(), sync: waiting({ pendingEdits: 2, clock }) }));
  await page.getByRole('button', { name: 'Đồng bộ với tỉnh: Chờ liên lạc, đồng hồ chậm 4,2 giây, 2 chờ gửi' }).waitFor();
  await page.keyboard.press('F9');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Không tới được máy chủ của tỉnh').waitFor();
  await dialog.getByText('chậm 4,2 giây so với tỉnh. Chỉnh lại đồng hồ').waitFor();
  await dialog.getByRole('button', { name: 'Đồng bộ ngay' }).click();
  await expect.poll(() => calls(page, 'sync.now')).toEqual([{}]);
  await page.evaluate((state) => window.mocked?.main.notifier.sync.onState(state), inStep());
  await dialog.getByText('Đã đồng bộ').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Đồng bộ với tỉnh: Đã đồng bộ', exact: true }).waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

it('shows both sides of a conflict field by field, and does what is chosen once there was time to think again', async () => {
  const { page, complaints } = await openConflicts();
  const card = page.getByRole('listitem', { name: 'Camera [GT] Cầu Gia Bảy - hướng Bắc' });
  const row = card.getByRole('row').filter({ hasText: 'Địa chỉ luồng phụ' });
  expect(await row.getByRole('cell').allInnerTexts()).toEqual(['rtsp://10.20.3.17/sub2', '(trống)']);
  await card.getByRole('button', { name: 'Bỏ sửa đổi' }).click();
  await card.getByText('Sắp bỏ sửa đổi').waitFor();
  await page.keyboard.press('Enter');
  await card.getByRole('button', { name: 'Gửi lại của tôi' }).waitFor();
  expect(await calls(page, 'sync.resolve')).toEqual([]);
  await card.getByRole('button', { name: 'Gửi lại của tôi' }).click();
  await card.waitFor({ state: 'detached', timeout: 15_000 });
  expect(await calls(page, 'sync.resolve')).toEqual([{ id: conflicts[0]?.proposalId, resolution: 'propose-again' }]);
  expect(complaints).toEqual([]);
  await page.close();
});

it('does at once what was chosen when the page is closed, and says it when that fails', async () => {
  const { page } = await openConflicts();
  await page.getByRole('listitem', { name: 'Bố cục Ca sáng - trung tâm' }).getByRole('button', { name: 'Giữ của tỉnh' }).click();
  await page.keyboard.press('Escape');
  await expect.poll(() => calls(page, 'sync.resolve')).toEqual([{ id: conflicts[1]?.proposalId, resolution: 'keep-theirs' }]);
  await page.keyboard.press('F9');
  await page.evaluate(() => window.mocked?.fail('sync.resolve', { kind: 'not-found', key: 'sync-edit-gone', details: {} }));
  await page.getByRole('listitem', { name: 'Camera [AN] Chợ Thái - cổng chính' }).getByRole('button', { name: 'Bỏ sửa đổi' }).click();
  await page.keyboard.press('Escape');
  await page.locator('.ant-message').getByText('đã được xử lý').waitFor();
  await page.close();
});

it('lists what is not used with the reason, without a name where the law hides it', async () => {
  const { page, complaints } = await openConflicts();
  await page.getByRole('tab', { name: 'Mục không dùng (4)' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Camera tự nguyện chưa có văn bản đồng ý còn hiệu lực.').waitFor();
  await dialog.getByText('(luật không cho hiện)').waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

it('carries files out and in without a network, says what it is doing, what came of it and why a file is not taken', async () => {
  const { page, complaints } = await openConflicts();
  await page.getByRole('tab', { name: 'Chuyển bằng USB' }).click();
  const dialog = page.getByRole('dialog');
  const choose = (name: string): Promise<void> =>
    dialog.locator('input[type=file]').setInputFiles({ name, mimeType: '', buffer: Buffer.from('nội dung') });
  await page.evaluate(() => {
    window.mocked?.main.held.set('sync.exportTransfer', new Promise((resolve) => window.addEventListener('let-go', () => resolve())));
  });
  await dialog.getByRole('button', { name: 'Xuất tệp .vmsync' }).click();
  await page.evaluate(() => window.mocked?.main.notifier.sync.onTransfer({ step: 'sealing' }));
  await dialog.getByText('Đang làm: ký và niêm phong').waitFor();
  await page.evaluate(() => window.dispatchEvent(new Event('let-go')));
  await dialog.getByText('Đã ghi tệp số 7').waitFor();
  await dialog.getByText('E:\\VMS\\TRUCBAN-01-0007.vmsync').waitFor();
  await choose('từ tỉnh.vmsync');
  await dialog.getByText('Đã nhập tệp trả lời số 7').waitFor();
  await dialog.getByText('1, xem thẻ Xung đột').waitFor();
  expect(await calls(page, 'sync.importTransfer')).toEqual([{ content: Buffer.from('nội dung').toString('base64') }]);
  await page.evaluate(() =>
    window.mocked?.fail('sync.importTransfer', { kind: 'invalid-argument', key: 'transfer-truncated', details: {} }),
  );
  await choose('khác.vmsync');
  await dialog.getByRole('alert').getByText('Tệp bị thiếu phần cuối').waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});
