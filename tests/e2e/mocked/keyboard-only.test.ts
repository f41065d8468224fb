/** The ten commonest tasks of a duty officer, done without a pointer: the page counts pointer events and must have seen none. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { windowsOfThisFile } from '../support/file-windows.ts';
import type { MockedWindow } from '../support/mocked-window.ts';
import { within } from '../support/province-states.ts';
import { scenario, type ScenarioOptions } from '../support/scenario.ts';
import { tileName } from '../support/tile-name.ts';

const windows = windowsOfThisFile();

declare global {
  interface Window {
    pointerEvents?: number;
  }
}

async function open(start: ScenarioOptions): Promise<MockedWindow> {
  const opened = await windows.open(scenario(start));
  await opened.page.evaluate(() => {
    window.pointerEvents = 0;
    for (const name of ['pointerdown', 'mousedown', 'touchstart', 'wheel']) {
      window.addEventListener(name, () => (window.pointerEvents = (window.pointerEvents ?? 0) + 1), { capture: true });
    }
  });
  return opened;
}

async function done({ page, complaints }: MockedWindow): Promise<void> {
  expect(await page.evaluate(() => window.pointerEvents)).toBe(0);
  expect(complaints).toEqual([]);
  await page.close();
}

const calls = (page: Page, channel: string) =>
  page.evaluate((wanted) => window.mocked?.main.calls.filter((call) => call.channel === wanted).length ?? 0, channel);
const live = (page: Page, cell: number) =>
  expect.poll(() => page.locator(`[data-cell="${String(cell)}"] .tile-badge`).innerText(), { timeout: 15_000 }).toBe('TRỰC TIẾP');
async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /Gõ tên lệnh/u }).waitFor();
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
}

it('1 finds a camera by name and puts it on the wall', async () => {
  const opened = await open({ grid: 9 });
  await opened.page.keyboard.press('Control+f');
  await opened.page.keyboard.type('dinh hoa');
  await opened.page.keyboard.press('Enter');
  await expect.poll(() => tileName(opened.page, 0)).toContain('Định Hoá');
  await done(opened);
});

it('2 calls a camera by its number into a tile', async () => {
  const opened = await open({ grid: 9 });
  await opened.page.keyboard.type('3-12');
  await opened.page.keyboard.press('Enter');
  await expect.poll(() => tileName(opened.page, 2)).toContain('camera 12');
  await done(opened);
});

it('3 enlarges a tile and goes back to the wall', async () => {
  const opened = await open({ grid: 9, placed: 3 });
  const { page } = opened;
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.tile-enlarged').getAttribute('data-cell')).toBe('1');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('.tile-enlarged').count()).toBe(0);
  await done(opened);
});

it('4 swaps tiles, takes a camera off, and undoes both', async () => {
  const opened = await open({ grid: 9, placed: 2 });
  const { page } = opened;
  const before = [await tileName(page, 0), await tileName(page, 1)];
  await page.keyboard.press('Control+ArrowRight');
  await expect.poll(() => tileName(page, 0)).not.toBe(before[0]);
  await page.keyboard.press('Delete');
  await expect.poll(() => tileName(page, 1)).toBe('Ô 2, trống');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect.poll(async () => [await tileName(page, 0), await tileName(page, 1)]).toEqual(before);
  await done(opened);
});

it('5 changes how many tiles there are', async () => {
  const opened = await open({ grid: 4, placed: 2 });
  await command(opened.page, 'luoi 16 o');
  await expect.poll(() => opened.page.locator('[data-cell]').count()).toBe(16);
  await done(opened);
});

it('6 takes a snapshot', async () => {
  const opened = await open({ grid: 4, placed: 2 });
  await live(opened.page, 0);
  await opened.page.keyboard.press('s');
  await expect.poll(() => calls(opened.page, 'snapshots.save'), { timeout: 10_000 }).toBe(1);
  await opened.page.getByText('Đã lưu ảnh chụp', { exact: false }).first().waitFor(); // on screen, and said to a screen reader
  await done(opened);
});

it('7 looks at the last minute again and returns to live', async () => {
  const opened = await open({ grid: 4, placed: 2 });
  const { page } = opened;
  await live(page, 0);
  await page.keyboard.press('r');
  await page.locator('[data-cell="0"] .replay').waitFor();
  await page.keyboard.press('Escape');
  await live(page, 0);
  await done(opened);
});

it('8 listens to a camera and stops listening', async () => {
  const opened = await open({ grid: 4, placed: 2 });
  const { page } = opened;
  await live(page, 0);
  await page.keyboard.press('m');
  await page.getByRole('group', { name: 'Âm thanh' }).waitFor();
  await page.keyboard.press('m');
  await expect.poll(() => page.getByRole('group', { name: 'Âm thanh' }).count()).toBe(0);
  await done(opened);
});

it('9 opens the diagnosis of a tile and the overview of all', async () => {
  const opened = await open({ grid: 4, placed: 2 });
  const { page } = opened;
  await page.keyboard.press('i');
  await page.getByRole('complementary', { name: 'Chẩn đoán' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+I');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  await done(opened);
});

it('10 switches the language, locks the seat, and hands it back by signing out', async () => {
  const opened = await open({ grid: 4, placed: 1, session: within() });
  const { page } = opened;
  await command(page, 'tieng anh');
  await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('sign out');
  await page.keyboard.press('Enter');
  await expect.poll(() => calls(page, 'session.signOut')).toBe(1);
  await done(opened);
  const locking = await open({ grid: 4, placed: 1, session: within() });
  await locking.page.keyboard.press('Control+l');
  await expect.poll(() => calls(locking.page, 'session.lock')).toBe(1);
  await done(locking);
});
