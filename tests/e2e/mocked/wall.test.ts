import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { windowsOfThisFile } from '../support/file-windows.ts';
import { scenario } from '../support/scenario.ts';
import { tileName } from '../support/tile-name.ts';

const windows = windowsOfThisFile();

const tile = (page: Page, cell: number) => page.locator(`[data-cell="${String(cell)}"]`);
const row = (page: Page, name: string) => page.getByRole('treeitem', { name });

it('places cameras by keyboard from the search, without accents', async () => {
  const { page, complaints } = await windows.open(scenario());
  await page.keyboard.press('Control+f');
  await page.keyboard.type('dinh hoa');
  await expect.poll(() => page.getByRole('treeitem').first().innerText()).toContain('Trung tâm xã Định Hoá');
  await page.keyboard.press('Enter');
  await expect.poll(() => tileName(page, 0)).toBe('Ô 1, camera 12 Trung tâm xã Định Hoá');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Điềm Thụy'.normalize('NFD'));
  await page.keyboard.press('Enter');
  await expect.poll(() => tileName(page, 1)).toBe('Ô 2, camera 13 Ngã ba Điềm Thuỵ');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => tileName(page, 2)).toContain('camera 14');
  expect(complaints).toEqual([]);
  await page.close();
});

it('shows live pictures and every other state by shape and word', async () => {
  const { page, complaints } = await windows.open(
    scenario({
      grid: 9,
      placed: 6,
      streams: {
        1: { kind: 'connecting', attempt: 2 },
        2: { kind: 'waiting-keyframe' },
        3: { kind: 'retrying', reason: 'unauthorised', attempt: 2, inMs: 60_000 },
      },
    }),
  );
  const badge = (cell: number) => tile(page, cell).locator('.tile-badge').innerText();
  await expect.poll(() => badge(0), { timeout: 10_000 }).toBe('TRỰC TIẾP');
  await expect.poll(() => badge(1)).toContain('ĐANG KẾT NỐI');
  await expect.poll(() => badge(2)).toContain('CHỜ KHUNG HÌNH KHÓA');
  await expect.poll(() => badge(3)).toBe('LỖI');
  await expect.poll(() => tile(page, 3).innerText()).toContain('Sai tên đăng nhập hoặc mật khẩu');
  await expect.poll(() => page.locator('.live-count').innerText()).toBe('3/6 trực tiếp');
  await expect.poll(() => tile(page, 0).locator('.tile-figures-glance').innerText()).toMatch(/^\d+ hình\/s · trễ \d+ ms$/u);
  const liveInReport = () => page.evaluate(() => window.mocked?.main.lastReport.filter((report) => report.state === 'live').length);
  await expect.poll(liveInReport, { timeout: 5_000 }).toBe(3);
  expect(complaints).toEqual([]);
  await page.close();
});

it('says that a picture is late, then that it is lost, when a camera hangs with the socket open', async () => {
  const start = scenario({ grid: 1, placed: 1 });
  const { page } = await windows.open(start);
  const badge = () => tile(page, 0).locator('.tile-badge').innerText();
  await expect.poll(badge, { timeout: 10_000 }).toBe('TRỰC TIẾP');
  const id = start.snapshot.cameras[0]?.id ?? '';
  await page.evaluate((camera) => window.mocked?.freeze(camera), id);
  await expect.poll(badge, { timeout: 6_000, interval: 100 }).toBe('TRỄ');
  await expect.poll(badge, { timeout: 8_000, interval: 100 }).toBe('MẤT HÌNH');
  expect(await tile(page, 0).innerText()).toMatch(/Hình cuối lúc \d\d:\d\d:\d\d/u);
  await page.close();
});

it('is worked by keyboard alone: move, call by number, swap, enlarge, clear, undo, redo', async () => {
  const { page, complaints } = await windows.open(scenario({ grid: 4 }));
  await page.keyboard.type('7');
  expect(await page.locator('.typed-number').innerText()).toContain('Nút Tân Lập');
  await page.keyboard.press('Enter');
  await expect.poll(() => tileName(page, 0)).toBe('Ô 1, camera 7 Nút Tân Lập');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('12');
  await page.keyboard.press('Enter');
  await expect.poll(() => tileName(page, 1)).toContain('camera 12');
  await page.keyboard.press('Control+ArrowLeft');
  await expect.poll(() => tileName(page, 0)).toContain('camera 12');
  await page.keyboard.press('Enter');
  await expect.poll(() => tile(page, 0).getAttribute('class')).toContain('tile-enlarged');
  expect(await tile(page, 1).isVisible()).toBe(false);
  await page.keyboard.press('Escape');
  await expect.poll(() => tile(page, 1).isVisible()).toBe(true);
  await page.keyboard.press('Delete');
  await expect.poll(() => tileName(page, 0)).toBe('Ô 1, trống');
  await page.keyboard.press('Control+z');
  await expect.poll(() => tileName(page, 0)).toContain('camera 12');
  await page.keyboard.press('Control+z');
  await expect.poll(() => tileName(page, 0)).toContain('camera 7');
  await page.keyboard.press('Control+y');
  await expect.poll(() => tileName(page, 0)).toContain('camera 12');
  await page.keyboard.type('999');
  await page.keyboard.press('Enter');
  await page.getByText('Không có camera số 999').waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

it('offers what can be done with a tile on the right button', async () => {
  const { page, complaints } = await windows.open(scenario({ grid: 4, placed: 1 }));
  await tile(page, 0).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Phóng to ô' }).click();
  await expect.poll(() => tile(page, 0).getAttribute('class')).toContain('tile-enlarged');
  await tile(page, 0).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Bỏ khỏi ô' }).click();
  await expect.poll(() => tileName(page, 0)).toBe('Ô 1, trống');
  expect(complaints).toEqual([]);
  await page.close();
});

it('is worked by mouse: drag from the list, drag between tiles, double-click, grid chooser, fill, clear', async () => {
  const { page, complaints } = await windows.open(scenario());
  await row(page, 'Cầu Gia Bảy').dragTo(tile(page, 2));
  await expect.poll(() => tileName(page, 2)).toBe('Ô 3, camera 4 Cầu Gia Bảy');
  await row(page, 'Chợ Bắc Kạn').dragTo(tile(page, 0));
  await tile(page, 0).dragTo(tile(page, 2));
  await expect.poll(() => tileName(page, 0)).toContain('Cầu Gia Bảy');
  await expect.poll(() => tileName(page, 2)).toContain('Chợ Bắc Kạn');
  await tile(page, 2).dblclick();
  await expect.poll(() => tile(page, 0).isVisible()).toBe(false);
  await tile(page, 2).dblclick();
  await expect.poll(() => tile(page, 0).isVisible()).toBe(true);
  await page.getByRole('button', { name: '16 ô' }).click();
  await expect.poll(() => page.getByRole('gridcell').count()).toBe(16);
  await page.getByRole('button', { name: 'Xếp 16 camera đầu danh sách lên tường' }).click();
  await expect.poll(() => tileName(page, 15)).toContain('camera 16');
  await page.getByRole('button', { name: /^Bỏ mọi camera/u }).click();
  await expect.poll(() => tileName(page, 0)).toBe('Ô 1, trống');
  await page.getByRole('button', { name: /^Hoàn tác thay đổi/u }).click();
  await expect.poll(() => tileName(page, 15)).toContain('camera 16');
  await expect.poll(() => page.evaluate(() => window.mocked?.main.snapshot.wall.cells[15])).toBe(scenario().snapshot.cameras[15]?.id);
  expect(complaints).toEqual([]);
  await page.close();
});

it('lets one tile be heard: by key and menu, with its volume kept, gone with the camera', async () => {
  const { page, complaints } = await windows.open(scenario({ grid: 4, placed: 2 }));
  const control = page.getByRole('group', { name: 'Âm thanh' });
  const marks = page.locator('[data-sound]');
  await tile(page, 0).focus();
  expect(await control.count()).toBe(0);
  await page.keyboard.press('m');
  await expect.poll(() => control.innerText()).toContain('1 · Đang mở âm thanh');
  await expect.poll(() => tile(page, 0).locator('[data-sound]').count()).toBe(1);
  await tile(page, 1).locator('.tile-menu-area').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Nghe âm thanh' }).click();
  await expect.poll(() => control.innerText()).toContain('2 · Đang mở âm thanh');
  expect(await marks.count()).toBe(1);
  await control.getByRole('slider', { name: 'Âm lượng' }).press('ArrowLeft');
  await expect.poll(() => page.evaluate(() => window.mocked?.main.snapshot.settings.soundVolume)).toBe(79);
  await tile(page, 1).focus();
  await page.keyboard.press('Delete');
  await expect.poll(() => marks.count()).toBe(0);
  expect(await control.count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.close();
});

it('shows one menu at a time: of the tile that was pointed at, until it is left', async () => {
  const { page, complaints } = await windows.open(scenario({ grid: 4, placed: 2 }));
  const items = page.getByRole('menuitem');
  const ask = (cell: number) => tile(page, cell).locator('.tile-menu-area').click({ button: 'right' });
  await ask(0);
  await page.getByRole('menuitem', { name: 'Bỏ khỏi ô' }).waitFor();
  const count = await items.count();
  await ask(1);
  await expect.poll(() => items.count()).toBe(count);
  const menu = await page.getByRole('menu').boundingBox();
  const second = await tile(page, 1).boundingBox();
  expect(menu?.x).toBeGreaterThanOrEqual((second?.x ?? 0) + (second?.width ?? 0) / 3);
  await page.keyboard.press('Escape');
  await expect.poll(() => items.count()).toBe(0);
  await ask(1);
  await page.getByRole('menuitem', { name: 'Bỏ khỏi ô' }).click();
  await expect.poll(() => tileName(page, 1)).toBe('Ô 2, trống');
  expect(await items.count()).toBe(0);
  await ask(0);
  await items.first().waitFor();
  await tile(page, 3).click();
  await expect.poll(() => items.count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.close();
});

it('renders nothing again in tiles whose state did not change', async () => {
  const { page } = await windows.open(scenario({ cameras: 64, grid: 64, placed: 64 }));
  await expect.poll(() => page.locator('.live-count').innerText(), { timeout: 20_000 }).toBe('64/64 trực tiếp');
  const changes = await page.evaluate(
    () =>
      new Promise<number>((done) => {
        let count = 0;
        const wall = document.querySelector('.wall');
        if (wall === null) throw new Error('there is a wall');
        const observer = new MutationObserver((records) => {
          count += records.filter(({ target }) => !(target instanceof Element && target.closest('.tile-figures') !== null)).length;
        });
        observer.observe(wall, { subtree: true, childList: true, attributes: true });
        setTimeout(() => {
          observer.disconnect();
          done(count);
        }, 2_500);
      }),
  );
  expect(changes).toBe(0);
  await page.close();
});

it('goes on with the same stream under another name, and asks for another where it is dialled in another way', async () => {
  const { page, complaints } = await windows.open(scenario({ placed: 1 }));
  const opened = () => page.evaluate(() => window.mocked?.main.calls.filter(({ channel }) => channel === 'live.open').length);
  const change = (with_: { readonly name: string; readonly mainUrl?: string }) =>
    page.evaluate((changes) => {
      const [camera] = window.mocked?.main.snapshot.cameras ?? [];
      if (camera !== undefined) window.mocked?.main.notifier.cameras.onChanged({ upserted: [{ ...camera, ...changes }], removed: [] });
    }, with_);
  await expect.poll(() => tile(page, 0).innerText(), { timeout: 10_000 }).toContain('TRỰC TIẾP');
  const before = (await opened()) ?? 0;
  await change({ name: 'Tên khác' });
  await expect.poll(() => tileName(page, 0)).toContain('Tên khác');
  await change({ name: 'Tên khác nữa', mainUrl: 'rtsp://192.0.2.9/main' });
  await expect.poll(() => tileName(page, 0)).toContain('Tên khác nữa');
  await expect.poll(opened).toBe(before + 1);
  expect(complaints).toEqual([]);
  await page.close();
});
