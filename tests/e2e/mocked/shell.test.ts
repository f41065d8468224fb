import { expect, it } from 'vitest';
import { windowsOfThisFile } from '../support/file-windows.ts';
import { scenario } from '../support/scenario.ts';

const windows = windowsOfThisFile();

it('switches every text between Vietnamese and English at once, and main keeps it', async () => {
  const { page, complaints } = await windows.open(scenario());
  await page.getByRole('button', { name: 'Cài đặt' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('English').click();
  await dialog.getByText('Settings', { exact: true }).waitFor();
  expect(await page.locator('.header-view').innerText()).toBe('Live monitoring');
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  expect(await page.evaluate(() => window.mocked?.main.snapshot.settings.language)).toBe('en');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Tiếng Việt' }).click();
  await expect.poll(() => page.locator('.header-view').innerText()).toBe('Giám sát trực tiếp');
  expect(complaints).toEqual([]);
  await page.close();
});

it('shows notices with what to do, hides one for good, and follows main', async () => {
  const notices = [
    { id: 'database-corrupt', severity: 'error' as const, key: 'database-corrupt', details: { file: 'local.db.hỏng-1' } },
    { id: 'keystore', severity: 'warning' as const, key: 'keystore-unavailable', details: {} },
  ];
  const { page, complaints } = await windows.open(scenario({ notices, ffmpeg: { kind: 'missing' } }));
  const bars = page.locator('.notice');
  await expect.poll(() => bars.count()).toBe(3);
  expect(await bars.first().innerText()).toContain('local.db.hỏng-1');
  await bars.nth(1).getByRole('button', { name: 'Ẩn' }).click();
  await expect.poll(() => bars.count()).toBe(2);
  expect(await page.evaluate(() => window.mocked?.main.snapshot.notices.length)).toBe(1);
  await bars.getByRole('button', { name: 'Mở cài đặt' }).click();
  await page.getByRole('dialog').getByText('Không tìm thấy').waitFor();
  await page.evaluate(() => {
    window.mocked?.main.notifier.app.onFfmpeg({ kind: 'ready', path: '/usr/bin/ffmpeg', version: '5.1.6', origin: 'path' });
  });
  await expect.poll(() => bars.count()).toBe(1);
  expect(complaints).toEqual([]);
  await page.close();
});

it('keeps an FFmpeg only after it was tried', async () => {
  const { page } = await windows.open(scenario({ ffmpeg: { kind: 'unusable', path: 'C:\\cũ\\ffmpeg.exe', reason: 'too-old' } }));
  await page.getByRole('button', { name: 'Mở cài đặt' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Không dùng được: bản FFmpeg quá cũ').waitFor();
  const use = dialog.getByRole('button', { name: 'Dùng FFmpeg này' });
  await dialog.getByLabel('Dùng FFmpeg khác').fill('D:\\Công cụ\\ffmpeg.exe');
  expect(await use.isDisabled()).toBe(true);
  await dialog.getByRole('button', { name: 'Kiểm tra' }).click();
  await dialog.getByText('6.1.1-static').waitFor();
  await use.click();
  await expect.poll(() => page.evaluate(() => window.mocked?.main.snapshot.settings.ffmpegPath)).toBe('D:\\Công cụ\\ffmpeg.exe');
  await page.close();
});

it('goes back and says why when main refuses a setting', async () => {
  const { page } = await windows.open(scenario());
  await page.evaluate(() =>
    window.mocked?.fail('settings.update', { kind: 'denied', key: 'denied', details: { permission: 'settings.manage' } }),
  );
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('Tài khoản này không có quyền làm việc đó.').waitFor();
  await expect.poll(() => page.locator('.header-view').innerText()).toBe('Giám sát trực tiếp');
  await page.close();
});

it('folds and widens the camera list and keeps its width', async () => {
  const { page } = await windows.open(scenario());
  const edge = page.getByRole('separator', { name: 'Đổi độ rộng danh mục camera' });
  await edge.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.evaluate(() => window.mocked?.main.snapshot.settings.sidebarWidth)).toBe(336);
  await page.getByRole('button', { name: 'Thu gọn danh mục camera' }).click();
  await expect.poll(() => page.locator('.shell-sidebar').count()).toBe(0);
  await expect.poll(() => page.evaluate(() => window.mocked?.main.snapshot.settings.sidebarWidth)).toBe(0);
  await page.getByRole('button', { name: 'Mở danh mục camera' }).click();
  await expect.poll(() => page.locator('.shell-sidebar').evaluate((element) => element.clientWidth)).toBeGreaterThan(300);
  await page.close();
});

it('lists the keyboard shortcuts on ?', async () => {
  const { page, complaints } = await windows.open(scenario());
  await page.keyboard.press('?');
  await page
    .getByRole('dialog')
    .getByText('Gọi camera vào ô đang chọn', { exact: false })
    .or(page.getByText('Gõ số camera'))
    .first()
    .waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.close();
});

it('stays usable at 200 % scaling of a small screen', async () => {
  const { page } = await windows.open(scenario({ grid: 4, placed: 2 }), { width: 960, height: 540 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBe(0);
  for (const name of ['Cài đặt', '64 ô', 'Thu gọn danh mục camera']) {
    const box = await page.getByRole('button', { name }).boundingBox();
    expect(box === null ? 'absent' : box.x >= 0 && box.x + box.width <= 960).toBe(true);
  }
  await page.close();
});

it('says so when the program cannot even give a snapshot', async () => {
  const start = scenario();
  const broken = { ...start, snapshot: { ...start.snapshot, wall: { ...start.snapshot.wall, cells: [] } } };
  const { page } = await windows.open(broken, undefined, '.start-failed');
  expect(await page.getByRole('alert').innerText()).toContain('Không mở được chương trình');
  await page.close();
});

it('turns light for an office, and back, while pictures stay on black', async () => {
  const { page, complaints } = await windows.open(scenario({ placed: 1 }));
  const ground = (selector: string): Promise<string> =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor);
  const ink = (selector: string): Promise<string> =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).color);
  const [darkHeader, darkTile, darkName] = [await ground('.header'), await ground('.tile-empty'), await ink('.tile-name')];
  await page.getByRole('button', { name: 'Cài đặt' }).click();
  await page.getByRole('dialog').getByText('Sáng', { exact: true }).click();
  await expect.poll(() => ground('.header')).not.toBe(darkHeader);
  expect([await ground('.tile-empty'), await ink('.tile-name')]).toEqual([darkTile, darkName]);
  await page.getByRole('dialog').getByText('Theo máy', { exact: true }).click();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => ground('.header')).toBe(darkHeader);
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => ground('.header')).not.toBe(darkHeader);
  expect(await page.evaluate(() => window.mocked?.main.snapshot.settings.appearance)).toBe('system');
  expect(complaints).toEqual([]);
  await page.close();
});
