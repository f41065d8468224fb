import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { deskDisplay, screenOn } from '../../fakes/fake-screens.ts';
import { windowsOfThisFile } from '../support/file-windows.ts';
import { scenario } from '../support/scenario.ts';

const windows = windowsOfThisFile();

const left = deskDisplay('1', 'DELL U2722D', 0);
const right = deskDisplay('2', 'SAMSUNG 55"', 1920);
const desk = { displays: [left, right], screens: [screenOn(1, left), screenOn(2, right)] };

const calls = (page: Page, channel: string): Promise<readonly unknown[] | undefined> =>
  page.evaluate((name) => window.mocked?.main.calls.filter((call) => call.channel === name).map(({ args }) => args), channel);

async function open(): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const opened = await windows.open(scenario({ cameras: 6, placed: 4 }));
  await opened.page.evaluate((given) => {
    if (window.mocked !== undefined) window.mocked.main.desk = given;
  }, desk);
  await opened.page.keyboard.press('F7');
  await opened.page.getByRole('dialog', { name: 'Màn hình' }).waitFor();
  return opened;
}

it('shows the desk to scale and moves a window by keys alone', async () => {
  const { page, complaints } = await open();
  const second = page.getByRole('button', { name: 'Cửa sổ số 2', exact: true });
  const [first, other] = await Promise.all([
    page.getByRole('button', { name: 'Cửa sổ số 1, là cửa sổ này' }).boundingBox(),
    second.boundingBox(),
  ]);
  expect(other?.x).toBeGreaterThan((first?.x ?? 0) + (first?.width ?? 0));
  await second.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+ArrowRight');
  await page.keyboard.press('Control+ArrowLeft');
  await expect.poll(() => calls(page, 'screens.move')).toEqual([{ screen: 2, displayId: '1' }]);
  expect(complaints).toEqual([]);
  await page.close();
});

it('moves a window by dragging it onto another monitor', async () => {
  const { page } = await open();
  const { width, height } = await box(page);
  const window = page.getByRole('button', { name: 'Cửa sổ số 1, là cửa sổ này' });
  await window.dragTo(page.getByRole('group', { name: /^Bàn làm việc/u }), {
    targetPosition: { x: width * 0.75, y: height * 0.4 },
  });
  await expect.poll(() => calls(page, 'screens.move')).toEqual([{ screen: 1, displayId: '2' }]);
  await page.close();
});

it('opens and closes windows, not the last one, and remembers what is wanted of closed ones', async () => {
  const { page } = await open();
  const dialog = page.getByRole('dialog', { name: 'Màn hình' });
  await dialog.getByRole('button', { name: 'Mở thêm cửa sổ' }).click();
  await dialog.getByRole('button', { name: 'Cửa sổ số 3', exact: true }).click();
  await dialog.getByRole('button', { name: /Đóng cửa sổ$/u }).click();
  await dialog.getByRole('button', { name: 'Cửa sổ số 2', exact: true }).click();
  await dialog.getByRole('button', { name: /Đóng cửa sổ$/u }).click();
  await dialog.getByRole('button', { name: 'Cửa sổ số 1, là cửa sổ này' }).click();
  expect(await dialog.getByRole('button', { name: 'Đóng cửa sổ này' }).isDisabled()).toBe(true);
  await dialog.getByRole('switch', { name: 'Mở lại cửa sổ đã đóng' }).click();
  await expect.poll(() => calls(page, 'settings.update')).toEqual([{ patch: { keepClosedScreens: true } }]);
  expect(await calls(page, 'screens.close')).toEqual([{ screen: 3 }, { screen: 2 }]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+N');
  await expect.poll(() => calls(page, 'screens.open')).toHaveLength(2);
  await page.close();
});

it('shows the number of the screen over everything, for some seconds', async () => {
  const { page } = await open();
  await page.getByRole('button', { name: 'Hiện số' }).click();
  const number = page.getByRole('status').filter({ hasText: 'Màn hình số' });
  await number.waitFor();
  expect(await number.innerText()).toContain('1');
  expect((await number.boundingBox())?.width).toBe(1920);
  await number.waitFor({ state: 'detached', timeout: 15_000 });
  await page.close();
});

/** Lets go of a tile of another window over a tile of this one, as the browser tells it. */
async function dropFromElsewhere(page: Page, cell: number, dragged: Readonly<Record<string, unknown>>): Promise<void> {
  const transfer = await page.evaluateHandle((payload) => {
    const data = new DataTransfer();
    data.setData('application/x-vms-drag', JSON.stringify(payload));
    return data;
  }, dragged);
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.locator(`[data-cell="${String(cell)}"]`).dispatchEvent(type, { dataTransfer: transfer });
}
const cellsOf = (page: Page): Promise<readonly (string | null)[] | undefined> =>
  page.evaluate(() => window.mocked?.main.snapshot.wall.cells.slice(0, 4));

it('takes a tile of another window, hands over its own, takes both back, and says when that window is gone', async () => {
  const { page, complaints } = await windows.open(scenario({ cameras: 6, placed: 4 }));
  const ids = (await page.evaluate(() => window.mocked?.main.snapshot.cameras.map(({ id }) => id))) ?? [];
  await dropFromElsewhere(page, 0, { kind: 'tile', screen: 2, cell: 3, cameraId: ids[5] });
  await expect.poll(() => cellsOf(page)).toEqual([ids[5], ids[1], ids[2], ids[3]]);
  const handed = { screen: 2, cell: 3, fromCell: 0, was: ids[5], cameraId: ids[0] };
  expect(await calls(page, 'wall.exchange')).toMatchObject([handed]);
  await page.keyboard.press('Control+z');
  await expect.poll(() => cellsOf(page)).toEqual(ids.slice(0, 4));
  expect(await calls(page, 'wall.exchange')).toMatchObject([handed, { ...handed, was: ids[0], cameraId: ids[5] }]);
  await page.evaluate(() => window.mocked?.fail('wall.exchange', { kind: 'not-found', key: 'screen-not-open', details: { screen: 2 } }));
  await page.keyboard.press('Control+y');
  await page.getByText('Cửa sổ số 2 không còn mở').waitFor();
  await expect.poll(() => cellsOf(page)).toEqual([ids[5], ids[1], ids[2], ids[3]]);
  expect(complaints).toEqual([]);
});

it('gives the camera of a tile away when another window takes it, and leaves a foreign drag alone', async () => {
  const { page } = await windows.open(scenario({ cameras: 6, placed: 4 }));
  const ids = (await page.evaluate(() => window.mocked?.main.snapshot.cameras.map(({ id }) => id))) ?? [];
  await dropFromElsewhere(page, 2, { kind: 'tile', screen: 2, cell: 0, cameraId: 'cam-of-another-program' });
  await dropFromElsewhere(page, 2, { kind: 'tile', screen: 1, cell: 0, cameraId: ids[5] });
  await page.evaluate((was) => {
    const exchangeId = '00000000-0000-4000-8000-000000000001';
    window.mocked?.main.notifier.wall.onExchanged({ exchangeId, cell: 1, was, cameraId: null, from: { screen: 2, cell: 0 } });
  }, ids[1] ?? null);
  await expect.poll(() => cellsOf(page)).toEqual([ids[0], null, ids[2], ids[3]]);
  await page.locator('[data-cell="1"]').getByText('Kéo').waitFor({ state: 'attached' });
  await page.keyboard.press('Control+z');
  await expect.poll(() => cellsOf(page)).toEqual(ids.slice(0, 4));
  expect(await calls(page, 'wall.exchange')).toMatchObject([{ screen: 2, cell: 0, fromCell: 1, was: ids[1], cameraId: null }]);
});

it('says what is wrong when the desk cannot be read, or a monitor is gone', async () => {
  const { page } = await open();
  await page.evaluate(() => window.mocked?.fail('screens.move', { kind: 'not-found', key: 'display-gone', details: {} }));
  await page.getByRole('button', { name: 'Cửa sổ số 2', exact: true }).focus();
  await page.keyboard.press('Control+ArrowLeft');
  await page.getByText('Màn hình này không còn được cắm').waitFor();
  await page.keyboard.press('Escape');
  await page.evaluate(() => window.mocked?.fail('screens.desk', { kind: 'unavailable', key: 'window-gone', details: {} }));
  await page.keyboard.press('F7');
  await page.getByRole('dialog').getByText('Cửa sổ này không còn được chương trình chính nhận').waitFor();
  await page.close();
});

it('puts a camera called from outside into the selected tile', async () => {
  const { page } = await windows.open(scenario({ cameras: 6, placed: 4 }));
  await page.keyboard.press('ArrowRight');
  const wanted = await page.evaluate(() => {
    const cameraId = window.mocked?.main.snapshot.cameras[5]?.id ?? '';
    window.mocked?.main.notifier.screens.onCamera({ cameraId });
    return cameraId;
  });
  await expect.poll(() => page.evaluate(() => window.mocked?.main.snapshot.wall.cells[1])).toBe(wanted);
  expect(await calls(page, 'screens.listening')).toEqual([{}]);
  await page.close();
});

async function box(page: Page): Promise<{ readonly width: number; readonly height: number }> {
  const found = await page.getByRole('group', { name: /^Bàn làm việc/u }).boundingBox();
  if (found === null) throw new Error('no desk');
  return found;
}
