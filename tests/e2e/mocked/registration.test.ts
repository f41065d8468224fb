import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { windowsOfThisFile } from '../support/file-windows.ts';
import { inStep, within } from '../support/province-states.ts';
import { scenario } from '../support/scenario.ts';

const windows = windowsOfThisFile();

const member = () => windows.open(scenario({ province: 40, session: within(), sync: inStep() }));
const offers = (page: Page): Promise<readonly unknown[] | undefined> =>
  page.evaluate(() => window.mocked?.main.calls.filter(({ channel }) => channel === 'registration.offer').map(({ args }) => args));

it('offers a camera to the province: says what is missing, keeps what is typed over a refusal, then shows it as waiting', async () => {
  const { page, complaints } = await member();
  expect(await page.getByRole('button', { name: 'Nhập từ CSV' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Thêm camera' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Gửi đề nghị' }).click();
  await expect.poll(() => dialog.getByText('Cần điền mục này').count()).toBe(6);
  await dialog.getByLabel('Tên camera').fill('Cổng UBND phường');
  await dialog.getByLabel('Địa chỉ luồng chính').fill('rtsp://10.0.0.9/live');
  await dialog.getByLabel('Tên đăng nhập').fill('xem');
  await dialog.getByLabel('Mật khẩu', { exact: true }).fill('bí mật');
  await dialog.getByLabel('Địa bàn').click();
  await page.keyboard.type('gia sang');
  await page.keyboard.press('Enter');
  await expect.poll(() => dialog.getByLabel('Mã camera').inputValue()).toBe('19-05710-');
  await dialog.getByLabel('Mã camera').fill('19-05710-an-9001');
  await dialog.getByLabel('Căn cứ pháp lý').fill('Quyết định 15/QĐ-UBND');
  await dialog.getByLabel('Toạ độ').fill('1, 2');
  await dialog.getByText('Viết như 21.5942, 105.8482').waitFor();
  await dialog.getByLabel('Toạ độ').fill('21.5942, 105.8482');
  await page.evaluate(() =>
    window.mocked?.fail('registration.offer', { kind: 'unavailable', key: 'camera-password-not-sealable', details: {} }),
  );
  await dialog.getByRole('button', { name: 'Gửi đề nghị' }).click();
  await dialog.getByText('Tỉnh chưa công bố khóa để niêm phong').waitFor();
  await page.evaluate(() => window.mocked?.main.failures.clear());
  await dialog.getByRole('button', { name: 'Gửi đề nghị' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect((await offers(page))?.at(-1)).toMatchObject({
    draft: { name: 'Cổng UBND phường', mainUrl: 'rtsp://10.0.0.9/live', username: 'xem', password: 'bí mật' },
    registration: {
      code: '19-05710-AN-9001',
      areaPath: '19/05710',
      unitId: 'unit-ioc',
      position: { latitude: 21.5942, longitude: 105.8482 },
    },
  });
  // Rested on, a message stays (and stands still): it must not lie where one goes next.
  const told = page.getByText('Đã ghi đề nghị thêm Cổng UBND phường');
  await told.hover();
  const place = await told.boundingBox();
  const header = await page.getByRole('banner').boundingBox();
  expect(place?.y).toBeGreaterThan((header?.y ?? 0) + (header?.height ?? Infinity));
  await page.getByRole('button', { name: 'Đồng bộ với tỉnh: Đã đồng bộ, 1 chờ gửi' }).click();
  await page.getByRole('tab', { name: 'Chờ gửi (1)' }).click();
  const waiting = page.getByRole('listitem', { name: 'Thêm mới: Cổng UBND phường' });
  await waiting.getByText('Đang chờ gửi và chờ tỉnh duyệt').waitFor();
  expect(await page.content()).not.toContain('bí mật');
  expect(complaints).toEqual([]);
  await page.close();
});

it('says so when there is nowhere to add a camera, or when that cannot be known', async () => {
  const { page, complaints } = await member();
  await page.evaluate(() => {
    if (window.mocked !== undefined) window.mocked.main.places = { areas: [], units: [], ownUnitId: null, takesPasswords: true };
  });
  await page.getByRole('button', { name: 'Thêm camera' }).click();
  await page.getByRole('dialog').getByText('Bạn không có địa bàn nào để thêm camera').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.evaluate(() => window.mocked?.fail('registration.places', { kind: 'unavailable', key: 'sync-off', details: {} }));
  await page.getByRole('button', { name: 'Thêm camera' }).click();
  await page.getByRole('dialog').getByRole('alert').waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});
