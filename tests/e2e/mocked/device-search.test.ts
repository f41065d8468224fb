import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { devicePassword, onvifDevices } from '../../fakes/onvif-devices.ts';
import { windowsOfThisFile } from '../support/file-windows.ts';
import { scenario } from '../support/scenario.ts';

const windows = windowsOfThisFile();

const listed = (page: Page): Promise<string[]> => page.locator('.list-camera .list-name').allTextContents();
const sent = (page: Page, channel: string): Promise<string> =>
  page.evaluate((wanted) => JSON.stringify(window.mocked?.main.calls.findLast((call) => call.channel === wanted)?.args ?? null), channel);

it('finds devices, reads them with one login, says what is wrong with each, and adds the good ones with one undo', async () => {
  const { page, complaints } = await windows.open(scenario({ answers: { devices: onvifDevices } }));
  await page.getByRole('button', { name: 'Tìm thiết bị ONVIF' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Tìm thấy 6 thiết bị').waitFor();
  await dialog.getByRole('checkbox', { name: 'Select all' }).or(dialog.locator('thead input[type=checkbox]')).first().check();
  await dialog.getByLabel('Tên đăng nhập trên thiết bị').fill('admin');
  await dialog.getByLabel('Mật khẩu', { exact: true }).fill(devicePassword);
  await dialog.getByLabel('Địa bàn').fill('P. Phan Đình Phùng');
  await dialog.getByRole('button', { name: 'Đọc 6 thiết bị' }).click();

  const device = (address: string) => dialog.getByRole('region', { name: address });
  await device('192.168.1.64').getByText('Nhà sản xuất A A-200').waitFor();
  await device('192.168.1.65').getByText('Đồng hồ thiết bị chậm 3 năm').waitFor();
  await device('192.168.1.65').getByText('Ai cũng đọc được').waitFor();
  await device('192.168.1.81').getByText('Thiết bị không nhận tên hoặc mật khẩu này').waitFor();
  await device('192.168.1.90').getByText('Không có luồng hình dùng được').waitFor();
  await device('192.168.1.99').getByText('không trả lời kịp (8 giây)').waitFor();

  await device('192.168.1.81').getByLabel('Tên đăng nhập').fill('admin');
  await device('192.168.1.81').getByLabel('Mật khẩu').fill('khác');
  await device('192.168.1.81').getByRole('button', { name: 'Thử lại' }).click();
  await device('192.168.1.81').getByLabel('Tên camera').fill('Bến xe khách');

  await device('192.168.1.64').getByRole('button', { name: 'Xem thử hình' }).click();
  await device('192.168.1.64').getByText('Không tạo được ảnh xem trước').waitFor();
  await device('192.168.1.70').getByRole('checkbox', { name: 'Thêm Đầu ghi phường - kênh 2' }).uncheck();
  await dialog.getByRole('button', { name: 'Thêm 4 camera' }).click();
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => listed(page)).toEqual(expect.arrayContaining(['Đảo tròn trung tâm', 'Đầu ghi phường - kênh 1', 'Bến xe khách']));
  const added = await sent(page, 'devices.addMany');
  expect(added).toContain('"mainUrl":"rtsp://192.168.1.64:554/onvif/VideoSource_1_main"');
  expect(added).toContain('"subProfile":"VideoSource_1_sub"');
  expect(added).toContain('"password":"khác"');
  await page.getByRole('button', { name: 'Hoàn tác', exact: true }).click();
  await expect.poll(() => listed(page)).not.toContain('Bến xe khách');
  expect(complaints).toEqual([]);
  await page.close();
});

it('takes addresses by hand, lets main and sub be chosen, and keeps what could not be added', async () => {
  const { page, complaints } = await windows.open(scenario({ answers: { devices: onvifDevices } }));
  await page.getByRole('button', { name: 'Tìm thiết bị ONVIF' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Địa chỉ nhập tay').fill('http://192.168.1.64/onvif/device_service, 10.9.9.9');
  await dialog.getByLabel('Mật khẩu', { exact: true }).fill(devicePassword);
  await dialog.getByRole('button', { name: 'Đọc 2 thiết bị' }).click();
  await dialog.getByText('Không liên lạc được với thiết bị (EHOSTUNREACH)').waitFor();
  await dialog.getByRole('combobox', { name: 'Chính' }).click();
  await page.getByText('1280×720 · H.264').click();
  await page.evaluate(() => window.mocked?.fail('devices.addMany', { kind: 'storage-full', key: 'storage-full', details: {} }));
  await dialog.getByRole('button', { name: 'Thêm 1 camera' }).click();
  await dialog.getByText('Ổ đĩa đã đầy nên chưa lưu được').waitFor();
  await page.evaluate(() => window.mocked?.main.failures.clear());
  await dialog.getByRole('button', { name: 'Thêm 1 camera' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await sent(page, 'devices.addMany')).toContain('"mainProfile":"VideoSource_1_second"');
  expect(complaints).toEqual([]);
  await page.close();
});

it('says what is wrong with a range, and what to do when nothing answers', async () => {
  const { page, complaints } = await windows.open(scenario());
  await page.getByRole('button', { name: 'Tìm thiết bị ONVIF' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Không có thiết bị nào trả lời').waitFor();
  await page.evaluate(() => window.mocked?.fail('devices.search', { kind: 'invalid-argument', key: 'onvif-range-too-large', details: {} }));
  await dialog.getByLabel('Dải địa chỉ hỏi thêm').fill('10.0.0.0/8');
  await page.keyboard.press('Enter');
  await dialog.getByText('Dải địa chỉ quá lớn').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
  await page.close();
});

it('reads one device into the camera dialog, says what is wrong, lets profiles be chosen, and keeps the device', async () => {
  const { page, complaints } = await windows.open(scenario({ answers: { devices: onvifDevices } }));
  await page.getByRole('button', { name: 'Thêm camera', exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  const read = dialog.getByRole('button', { name: 'Đọc từ ONVIF' });
  expect(await read.isDisabled()).toBe(true);
  await dialog.getByLabel('Địa chỉ thiết bị ONVIF').fill('http://192.168.1.64/onvif/device_service');
  await read.click();
  await dialog.getByText('Thiết bị không nhận tên hoặc mật khẩu này').waitFor();
  await dialog.getByLabel('Tên đăng nhập').fill('admin');
  await dialog.getByLabel('Mật khẩu', { exact: true }).fill(devicePassword);
  await read.click();
  await expect.poll(() => dialog.getByLabel('Địa chỉ luồng chính').inputValue()).toBe('rtsp://192.168.1.64:554/onvif/VideoSource_1_main');
  expect(await dialog.getByLabel('Địa chỉ luồng phụ').inputValue()).toBe('rtsp://192.168.1.64:554/onvif/VideoSource_1_sub');
  await dialog.getByRole('combobox', { name: 'Chính' }).click();
  await page.getByText('1280×720 · H.264').first().click();
  await dialog.getByLabel('Tên camera').fill('Cổng sau');
  await dialog.locator('.ant-btn-primary').click();
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => listed(page)).toContain('Cổng sau');
  expect(await sent(page, 'devices.addMany')).toContain('"mainProfile":"VideoSource_1_second"');
  expect(complaints).toEqual([]);
  await page.close();
});
