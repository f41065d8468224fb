/** Moving a camera in a real window: what the hand does, and what main is asked for it. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Controls } from '../../../src-contract/model/controls.ts';
import { allRights } from '../../../src-contract/model/rights.ts';
import type { FakeMount } from '../../fakes/fake-ptz.ts';
import { windowsOfThisFile } from '../support/file-windows.ts';
import type { MockedWindow } from '../support/mocked-window.ts';
import { enterPtz, mountOf, movedCamera } from '../support/ptz-screens.ts';
import { scenario } from '../support/scenario.ts';
import { plugIn } from '../support/synthetic-pad.ts';

const windows = windowsOfThisFile();

interface Asked {
  readonly channel: string;
  readonly args: Readonly<Record<string, unknown>>;
}
const still = { pan: 0, tilt: 0, zoom: 0, focus: 0 };

const open = (mount: FakeMount = mountOf(), controls: Partial<Controls> = {}): Promise<MockedWindow> =>
  windows.open(scenario({ cameras: 12, grid: 1, placed: 1, controls, answers: { mounts: { [movedCamera]: mount } } }));
const asked = async (page: Page, ...channels: readonly string[]): Promise<readonly Asked[]> => {
  const all = await page.evaluate(() => window.mocked?.main.calls.filter(({ channel }) => channel.startsWith('ptz.')) ?? []);
  return (all as readonly Asked[]).filter(({ channel }) => channels.includes(channel.slice('ptz.'.length)));
};
const moves = async (page: Page): Promise<readonly unknown[]> => (await asked(page, 'move')).map(({ args }) => args['velocity']);
const stops = async (page: Page): Promise<number> => (await asked(page, 'stop')).length;
const layers = (page: Page): Promise<number> => page.locator('.ptz-layer').count();

/** After a Stop nothing may ask for a movement again. */
async function staysStopped(page: Page, wanted: number): Promise<void> {
  await expect.poll(() => stops(page)).toBe(wanted);
  const before = (await moves(page)).length;
  await page.waitForTimeout(700);
  expect((await moves(page)).length).toBe(before);
}

it('is entered by its key and by its button, left by Esc, by the same key and by moving on, and hints name the person’s own key', async () => {
  const { page, complaints } = await open(mountOf(), { keys: { 'tile.ptz': ['V'] } });
  const button = page.getByRole('button', { name: 'Điều khiển PTZ', exact: true });
  await page.locator('[data-cell="0"]').click();
  await button.waitFor();
  expect(await button.getAttribute('title')).toBe('Điều khiển PTZ (V)');
  await page.keyboard.press('p');
  expect(await layers(page)).toBe(0);
  await button.click();
  await expect.poll(() => layers(page)).toBe(1);
  await page.keyboard.press('Escape');
  await expect.poll(() => layers(page)).toBe(0);
  await page.keyboard.press('v');
  await expect.poll(() => layers(page)).toBe(1);
  await page.keyboard.press('v');
  await expect.poll(() => layers(page)).toBe(0);
  await page.keyboard.press('v');
  await page.getByRole('button', { name: 'Thôi điều khiển' }).click();
  await expect.poll(() => layers(page)).toBe(0);
  expect(complaints).toEqual([]);
});

it('moves while a key is held, tells main so again and again, faster with Shift, and stops when it is let go', async () => {
  const { page, complaints } = await open();
  await enterPtz(page);
  await page.keyboard.down('ArrowLeft');
  await expect.poll(async () => (await moves(page)).length).toBeGreaterThan(2);
  expect((await moves(page)).every((velocity) => JSON.stringify(velocity) === JSON.stringify({ ...still, pan: -0.5 }))).toBe(true);
  await page.keyboard.down('ArrowUp');
  await expect.poll(async () => (await moves(page)).at(-1)).toEqual({ ...still, pan: -0.5, tilt: 0.5 });
  await page.keyboard.up('ArrowUp');
  await page.keyboard.down('Shift');
  await expect.poll(async () => (await moves(page)).at(-1)).toEqual({ ...still, pan: -1 });
  await page.keyboard.up('Shift');
  expect(await stops(page)).toBe(0);
  await page.keyboard.up('ArrowLeft');
  await staysStopped(page, 1);
  await page.keyboard.down('Numpad9');
  await expect.poll(async () => (await moves(page)).at(-1)).toEqual({ ...still, pan: 0.5, tilt: 0.5 });
  await page.keyboard.up('Numpad9');
  await staysStopped(page, 2);
  // the arrows were the camera's: the selection is where it was
  expect(await page.locator('[data-cell][aria-selected=true]').getAttribute('data-cell')).toBe('0');
  expect(complaints).toEqual([]);
});

it.each([
  ['the window loses the focus', (page: Page) => page.evaluate(() => void window.dispatchEvent(new Event('blur')))],
  [
    'the page is hidden',
    (page: Page) =>
      page.evaluate(() => {
        Object.defineProperty(document, 'hidden', { value: true, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }),
  ],
  ['a dialog opens', (page: Page) => page.keyboard.press('F8')],
  [
    'the camera is no longer selected',
    (page: Page) =>
      page.evaluate(() => {
        window.mocked?.main.notifier.cameras.onChanged({ upserted: [], removed: ['00000000-0000-4000-8000-000000000001'] });
      }),
  ],
  [
    'the right ends',
    (page: Page) =>
      page.evaluate(
        (rights) => {
          window.mocked?.main.notifier.rights.onChanged(rights);
        },
        {
          ...allRights,
          may: allRights.may.filter((one) => one !== 'ptz'),
        },
      ),
  ],
])('stops when %s, with the key still down', async (_, happen) => {
  const { page } = await open();
  await enterPtz(page);
  await page.keyboard.down('ArrowRight');
  await expect.poll(async () => (await moves(page)).length).toBeGreaterThan(1);
  await happen(page);
  await staysStopped(page, 1);
});

it('moves by the stick on the screen, further out faster, and by the buttons, and stops when they are let go', async () => {
  const { page, complaints } = await open();
  await enterPtz(page);
  const stick = page.getByRole('group', { name: 'Cần điều khiển' });
  const box = await stick.boundingBox();
  if (box === null) throw new Error('no stick');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + box.width * 0.25, y);
  await expect.poll(async () => (await moves(page)).at(-1)).toEqual({ ...still, pan: 0.5 });
  await page.mouse.move(x + box.width, y);
  await expect.poll(async () => (await moves(page)).at(-1)).toEqual({ ...still, pan: 1 });
  await page.mouse.up();
  await staysStopped(page, 1);
  await page.getByRole('button', { name: 'Nét xa' }).hover();
  await page.mouse.down();
  await expect.poll(async () => (await moves(page)).at(-1)).toEqual({ ...still, focus: 0.5 });
  await page.mouse.up();
  await staysStopped(page, 2);
  await plugIn(page, { axes: [1, 0, 0, 0], down: [] });
  await expect.poll(async () => (await moves(page)).at(-1)).toEqual({ ...still, pan: 1 });
  await plugIn(page, null);
  await staysStopped(page, 3);
  expect(complaints).toEqual([]);
});

it('brings what is clicked to the centre, zooms into a box that is drawn, and zooms by the wheel', async () => {
  const { page, complaints } = await open();
  await enterPtz(page);
  await expect
    .poll(() => page.locator('[data-cell="0"] video').evaluate((video) => video instanceof HTMLVideoElement && video.videoWidth > 0))
    .toBe(true);
  const box = await page.locator('.ptz-layer').boundingBox();
  if (box === null) throw new Error('no layer');
  const at = (x: number, y: number): readonly [number, number] => [box.x + box.width * x, box.y + box.height * y];
  await page.mouse.click(...at(0.75, 0.5));
  await expect.poll(() => asked(page, 'shift')).toHaveLength(1);
  const [click] = await asked(page, 'shift');
  expect(click?.args).toMatchObject({ closer: 1 });
  expect(click?.args['x']).toBeCloseTo(0.5, 1);
  expect(click?.args['y']).toBeCloseTo(0, 1);
  await page.mouse.move(...at(0.25, 0.25));
  await page.mouse.down();
  await page.mouse.move(...at(0.5, 0.5), { steps: 4 });
  await expect.poll(() => page.locator('.ptz-box').count()).toBe(1);
  await page.mouse.up();
  await expect.poll(() => asked(page, 'shift')).toHaveLength(2);
  const drawn = (await asked(page, 'shift'))[1];
  expect(drawn?.args['closer']).toBeCloseTo(4, 0);
  expect(drawn?.args['x']).toBeCloseTo(-0.25, 1);
  expect(drawn?.args['y']).toBeCloseTo(0.25, 1);
  await page.mouse.wheel(0, -200);
  await expect.poll(async () => (await moves(page)).at(-1)).toEqual({ ...still, zoom: 0.6 });
  await staysStopped(page, 1);
  expect(complaints).toEqual([]);
});

it('goes to presets by number and by picture, saves one with what the tile shows, and removes one', async () => {
  const { page, complaints } = await open();
  await page.locator('[data-cell="0"] [data-state=live]').waitFor();
  await enterPtz(page);
  await page
    .getByRole('button', { name: /Vạch dừng/u })
    .first()
    .waitFor();
  await page.keyboard.press('2');
  await expect.poll(async () => (await asked(page, 'goTo')).map(({ args }) => args['token'])).toEqual(['2']);
  await page.getByTitle('Đến “Cổng trường”').click();
  await expect.poll(async () => (await asked(page, 'goTo')).map(({ args }) => args['token'])).toEqual(['2', '4']);
  await page.getByRole('button', { name: 'Lưu vị trí này' }).click();
  await page.keyboard.type('Cột đèn 3 h'); // letters and digits are the name's, not the camera's
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await asked(page, 'savePreset')).map(({ args }) => args['name'])).toEqual(['Cột đèn 3 h']);
  await expect.poll(async () => (await asked(page, 'keepPicture')).map(({ args }) => args['token'])).toEqual(['6']);
  await page.getByTitle('Đến “Cột đèn 3 h”').locator('img').waitFor();
  expect(await asked(page, 'goHome')).toEqual([]);
  await page.getByRole('button', { name: 'Xoá vị trí “Lối sang đường”' }).click({ force: true });
  await expect.poll(async () => (await asked(page, 'removePreset')).map(({ args }) => args['token'])).toEqual(['3']);
  await expect.poll(() => page.getByTitle('Đến “Lối sang đường”').count()).toBe(0);
  expect(complaints).toEqual([]);
});

it('tours the presets as long at each as the person chose, which is kept, and ends the tour', async () => {
  const { page, complaints } = await open();
  await enterPtz(page);
  await page.getByLabel('Dừng ở mỗi vị trí khi tuần tra').selectOption('30');
  await expect.poll(() => page.evaluate(() => window.mocked?.main.snapshot.controls.ptzTourSeconds)).toBe(30);
  await page.locator('.ptz-layer .ptz-bar').click();
  await page.keyboard.press('t');
  await expect.poll(async () => (await asked(page, 'startTour')).map(({ args }) => args['seconds'])).toEqual([30]);
  await page.evaluate(
    (cameraId) => window.mocked?.main.notifier.ptz.onState({ cameraId, motion: 'still', holder: null, touring: true }),
    movedCamera,
  );
  await page.getByText('Đang tuần tra').waitFor();
  await page.getByRole('button', { name: 'Thôi tuần tra' }).click();
  await expect.poll(() => stops(page)).toBe(1);
  expect(complaints).toEqual([]);
});

it('keeps control by L and gives it back', async () => {
  const { page } = await open();
  await enterPtz(page);
  await page.keyboard.press('l');
  await expect.poll(async () => (await asked(page, 'lock')).map(({ args }) => args['locked'])).toEqual([true]);
  await page.evaluate(
    (cameraId) =>
      window.mocked?.main.notifier.ptz.onState({
        cameraId,
        motion: 'still',
        holder: { name: 'Lan', level: 120, locked: true, mine: true },
        touring: false,
      }),
    movedCamera,
  );
  await page.getByText('Bạn đang giữ · mức 120').waitFor();
  await page.getByRole('button', { name: 'Trả quyền điều khiển' }).click();
  await expect.poll(async () => (await asked(page, 'lock')).map(({ args }) => args['locked'])).toEqual([true, false]);
});

it('says who has the camera in hand, and asks no more until the key is pressed again', async () => {
  const holder = { name: 'Trần Văn Hùng', level: 200, locked: false, mine: false } as const;
  const { page } = await open(mountOf({ answer: { kind: 'held', holder } }));
  await enterPtz(page);
  await page.keyboard.down('ArrowLeft');
  await page.getByRole('alert').filter({ hasText: 'Trần Văn Hùng (mức 200) đang giữ camera này' }).waitFor();
  const before = (await moves(page)).length;
  await page.waitForTimeout(700);
  expect((await moves(page)).length).toBe(before);
  await page.keyboard.up('ArrowLeft');
});

it('offers nothing to who may not move the camera, does not ask the camera, and says so to the key', async () => {
  const rights = { may: allRights.may.filter((one) => one !== 'ptz'), except: {} };
  const { page } = await windows.open(
    scenario({ cameras: 12, grid: 1, placed: 1, rights, answers: { mounts: { [movedCamera]: mountOf() } } }),
  );
  await page.locator('[data-cell="0"]').click();
  await page.waitForTimeout(1000);
  expect(await page.locator('.ptz-enter').count()).toBe(0);
  await page.keyboard.press('p');
  await page.getByText('Tài khoản này không có quyền làm việc đó.').first().waitFor();
  expect(await layers(page)).toBe(0);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('ptz');
  await page.getByText('Không có lệnh hay camera nào khớp “ptz”').waitFor();
  expect(await page.evaluate(() => window.mocked?.main.calls.filter(({ channel }) => channel.startsWith('ptz.')).length)).toBe(0);
});

it('says that a camera does not move, and why one cannot be reached, which can be tried again', async () => {
  const { page } = await windows.open(scenario({ cameras: 12, grid: 4, placed: 4 }));
  await page.locator('[data-cell="1"]').click();
  await expect.poll(async () => (await asked(page, 'describe')).length).toBeGreaterThan(0);
  await page.keyboard.press('p');
  await page.getByText('Camera này không quay quét được.').waitFor();
  await page.evaluate(() =>
    window.mocked?.fail('ptz.describe', { kind: 'unavailable', key: 'onvif-unreachable', details: { code: 'EHOSTUNREACH' } }),
  );
  await page.locator('[data-cell="2"]').click();
  await page.keyboard.press('p');
  const trouble = page.getByRole('alert').filter({ hasText: 'Không liên lạc được với thiết bị' });
  await trouble.waitFor();
  await page.evaluate(() => window.mocked?.main.failures.clear());
  await trouble.getByRole('button', { name: 'Thử lại' }).click();
  await page.locator('.ptz-trouble').filter({ hasText: 'Camera này không quay quét được.' }).waitFor();
});

it('takes a person’s own keys, shows them on buttons and the sheet, and keeps those of the wall apart', async () => {
  const { page, complaints } = await open(mountOf(), { keys: { 'ptz.left': ['J'], 'ptz.stop': ['Q'] } });
  await enterPtz(page);
  expect(await page.getByRole('button', { name: 'Dừng ngay' }).getAttribute('title')).toBe('Dừng ngay (Q)');
  await page.keyboard.press('q');
  await expect.poll(() => stops(page)).toBe(1);
  await page.keyboard.down('j');
  await expect.poll(async () => (await moves(page)).at(-1)).toEqual({ ...still, pan: -0.5 });
  await page.keyboard.up('j');
  await expect.poll(() => stops(page)).toBe(2);
  await page.keyboard.press('?');
  const sheet = page.locator('.shortcut', { hasText: 'PTZ: dừng ngay' });
  expect((await sheet.locator('kbd').allInnerTexts()).join(' ')).toBe('Q');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('tuan tra qua');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await asked(page, 'startTour')).length).toBe(1);
  expect(complaints).toEqual([]);
});
