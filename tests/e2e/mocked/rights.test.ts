import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Rights } from '../../../src-contract/model/rights.ts';
import { windowsOfThisFile } from '../support/file-windows.ts';
import { inStep, within } from '../support/province-states.ts';
import { scenario } from '../support/scenario.ts';

const windows = windowsOfThisFile();

/** Somebody who watches and does nothing else. */
const watching: Rights = { may: ['app.use', 'session.use', 'live.view', 'camera.read', 'wall.edit', 'settings.manage'], except: {} };
const items = async (page: Page): Promise<string[]> => {
  await page.getByRole('menuitem').first().waitFor();
  const texts = await page.getByRole('menuitem').allInnerTexts();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('menuitem').count()).toBe(0); // a menu that is still leaving must not be taken for the next
  return texts;
};

it('offers nothing that is denied: not in header, list, menus, settings or sync', async () => {
  const { page, complaints } = await windows.open(scenario({ session: within(), sync: inStep(), rights: watching, placed: 4 }));
  await page.getByRole('treeitem', { name: 'Cầu Gia Bảy' }).click({ button: 'right' });
  // what people keep for themselves needs no right
  expect((await items(page)).map((item) => item.split('\n')[0])).toEqual(['Đưa lên tường', 'Thêm vào yêu thích', 'Gắn thẻ…']);
  for (const name of ['Thêm camera', 'Nhập từ CSV', /^Nhật ký hoạt động/u]) {
    expect(await page.getByRole('button', { name }).count(), String(name)).toBe(0);
  }
  await page.locator('[data-cell="0"]').click({ button: 'right' });
  const ofTile = (await items(page)).join();
  for (const denied of ['Nghe âm thanh', 'Xem lại', 'Chụp ảnh']) expect(ofTile).not.toContain(denied);
  expect(ofTile).toContain('Bỏ khỏi ô');
  await page.getByRole('button', { name: 'Cài đặt' }).click();
  await page.getByRole('tab', { name: 'Luồng hình' }).waitFor();
  expect(await page.getByRole('tab', { name: 'FFmpeg' }).count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('F9');
  await page.getByRole('tab', { name: 'Tình trạng' }).waitFor();
  expect(await page.getByRole('dialog').getByRole('tab').count()).toBe(1);
  expect(complaints).toEqual([]);
  await page.close();
});

it('offers per camera what is allowed there, and follows main', async () => {
  const start = scenario({ session: within(), placed: 2 });
  const first = start.snapshot.cameras[0]?.id ?? '';
  const rights: Rights = { may: [...watching.may, 'live.listen'], except: { [first]: ['live.listen'] } };
  const { page } = await windows.open({ ...start, snapshot: { ...start.snapshot, rights } });
  await page.locator('[data-cell="0"]').click({ button: 'right' });
  expect((await items(page)).join()).not.toContain('Nghe âm thanh');
  await page.locator('[data-cell="1"]').click({ button: 'right' });
  expect((await items(page)).join()).toContain('Nghe âm thanh');
  await page.evaluate((now) => window.mocked?.main.notifier.rights.onChanged(now), { ...rights, except: {} });
  await page.locator('[data-cell="0"]').click({ button: 'right' });
  expect((await items(page)).join()).toContain('Nghe âm thanh');
  await page.close();
});

it('says on the tile that the picture is denied, and shows it by itself once the right is there', async () => {
  const { page, complaints } = await windows.open(scenario({ session: within(), rights: watching }));
  await page.evaluate(() => window.mocked?.fail('live.open', { kind: 'denied', key: 'denied-out-of-scope', details: {} }));
  await page.getByRole('treeitem', { name: 'Cầu Gia Bảy' }).dblclick();
  const tile = page.locator('[data-cell="0"]');
  await tile.getByText('Không có quyền xem camera này').waitFor();
  await page.evaluate(() => window.mocked?.main.failures.clear());
  await page.evaluate((now) => window.mocked?.main.notifier.rights.onChanged(now), watching);
  await expect.poll(() => tile.innerText(), { timeout: 15_000 }).toContain('TRỰC TIẾP');
  expect(complaints).toEqual([]);
  await page.close();
});

it('shows the pictures that waited for a purpose as soon as one is named', async () => {
  const { page, complaints } = await windows.open(scenario({ session: within() }));
  await page.evaluate(() => window.mocked?.fail('live.open', { kind: 'denied', key: 'denied-purpose-missing', details: {} }));
  await page.getByRole('treeitem', { name: 'Cầu Gia Bảy' }).dblclick();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Việc vừa rồi cần mục đích sử dụng').waitFor();
  await page.evaluate(() => window.mocked?.main.failures.clear());
  await dialog.getByLabel('Điều hành giao thông').check();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('[data-cell="0"]').innerText(), { timeout: 15_000 }).toContain('TRỰC TIẾP');
  expect(complaints).toEqual([]);
  await page.close();
});
