import { expect, it } from 'vitest';
import type { Outage } from '../../../src-contract/model/outage.ts';
import { windowsOfThisFile } from '../support/file-windows.ts';
import { scenario } from '../support/scenario.ts';

const windows = windowsOfThisFile();

const night = Date.UTC(2026, 0, 1, 17);
const outage = (number: number, changes: Partial<Outage> = {}): Outage => ({
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  cameraId: 'c',
  cameraNumber: number,
  cameraName: `Cầu số ${String(number)}`,
  screen: number % 2 === 0 ? 1 : 2,
  cell: number % 16,
  fromMs: night + number * 60_000,
  toMs: night + number * 60_000 + 95_000,
  state: 'stale',
  reason: 'stalled',
  ended: 'recovered',
  ...changes,
});

it('shows the log of tiles that were not live by key, and moves through it and through days', async () => {
  const { page, complaints } = await windows.open(scenario());
  const log = [
    ...Array.from({ length: 300 }, (_, index) => outage(index + 1)),
    outage(301, { toMs: null, ended: null, state: 'failed', reason: 'unauthorised' }),
  ];
  await page.evaluate((outages) => window.mocked?.main.outages.push(...outages), log);
  await page.keyboard.press('F8');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Nhật ký ô không trực tiếp').waitFor();
  await dialog.getByText('1 Cầu số 1', { exact: true }).waitFor();
  await dialog.getByText('Cửa sổ 2, ô 2', { exact: true }).first().waitFor();
  await dialog.getByText('mất hình: Camera ngừng gửi hình').first().waitFor();
  await dialog.getByRole('list').focus();
  await page.keyboard.press('End');
  await dialog.getByText('lỗi: Sai tên đăng nhập hoặc mật khẩu').waitFor();
  const before = await dialog.getByLabel('Ngày', { exact: true }).inputValue();
  await dialog.getByRole('button', { name: 'Ngày trước' }).click();
  await expect.poll(() => dialog.getByLabel('Ngày', { exact: true }).inputValue()).not.toBe(before);
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Xuất CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/^khong-truc-tiep-\d{4}-\d\d-\d\d\.csv$/u);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
  await page.close();
});

it('shows the certificate nobody vouches for, trusts exactly that, and takes it back', async () => {
  const { page, complaints } = await windows.open(scenario());
  const details = {
    fingerprint: 'A1'.repeat(32),
    subject: 'O=Xưởng, CN=camera',
    issuer: 'O=Xưởng, CN=camera',
    validFromMs: night,
    validToMs: night + 1e10,
  };
  await page.evaluate(
    (facts) =>
      window.mocked?.fail('cameras.testConnection', { kind: 'unavailable', key: 'connection-certificate-self-signed', details: facts }),
    details,
  );
  await page.getByRole('button', { name: 'Thêm camera' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Tên camera').fill('Cổng');
  await dialog.getByLabel('Địa chỉ luồng chính').fill('rtsps://10.0.0.9/live');
  await dialog.getByRole('button', { name: 'Kiểm tra luồng chính' }).click();
  await dialog.getByText('Chứng chỉ của camera do chính nó tự ký').waitFor();
  await dialog.getByText('A1:A1:A1').waitFor();
  await page.evaluate(() => window.mocked?.main.failures.clear());
  await dialog.getByRole('button', { name: 'Tin cậy chứng chỉ này' }).click();
  await dialog.getByText('Có hình', { exact: true }).waitFor();
  await dialog.getByText('Chỉ tin cậy chứng chỉ có vân tay').waitFor();
  const tested = await page.evaluate(() => window.mocked?.main.calls.findLast(({ channel }) => channel === 'cameras.testConnection')?.args);
  expect(tested).toMatchObject({ draft: { trustedCertificate: details.fingerprint } });
  await dialog.getByRole('button', { name: 'Thôi tin cậy' }).click();
  await expect.poll(() => dialog.getByText('Chỉ tin cậy chứng chỉ có vân tay').count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.close();
});
